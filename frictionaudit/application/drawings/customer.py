"""The customer's view: what they do, what reaches them, how long it takes until then; what goes on inside is folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.customer_wording import PlainEnglish, Wording
from frictionaudit.application.drawings.folding import Folded, fold
from frictionaudit.application.drawings.order import flow_order
from frictionaudit.application.drawings.outline import Arrow, Band, Outline, Shape
from frictionaudit.application.drawings.staff import box_kind
from frictionaudit.domain.procedure import Procedure, Side, StepKind

CUSTOMER, ORGANISATION = "customer-view.customer", "customer-view.organisation"


def customer(subject: Subject, wording: Wording | None = None) -> Outline:
    """The steps of the customer in one lane, and the messages that reach them in another."""
    procedure, wording = subject.procedure, wording or PlainEnglish()
    lane = {id: seat for id in procedure.steps if (seat := _seat(subject, id)) is not None}
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


def _seat(subject: Subject, id: str) -> str | None:
    """The lane of a step in this view; None for what the customer neither does nor notices."""
    step, side = subject.procedure.steps[id], subject.side(id)
    if side is Side.CUSTOMER:
        splits = step.kind.gateway and len(step.next) < 2
        return None if splits else CUSTOMER
    if step.kind in (StepKind.START, StepKind.END):
        return CUSTOMER
    return ORGANISATION if (step.tells or step.gives) and not step.kind.gateway else None


def _lanes(procedure: Procedure, lane: Mapping[str, str], wording: Wording) -> tuple[Band, ...]:
    own, ours = wording.lanes(procedure)
    bands = [Band(CUSTOMER, own, "customer")]
    if ORGANISATION in lane.values():
        bands.append(Band(ORGANISATION, ours, "frontstage"))
    return tuple(bands)


def _shape(subject: Subject, id: str, lane: Mapping[str, str], wording: Wording) -> Shape:
    procedure, step = subject.procedure, subject.procedure.steps[id]
    say = wording.message if lane[id] == ORGANISATION else wording.task
    facts, told = say(procedure, id)
    kind = box_kind(step)
    name = wording.name(subject, id)
    return Shape(id, kind, step.kind.value, lane[id], name, facts if kind == "task" else (), told)


def _arrow(flow: Folded, lane: Mapping[str, str], wording: Wording) -> Arrow:
    kind: Literal["sequence", "message"] = "sequence" if lane[flow.source] == lane[flow.target] else "message"
    id = f"{flow.source}>{flow.target}"
    return Arrow(id, flow.source, flow.target, wording.onward(flow), kind, weight=flow.share)
