"""Do the work right the first time more often, so that fewer cases come back."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.loops_back import LoopBack, decided_at, loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.broken_again import has_failed_again
from frictionaudit.analysis.patterns.visits_by_us import is_visit
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.format import format_share


class FixItTheFirstTime(Heuristic):
    """Halve the share of cases that come back because our own work was not right the first time.

    This applies to a loop back with a known share in which a party repeats its own work. It also applies where the
    customer has to be there once more with nothing to hand in, as for a second repair visit. So it does where somebody
    else of ours finds that a thing failed again, as in 'it stops again'. Half is an assumption, and marked as one.
    Where something was missing from a request or a hand-off, get-it-right-first-time and complete-handoffs apply.

    Do not use it when the repetition is the purpose, such as a check-up.

    Source: control addition in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 23
    answers = ("FA207",)
    factor: float = 0.5

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for loop in loops_back(subject):
            deciding, share = decided_at(subject, loop.arc.source), loop.arc.flow.share
            if not loop.steps or share is None or not 0 < share.value < 1:
                continue
            if not _repeats_our_work(subject, loop, deciding):
                continue
            failed = _what_failed(subject, loop, deciding)
            copy = WorkingCopy(subject.procedure)
            returned_to = step_name(subject, loop.steps[0])
            why = f"half of the cases need not go back to {returned_to}"
            copy.scale_share(loop.arc.source, loop.arc.flow.key, self.factor, why)
            if changes := copy.changes():
                yield Idea(
                    f"Get {step_name(subject, failed)} right the first time: halve the "
                    f"{format_share(share.value)} of cases that go back to {returned_to}",
                    changes,
                    steps=(failed, loop.steps[0]),
                    trade_off="preparation, parts or training, which the page does not state",
                    assumes="half of the cases that go back now are right the first time",
                )


def _repeats_our_work(subject: Subject, loop: LoopBack, deciding: str) -> bool:
    """Whether a party of ours does its own work again on a loop, with the customer at most being there."""
    steps, side = subject.procedure.steps, subject.side(deciding)
    if side is None or not side.ours or not subject.passes(loop.arc).value > 0:
        return False
    customer = [step for step in loop.steps if subject.side(step) is Side.CUSTOMER]
    if customer:
        return all(is_visit(steps[step]) for step in customer)
    doing = {steps[step].by for step in (*loop.steps, deciding) if steps[step].by is not None}
    return len(doing) == 1 or _what_failed(subject, loop, deciding) != deciding


def _what_failed(subject: Subject, loop: LoopBack, deciding: str) -> str:
    """Our work that the deciding step finds to have failed: the last before it by another party; else that step."""
    if not has_failed_again(loop.arc.flow):
        return deciding
    steps = subject.procedure.steps
    work = [step for step in loop.steps if steps[step].by and steps[step].by != steps[deciding].by]
    side = subject.side(work[-1]) if work else None
    return work[-1] if side is not None and side.ours else deciding
