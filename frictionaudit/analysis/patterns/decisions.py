"""The decision itself: the step without which nobody would have decided the case."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.checks import checks

FORMALITY = 0.95
"""Share of cases with the same outcome from which a decision is only a formality."""


def is_the_decision(subject: Subject, id: str) -> bool:
    """Whether a control decides the case, so that nothing is left of the procedure without it.

    It does if it makes or hands out something, if no other check can turn a case away, or if it is the first signed
    approval: then the signature is what makes the permit.
    """
    step = subject.procedure.steps[id]
    if step.makes or step.gives:
        return True
    if turns_away_alone(subject, id):
        return True
    return step.control == "approval" and step.signatures > 0 and not _approved_before(subject, id)


def turns_away_alone(subject: Subject, id: str) -> bool:
    """Whether a control can turn a case away, and no other can."""
    return [step for step, check in checks(subject).items() if check.turned_away] == [id]


def decides_alone(subject: Subject, id: str) -> bool:
    """Whether a control often turns cases away, and no other can: it is what people came for, not a formality."""
    share = checks(subject)[id].reject if turns_away_alone(subject, id) else None
    return share is not None and share > 1 - FORMALITY


def _approved_before(subject: Subject, id: str) -> bool:
    steps, graph = subject.procedure.steps, subject.graph
    return any(
        steps[other].control == "approval" for other in steps if other != id and graph.certainly_before(other, id)
    )
