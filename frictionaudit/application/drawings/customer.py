"""The customer's view: what they do, what reaches them, how long it takes until then; what goes on inside is folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.customer_seats import CUSTOMER, ORGANISATION, seats
from frictionaudit.application.drawings.customer_wording import PlainEnglish, Wording
from frictionaudit.application.drawings.folding import Folded, fold
from frictionaudit.application.drawings.order import flow_order
from frictionaudit.application.drawings.outline import Arrow, Band, Outline, Shape
from frictionaudit.application.drawings.staff import box_kind, event_sign, named
from frictionaudit.domain.procedure import Procedure, Side


def customer(subject: Subject, wording: Wording | None = None) -> Outline:
    """The steps of the customer in one lane, and what reaches them in that of the organisation or of third parties."""
    procedure, wording = subject.procedure, wording or PlainEnglish()
    lane = seats(subject)
    folded = fold(subject, lane.keys())
    arrows = [_arrow(flow, lane, wording) for flow in folded]
    successors: dict[str, list[str]] = {id: [] for id in lane}
    for arrow in sorted(arrows, key=lambda arrow: -(arrow.weight or 0.5)):
        successors[arrow.source].append(arrow.target)
    starts = tuple(id for id in subject.graph.entries if id in lane)
    order = flow_order([id for id in procedure.in_reading_order() if id in lane], successors, starts)
    hidden = len(procedure.steps) - len(lane)
    return Outline(
        procedure=procedure.id,
        title=procedure.title,
        view="customer",
        lanes=_lanes(procedure, lane, wording),
        shapes=tuple(_shape(subject, id, lane, wording) for id in order),
        arrows=tuple(arrows),
        starts=starts,
        left_out=(f"{hidden} step{'s' * (hidden != 1)} that the customer does not see",) if hidden else (),
    )


def _lanes(procedure: Procedure, lane: Mapping[str, str], wording: Wording) -> tuple[Band, ...]:
    own, ours = wording.lanes(procedure)
    sides = {party.side for party in procedure.parties.values()}
    bands = [Band(CUSTOMER, own, "customer" if Side.CUSTOMER in sides else "")]
    if ORGANISATION in lane.values():
        bands.append(Band(ORGANISATION, ours, "frontstage"))
    others = dict.fromkeys(seat for seat in lane.values() if seat in procedure.parties)
    return (*bands, *(Band(id, wording.party(procedure, id), "third") for id in others))


def _shape(subject: Subject, id: str, lane: Mapping[str, str], wording: Wording) -> Shape:
    procedure, step = subject.procedure, subject.procedure.steps[id]
    say = wording.task if lane[id] == CUSTOMER else wording.message
    facts, told = say(procedure, id)
    kind = box_kind(step)
    name = wording.name(subject, id)
    return Shape(
        id=id,
        kind=kind,
        shape=step.kind.value,
        lane=lane[id],
        name=name,
        facts=facts if kind == "task" else (),
        told=told,
        named=named(step),
        sign=event_sign(step),
    )


def _arrow(flow: Folded, lane: Mapping[str, str], wording: Wording) -> Arrow:
    kind: Literal["sequence", "message"] = "sequence" if lane[flow.source] == lane[flow.target] else "message"
    id = f"{flow.source}>{flow.target}"
    return Arrow(id, flow.source, flow.target, wording.onward(flow), kind, weight=flow.share)
