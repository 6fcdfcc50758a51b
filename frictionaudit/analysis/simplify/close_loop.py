"""A loop back without its way back: the cases that took it continue as all others do."""

from __future__ import annotations

from frictionaudit.analysis.flow.loops_back import LoopBack
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Procedure


def without_the_way_back(procedure: Procedure, loop: LoopBack) -> WorkingCopy | None:
    """A copy in which no case goes back; None where something remains that refers to a step on the loop."""
    copy = WorkingCopy(procedure)
    copy.close(loop.arc.source, loop.arc.flow.key)
    return copy if copy.prune() else None
