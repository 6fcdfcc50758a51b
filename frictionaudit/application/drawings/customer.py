"""The customer's view: what they do, what reaches them, how long it takes until then; what goes on inside is folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.facts import customer_facts
from frictionaudit.application.drawings.folding import Folded, fold
from frictionaudit.application.drawings.order import flow_order
from frictionaudit.application.drawings.outline import Arrow, Band, Outline, Shape
from frictionaudit.application.drawings.staff import box_kind, name
from frictionaudit.domain.procedure import Procedure, Side, Step, StepKind
from frictionaudit.domain.quantities.format import format_elapsed, format_share
from frictionaudit.domain.quantities.listing import listed, shortened
from frictionaudit.exports.wording.vocabulary import TELLS

CUSTOMER, ORGANISATION = "customer-view.customer", "customer-view.organisation"
_HOUR = 60.0


def customer(subject: Subject) -> Outline:
    """The steps of the customer in one lane, and the messages that reach them in another."""
    procedure = subject.procedure
    lane = {id: seat for id in procedure.steps if (seat := _seat(subject, id)) is not None}
    folded = fold(subject, lane.keys())
    arrows = [_arrow(flow, lane) for flow in folded]
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
        lanes=_lanes(procedure, lane),
        shapes=tuple(_shape(subject, id, lane) for id in order),
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


def _lanes(procedure: Procedure, lane: Mapping[str, str]) -> tuple[Band, ...]:
    names = [party.name for party in procedure.parties.values() if party.side is Side.CUSTOMER and party.name]
    bands = [Band(CUSTOMER, names[0] if len(names) == 1 else "Customer", "customer")]
    if ORGANISATION in lane.values():
        bands.append(Band(ORGANISATION, procedure.organisation or "What they hear", "frontstage"))
    return tuple(bands)


def _shape(subject: Subject, id: str, lane: Mapping[str, str]) -> Shape:
    procedure, step = subject.procedure, subject.procedure.steps[id]
    facts, told = customer_facts(procedure, id)
    if lane[id] == ORGANISATION:
        facts, told = _message(procedure, step)
    kind = box_kind(step)
    return Shape(id, kind, step.kind.value, lane[id], name(subject, id), facts if kind == "task" else (), told)


def _message(procedure: Procedure, step: Step) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a message tells, and what comes with it."""
    tells = [TELLS[key] for key in TELLS if getattr(step.tells, key)]
    papers = [procedure.documents[id].name or id for id in step.gives if id in procedure.documents]
    facts, told = list[str](), list[str]()
    if tells:
        facts.append(f"tells {shortened(tells, 2)}")
        told.append(f"tells you {listed(tells, shown=None)}")
    if papers:
        facts.append(f"gives {shortened(papers, 1)}")
        told.append(f"gives you {listed(papers, shown=None)}")
    return tuple(facts), tuple(told)


def _arrow(flow: Folded, lane: Mapping[str, str]) -> Arrow:
    """What leads on for the customer: under which condition, for how many, after how long."""
    share = format_share(flow.share) if flow.share is not None and flow.share < 0.9995 else ""
    low, high = (format_elapsed(minutes) for minutes in flow.minutes)
    unit = low.partition(" ")[2]
    shown = low.removesuffix(f" {unit}") if high.endswith(f" {unit}") and " " not in unit else low
    length = low if low == high else f"{shown} to {high}"
    wait = "" if flow.minutes[1] < _HOUR else f"wait {length}"
    if flow.unknown:
        wait = "wait unknown" if flow.minutes[0] < _HOUR else f"wait at least {low}"
    kind: Literal["sequence", "message"] = "sequence" if lane[flow.source] == lane[flow.target] else "message"
    text = " · ".join(filter(None, (flow.condition, share, wait)))
    return Arrow(f"{flow.source}>{flow.target}", flow.source, flow.target, text, kind, weight=flow.share)
