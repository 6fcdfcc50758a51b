"""Agree a narrower window for a visit, so that people keep less time free."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.visits_by_us import kept_free
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import scale_part
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_effort


class NarrowTheWindow(Heuristic):
    """Agree a window half as long for a visit, and tell people on the day when somebody is on the way.

    This applies to time that customers keep free for a visit (`attend`), or spend waiting at home, from `longer_than`.
    Where they come to us, as to an information evening, there is no window.
    Half is an assumption, and marked as one: how narrow a window can be depends on how the rounds are planned. Time
    that our own work there takes, such as a hearing, is no window.

    Do not use it when somebody can take the visit without waiting for it, such as a neighbour with a key.
    """

    answers = ("FA603", "FA307", "FA314")
    longer_than: Duration = Duration.fixed(minutes=60)
    factor: float = 0.5

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        shortest = procedure.calendar.expected_touch(self.longer_than)
        for id, part, minutes in kept_free(subject):
            long = minutes >= shortest - 1e-9 and minutes * self.factor >= _spent_together(subject, id)
            if long and is_unjustified(procedure, ("steps", id), self.answers):
                yield Idea(
                    f"Agree a window half as long for {step_name(subject, id)}, "
                    f"where people keep {format_effort(minutes)} free",
                    scale_part(procedure, id, part, self.factor, "half of the window that is stated"),
                    steps=(id,),
                    assumes="visits can be planned to half the window",
                    trade_off="less freedom in planning the rounds, which the page does not state",
                )


def _spent_together(subject: Subject, step: str) -> float:
    """The minutes of our work that the customer is kept free for: the longest of the steps that take over."""
    takers = subject.taken_over.get(step, ())
    return max((sum(touch for id, _, _, touch in subject.efforts if id == taker) for taker in takers), default=0.0)
