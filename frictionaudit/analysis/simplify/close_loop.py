"""A loop back without its way back: the cases that took it continue as all others do."""

from __future__ import annotations

from frictionaudit.analysis.flow.loops_back import LoopBack
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Channel, Side


def without_the_way_back(subject: Subject, loop: LoopBack) -> WorkingCopy | None:
    """A copy in which no case goes back; None where more would be lost than the way back.

    That is so where something remains that refers to a step on the loop, or where a step that only this way leads to
    does work of its own: it orders a part, or runs a check.
    """
    copy = WorkingCopy(subject.procedure)
    copy.close(loop.arc.source, loop.arc.flow.key)
    if not copy.prune():
        return None
    removed = [step for step in subject.tasks if step not in copy.steps]
    return None if any(does_other_work(subject, step) for step in removed) else copy


def does_other_work(subject: Subject, id: str) -> bool:
    """Whether a step is neither the customer's nor speaks to the customer, such as a letter that asks for more."""
    step = subject.procedure.steps[id]
    if subject.side(id) in (None, Side.CUSTOMER, Side.FRONTSTAGE) or step.tells:
        return False
    return step.channel in (None, Channel.INTERNAL)
