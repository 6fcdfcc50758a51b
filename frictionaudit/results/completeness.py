"""What a page leaves out, told once: no accusation, and no finding."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from frictionaudit.domain.values import Value
from frictionaudit.results.question import Question


class Completeness(Value):
    """What the page of a procedure does not say, and the three answers that would help most.

    The entries are ids of steps, in reading order.
    """

    steps: int = Field(default=0, description="all steps, with starts, ends and gateways")
    without_performer: tuple[str, ...] = Field(default=(), description="tasks that name nobody who does them")
    without_name: tuple[str, ...] = Field(default=(), description="steps without a name")
    without_conditions: tuple[str, ...] = Field(
        default=(), description="decisions that do not say when a case takes which flow, in words"
    )
    without_effort: tuple[str, ...] = Field(default=(), description="tasks that do not say how long they take")
    without_wait: tuple[str, ...] = Field(default=(), description="steps that do not say how long a case waits")
    undecided: tuple[str, ...] = Field(default=(), description="decisions whose shares are not all given")
    unknown_shares: int = Field(default=0, description="flows without a share at those decisions")
    within_bounds: tuple[str, ...] = Field(default=(), description="why some figures are known only within bounds")
    guesses: tuple[str, ...] = Field(default=(), description="assumed figures that move the result by over a tenth")
    cannot_tell: tuple[str, ...] = Field(default=(), description="totals that cannot be told at all, in words")
    answers: tuple[Question, ...] = Field(default=(), description="the three answers that would help most")

    @property
    def gaps(self) -> int:
        """How many things are not told."""
        steps = (self.without_performer, self.without_name, self.without_conditions)
        times = (self.without_effort, self.without_wait)
        return sum(map(len, (*steps, *times))) + self.unknown_shares + len(self.within_bounds)


class Gaps(Value):
    """What the pages of all procedures of an audit leave out, counted."""

    steps: int = 0
    without_performer: int = 0
    without_name: int = 0
    without_effort: int = 0
    without_wait: int = 0
    unknown_shares: int = 0
    procedures: int = Field(default=0, description="procedures that leave out anything")

    @classmethod
    def of(cls, told: Iterable[Completeness]) -> Gaps:
        """The gaps of some procedures, added up."""
        told = tuple(told)
        return cls(
            steps=sum(one.steps for one in told),
            without_performer=sum(len(one.without_performer) for one in told),
            without_name=sum(len(one.without_name) for one in told),
            without_effort=sum(len(one.without_effort) for one in told),
            without_wait=sum(len(one.without_wait) for one in told),
            unknown_shares=sum(one.unknown_shares for one in told),
            procedures=sum(one.gaps > 0 for one in told),
        )
