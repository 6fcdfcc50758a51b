"""Steps at which somebody does something: a start, an end or a decision in a lane is no work by itself."""

from __future__ import annotations

from frictionaudit.domain.procedure import Procedure, Step, StepKind


def is_work(step: Step) -> bool:
    """Whether somebody does something: a task, or an event with a message, a paper or effort."""
    if step.kind is StepKind.TASK:
        return True
    if step.kind.gateway:
        return False
    papers = step.asks or step.gives or step.makes or step.fees or step.control
    return bool(papers or step.tells or step.sends_to or step.receives_from or step.systems or step.effort)


def is_bare_end(step: Step) -> bool:
    """Whether it is the start or an end of a case at which nobody does anything."""
    return step.kind in (StepKind.START, StepKind.END) and not is_work(step)


def idle_parties(procedure: Procedure) -> frozenset[str]:
    """Parties of ours whose lane holds only events and gateways: nobody there does anything."""
    busy = {step.by for step in procedure.steps.values() if is_work(step)}
    return frozenset(id for id, party in procedure.parties.items() if party.side.ours and id not in busy)


def stays(procedure: Procedure) -> dict[str, str]:
    """The party of each step at which a case stays with somebody.

    It stays at no gateway, at no bare start or end of ours, and in no lane of ours in which nobody does anything.
    """
    idle, parties = idle_parties(procedure), procedure.parties
    return {
        id: step.by
        for id, step in procedure.steps.items()
        if step.by
        and step.by not in idle
        and not step.kind.gateway
        and not (is_bare_end(step) and step.by in parties and parties[step.by].side.ours)
    }
