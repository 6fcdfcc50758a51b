"""Hand cases off complete, so that they do not come back."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.loops_back import LoopBack, decided_at, loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.broken_again import has_failed_again
from frictionaudit.analysis.simplify.close_loop import without_the_way_back
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.procedure import Side


class CompleteHandoffs(Heuristic):
    """Add what the next party lacks before the hand-off, so that it need not send the case back.

    The flow on which one party of ours returns a case to another is removed; its cases continue as all others do. This
    is the largest possible effect: nobody knows how many cases would still be incomplete.

    Nothing comes back where a case has not been at the step before: then it goes there for work of its own. Where a
    thing or a repair failed, as in 'it stops again', nothing was missing: that is left to fix-it-the-first-time.

    Do not use it when the return is the purpose, as where somebody else judges the work.

    Source: control addition in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 23
    answers = ("FA402",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for loop in loops_back(subject):
            deciding = decided_at(subject, loop.arc.source)
            receiving = _returned_to(subject, loop, deciding)
            if receiving is None or has_failed_again(loop.arc.flow) or not subject.passes(loop.arc).value > 0:
                continue
            copy = without_the_way_back(subject, loop)
            if copy is not None and receiving in copy.steps:
                yield Idea(
                    f"Write down what {step_name(subject, deciding)} looks for, and hand cases over complete at "
                    f"{step_name(subject, receiving)}, so that they need not come back",
                    copy.changes(),
                    steps=(deciding, receiving),
                    trade_off=f"no second try at {step_name(subject, receiving)} for cases that are still incomplete",
                    assumes="every case is handed over complete",
                )


def _returned_to(subject: Subject, loop: LoopBack, deciding: str) -> str | None:
    """The step of ours to which another party of ours returns a case; None where anybody else is involved."""
    steps = subject.procedure.steps
    receiving = next((step for step in loop.steps if steps[step].by), None)
    if receiving is None or Side.CUSTOMER in {subject.side(step) for step in (deciding, *loop.steps)}:
        return None
    sides = (subject.side(deciding), subject.side(receiving))
    ours = all(side is not None and side.ours for side in sides)
    return receiving if ours and steps[receiving].by != steps[deciding].by else None
