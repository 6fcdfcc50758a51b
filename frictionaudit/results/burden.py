"""Where the burden of a procedure lies: by step, party, channel and route, and what each loop costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from frictionaudit.domain.values import Value

BurdenBy = Literal["step", "party", "channel", "route", "loop"]
"""What the burden can be told by."""


@dataclass(frozen=True, slots=True, kw_only=True)  # an audit of many files has a hundred thousand of them
class BurdenLine:
    """What one place takes from people, over all cases, and each time that a case comes there.

    Of a step, party or channel `times` is the expected number of visits per case, of a route the share of cases that
    take it, of a loop the expected number of returns per case. A loop takes what the procedure takes less once its
    return flow is closed.
    """

    id: Annotated[str, Field(description="step, party, channel, 'STEP>FLOW' or customer group")]
    label: Annotated[str, Field(description="what people call it")]
    at: Annotated[str, Field(description="the decision at which a route or a loop begins, in words")] = ""
    times: Annotated[float, Field(description="visits per case, share of cases, or returns per case")]
    customer_minutes: Annotated[float, Field(description="the customers' own time, per case")]
    staff_minutes: Annotated[float, Field(description="our staff's time, per case")]
    third_minutes: Annotated[float, Field(description="third parties' time, per case")] = 0.0
    customer_minutes_each: Annotated[float, Field(description="the customer's time each time")]
    staff_minutes_each: Annotated[float, Field(description="our staff's time each time")]
    customer_hours_year: Annotated[float | None, Field(description="None where the page gives no volume")] = None
    staff_hours_year: float | None = None
    customer_part: Annotated[str, Field(description="part of effort that takes most of the customer's time here")] = ""

    @property
    def minutes(self) -> float:
        """The time of customers and staff together, by which lines are ranked."""
        return self.customer_minutes + self.staff_minutes


class Burden(Value):
    """The lines of each kind, worst first; lines that take no known time are left out.

    Steps, parties and channels add up to the procedure. Routes are the branches of one decision after another, and the
    customer groups; each counts from its decision to the end of the case.
    """

    steps: tuple[BurdenLine, ...] = ()
    parties: tuple[BurdenLine, ...] = ()
    channels: tuple[BurdenLine, ...] = ()
    routes: tuple[BurdenLine, ...] = ()
    loops: tuple[BurdenLine, ...] = ()
    unknown: tuple[str, ...] = Field(default=(), description="steps whose time the page does not give")

    def by(self, by: BurdenBy) -> tuple[BurdenLine, ...]:
        """The lines of one kind."""
        return {
            "step": self.steps,
            "party": self.parties,
            "channel": self.channels,
            "route": self.routes,
            "loop": self.loops,
        }[by]


def worst_first(lines: Iterable[BurdenLine]) -> tuple[BurdenLine, ...]:
    """Lines by the time that they take, the longest first."""
    return tuple(sorted(lines, key=lambda line: (-line.minutes, line.id)))


class BurdenOfProcedure(Value):
    """Where the burden of one procedure lies, as `measure --by` prints it."""

    id: str
    title: str
    source: str
    by: BurdenBy
    lines: tuple[BurdenLine, ...]
    unknown: tuple[str, ...] = Field(default=(), description="steps whose time the page does not give")
