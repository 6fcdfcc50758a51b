"""The customer's first turn: nobody has asked them for anything, and there is no case yet that could wait."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side


def is_first_turn(subject: Subject, step: str) -> bool:
    """Whether no way to a customer's step leads through a step of anybody else.

    A wait with a deadline, a reminder or an `otherwise` is none: there the page says that somebody waits.
    """
    wait = subject.procedure.steps[step].wait
    if wait is not None and (wait.deadline or wait.reminder or wait.otherwise):
        return False
    before = subject.graph.before(step) - {step}
    others = {subject.side(id) for id in before if id in subject.tasks} - {Side.CUSTOMER, None}
    return subject.side(step) is Side.CUSTOMER and not others
