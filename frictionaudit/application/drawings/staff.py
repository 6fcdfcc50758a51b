"""The staff's view: each party's steps in its lane, with effort, waits and systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.facts import percent, staff_facts
from frictionaudit.application.drawings.order import flow_order
from frictionaudit.application.drawings.outline import NOBODY, Arrow, Band, Outline, Shape
from frictionaudit.domain.procedure import Flow, Procedure, Step, StepKind
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.drawing import BoxKind, EventSign

_SIDES = ("customer", "frontstage", "backstage", "third")


def staff(subject: Subject) -> Outline:
    """The whole procedure, step by step."""
    procedure, graph = subject.procedure, subject.graph
    seats = seated(procedure)
    timed = any(step.effort is not None for step in procedure.steps.values())
    successors = {
        id: [arc.target for arc in sorted(graph.outgoing[id], key=lambda arc: _likelier(arc.flow))]
        for id in procedure.steps
    }
    shapes = []
    for id in flow_order(list(procedure.steps), successors, graph.entries):
        facts, told = staff_facts(procedure, id, timed)
        step = procedure.steps[id]
        kind = box_kind(step)
        shapes.append(
            Shape(
                id=id,
                kind=kind,
                shape=step.kind.value,
                lane=seats[id],
                name=name(subject, id),
                facts=facts if kind == "task" else facts[:1],
                told=told,
                named=named(step),
                sign=event_sign(step),
            )
        )
    arrows = [
        Arrow(
            arc.id, arc.source, arc.target, flow_text(procedure.steps[arc.source], arc.flow), weight=_weight(arc.flow)
        )
        for arc in graph.arcs
    ]
    return Outline(
        procedure=procedure.id,
        title=procedure.title,
        view="staff",
        lanes=lanes(procedure, seats),
        shapes=tuple(shapes),
        arrows=tuple(arrows),
        starts=graph.entries,
        left_out=tuple(left_out(procedure)),
    )


def name(subject: Subject, id: str) -> str:
    """A step's name; a gateway without one is left blank, a start is a start, others are described by a neighbour."""
    step = subject.procedure.steps[id]
    text = " ".join((step.name or "").split())
    if text or step.kind.gateway:
        return text
    if step.kind in (StepKind.START, StepKind.END):
        return sentence(step.kind.value)
    told = describe(subject.graph, id)
    return sentence(told.strip("'") if told.startswith("'") else told)


def named(step: Step) -> bool:
    """Whether the picture shows what `name` calls a step; an event without a name is only told by its neighbour."""
    return bool(step.name) or step.kind is not StepKind.EVENT


def event_sign(step: Step) -> EventSign | None:
    """What a start, an event or an end is about, as far as the procedure says it."""
    if step.kind not in (StepKind.START, StepKind.EVENT, StepKind.END):
        return None
    if step.receives_from:
        return "received"
    if step.systems:
        return "system"
    if step.sends_to:
        return "sent"
    return "time" if step.wait is not None and (step.wait.batch or "batch" in step.wait.missing) else None


def box_kind(step: Step) -> BoxKind:
    """A diamond for a gateway, a circle for what happens, a box for what somebody does."""
    if step.kind.gateway:
        return "gateway"
    return "task" if step.kind is StepKind.TASK else "event"


def flow_text(step: Step, flow: Flow) -> str:
    """What stands beside a flow: its condition, unless that is program code, and its share where it is not all."""
    share = percent(flow.share) if flow.share is not None and flow.share.value < 1 else ""
    repeats = f"at most {flow.at_most} times" if flow.at_most else ""
    return " · ".join(filter(None, (condition(flow), share, repeats)))


def condition(flow: Flow) -> str:
    """When a case takes a flow, on one line; '' where an engine's expression is all that is known."""
    said = " ".join((flow.when or "").split())
    return "" if said.startswith(("${", "#{")) else said


def seated(procedure: Procedure) -> Mapping[str, str]:
    """The lane of each step; an event or gateway of nobody stands in the lane of its nearest neighbour.

    Work that nobody is named for, of people or a system, has a lane apart: it is not that of whoever comes before it.
    """
    seats = {
        id: step.by or NOBODY
        for id, step in procedure.steps.items()
        if step.by is not None or step.kind is StepKind.TASK or step.systems
    }
    before: dict[str, list[str]] = {id: [] for id in procedure.steps}
    for source, flow in procedure.flows:
        before[flow.to].append(source)
    loose = [id for id in procedure.in_reading_order() if id not in seats]
    for neighbours in (before, {id: [flow.to for flow in step.next] for id, step in procedure.steps.items()}) * 2:
        for id in loose:
            seat = next((seats[near] for near in neighbours[id] if near in seats), None)
            if id not in seats and seat is not None:
                seats[id] = seat
    return {id: seats.get(id, NOBODY) for id in procedure.steps}


def lanes(procedure: Procedure, seats: Mapping[str, str]) -> tuple[Band, ...]:
    """A band for each party that has steps: the customer first, third parties last, else by who acts first.

    Below them all a band for tasks that nobody is named for; it has no name where there is no other.
    """
    used = list(dict.fromkeys(seats[id] for id in procedure.in_reading_order()))
    parties = procedure.parties

    def rank(id: str) -> tuple[int, int]:
        return _SIDES.index(parties[id].side.value) if id in parties else len(_SIDES), used.index(id)

    return tuple(
        Band(id, procedure.party_name(id), parties[id].side.value)
        if id in parties
        else Band(id, "Nobody named" if len(used) > 1 else "")
        for id in sorted(used, key=rank)
    )


def left_out(procedure: Procedure) -> Sequence[str]:
    """What no view of a procedure shows."""
    idle = [procedure.party_label(id) for id in procedure.parties if all(s.by != id for s in procedure.steps.values())]
    told = [f"{listed(idle)}: no step is theirs"] if idle else []
    if procedure.promises:
        told.append(f"{len(procedure.promises)} published promise{'s' * (len(procedure.promises) > 1)}")
    if procedure.groups:
        told.append(f"{len(procedure.groups)} customer group{'s' * (len(procedure.groups) > 1)}")
    return told


def _likelier(flow: Flow) -> tuple[float, str]:
    return (-(flow.share.value if flow.share else 0.5), flow.key)


def _weight(flow: Flow) -> float | None:
    return flow.share.value if flow.share else None
