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


def rests(procedure: Procedure, step: Step) -> bool:
    """Whether it is a gateway or a bare event of ours: it says what happens to the case, and nobody takes it over."""
    party = procedure.parties.get(step.by or "")
    return party is not None and party.side.ours and not is_work(step)


def idle_parties(procedure: Procedure) -> frozenset[str]:
    """Parties of ours whose lane holds only events and gateways: nobody there does anything."""
    busy = {step.by for step in procedure.steps.values() if is_work(step)}
    return frozenset(id for id, party in procedure.parties.items() if party.side.ours and id not in busy)


def stays(procedure: Procedure) -> dict[str, str]:
    """The party of each step at which a case stays with somebody.

    It stays at no gateway, and at no event of ours without a message: nobody works there.
    """
    return {
        id: step.by
        for id, step in procedure.steps.items()
        if step.by and not step.kind.gateway and not rests(procedure, step)
    }
