"""The decision itself: the step without which nobody would have decided the case."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.checks import checks


def is_the_decision(subject: Subject, id: str) -> bool:
    """Whether a control decides the case, so that nothing is left of the procedure without it.

    It does if it makes or hands out something, if no other check can turn a case away, or if it is the first signed
    approval: then the signature is what makes the permit.
    """
    step, controls = subject.procedure.steps[id], checks(subject)
    if step.makes or step.gives:
        return True
    own = controls.get(id)
    if own is not None and own.turned_away and not any(c.turned_away for other, c in controls.items() if other != id):
        return True
    return step.control == "approval" and step.signatures > 0 and not _approved_before(subject, id)


def _approved_before(subject: Subject, id: str) -> bool:
    steps, graph = subject.procedure.steps, subject.graph
    return any(
        steps[other].control == "approval" for other in steps if other != id and graph.certainly_before(other, id)
    )
