"""Splits as BPMN draws them: a step with several next ones gets a gateway, and a gateway of the reader's goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Flow, Procedure, Step, StepKind
from frictionaudit.domain.values import FrozenDict


@dataclass(frozen=True)
class Explicit:
    """A procedure whose steps have one flow each; `of` names the step that each gateway put in belongs to.

    Of a procedure as its file draws it, `process` is the id of the process in the file, `inside` names the frame around
    a step, and `hosts` the activity on whose border an event stands.
    """

    procedure: Procedure
    of: Mapping[str, str]
    process: str | None = None
    inside: Mapping[str, str] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)


def with_gateways(procedure: Procedure) -> Explicit:
    """The procedure with an exclusive gateway behind each step, event or start that has several flows.

    A parallel gateway that a reader has put in, because BPMN needs none there, is taken out again.
    """
    drawn = {id: procedure.steps[source] for source, id in _implied(procedure).items()}
    steps: dict[str, Step] = {}
    of: dict[str, str] = {}
    for id, step in procedure.steps.items():
        if id in drawn:
            continue
        following = step.next
        if len(following) == 1 and following[0].to in drawn:
            steps[id] = step.model_copy(update={"next": procedure.steps[following[0].to].next})
        elif len(following) > 1 and not step.kind.gateway:
            gateway = _free(f"{id}-split", procedure)
            of[gateway] = id
            steps[id] = step.model_copy(update={"next": (Flow(to=gateway),)})
            steps[gateway] = Step(kind=StepKind.EXCLUSIVE, by=step.by, next=following)
        else:
            steps[id] = step
    return Explicit(procedure.model_copy(update={"steps": FrozenDict(steps)}), of)


def _implied(procedure: Procedure) -> dict[str, str]:
    """Parallel gateways of the reader that only split, by the step in front of them."""
    into: dict[str, list[str]] = {}
    for source, flow in procedure.flows:
        into.setdefault(flow.to, []).append(source)
    found = {}
    for id, step in procedure.steps.items():
        sources = into.get(id, [])
        if step.implied and step.kind is StepKind.PARALLEL and len(sources) == 1 and id == f"{sources[0]}-split":
            before = procedure.steps[sources[0]]
            if len(before.next) == 1 and not before.kind.gateway:
                found[sources[0]] = id
    return found


def _free(id: str, procedure: Procedure) -> str:
    while id in procedure.steps or id in procedure.parties:
        id = f"{id}-"
    return id
