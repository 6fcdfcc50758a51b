"""The party that does a task, and the steps that come only after another one."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side


def by_customer(subject: Subject, step: str) -> bool:
    """Whether the customer does the step."""
    return step in subject.tasks and subject.side(step) is Side.CUSTOMER


def by_us(subject: Subject, step: str) -> bool:
    """Whether our own people do the step."""
    side = subject.side(step)
    return step in subject.tasks and side is not None and side.ours


def only_after(subject: Subject, step: str) -> frozenset[str]:
    """Steps that a case can reach after a step, but never before it."""
    return subject.graph.after(step) - subject.graph.before(step) - {step}
