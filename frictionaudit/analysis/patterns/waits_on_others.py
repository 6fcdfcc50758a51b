"""Waits of customers for us or a third party before a step."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side, StepKind
from frictionaudit.domain.quantities import Duration


def waits_on_others(subject: Subject, step: str) -> list[Duration]:
    """Waits for us or a third party before a step; a deadline for the customer's own answer is none."""
    wait = subject.procedure.steps[step].wait
    if wait is None or _is_own_deadline(subject, step):
        return []
    return [duration for duration in (wait.queue, wait.batch, wait.third) if duration]


def _is_own_deadline(subject: Subject, step: str) -> bool:
    """Whether a timer only limits how long we wait for the customer: it races against the customer's own answer."""
    graph, steps = subject.graph, subject.procedure.steps
    if steps[step].kind is not StepKind.EVENT:
        return False
    sources = [arc.source for arc in graph.incoming[step]]
    races = bool(sources) and all(steps[source].kind is StepKind.EVENT_BASED for source in sources)
    return races and any(_hears_customer(subject, arc.target) for source in sources for arc in graph.outgoing[source])


def _hears_customer(subject: Subject, step: str) -> bool:
    parties = subject.procedure.parties
    senders = subject.procedure.steps[step].receives_from
    return subject.side(step) is Side.CUSTOMER or any(parties[party].side is Side.CUSTOMER for party in senders)
