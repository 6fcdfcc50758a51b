"""What a step takes: effort by part, and waiting by whose turn it is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.procedure.forms import Because
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.values import Value

CUSTOMER_PARTS = ("understand", "gather", "fill", "travel", "queue", "counter", "attend", "pay", "chase", "return")
STAFF_PARTS = ("work", "search")
EFFORT_PARTS = (*CUSTOMER_PARTS, *STAFF_PARTS)
"""Every part of effort. Whose time a part takes is `Procedure.bearer`: searching is done on both sides."""
Turn = Literal["queue", "batch", "customer", "third"]


class Effort(Value):
    """Touch time of one visit to a step, by part. A part that is not listed takes no time."""

    understand: Duration | None = None
    gather: Duration | None = None
    fill: Duration | None = None
    travel: Duration | None = None
    queue: Duration | None = Field(default=None, description="standing in a queue, or on hold on the phone")
    counter: Duration | None = Field(default=None, description="being served")
    attend: Duration | None = Field(default=None, description="kept free for a visit or an appointment")
    pay: Duration | None = None
    chase: Duration | None = Field(default=None, description="asking where it stands")
    return_: Duration | None = Field(default=None, alias="return", description="going or sending back")
    work: Duration | None = Field(default=None, description="staff touch time")
    search: Duration | None = Field(
        default=None, description="looking for things: the customer's time in a step of theirs, else staff's"
    )

    def part(self, name: str) -> Duration | None:
        """The time of one part, None where it takes none."""
        value: Duration | None = getattr(self, "return_" if name == "return" else name)
        return value


class Wait(Value):
    """Waiting before a step can begin, by whose turn it is. A turn that is not listed takes no time."""

    queue: Duration | None = Field(default=None, description="our turn: the case lies in a queue")
    batch: Duration | None = Field(default=None, description="our turn: until a batch, a meeting, a fixed date")
    customer: Duration | None = Field(default=None, description="the customer's turn")
    third: Duration | None = Field(default=None, description="a third party's turn")
    unknown: tuple[Turn, ...] = Field(default=(), description="turns of unknown length, for example [third]")
    deadline: Duration | None = Field(default=None, description="by when the customer has to act")
    reminder: bool | str = Field(default=False, description="whether the customer is reminded, or when")
    otherwise: str | None = Field(default=None, description="what happens to a case whose deadline passes")
    because: Because | None = None

    @property
    def missing(self) -> tuple[Turn, ...]:
        """The turns of unknown length; one that is stated as well is known."""
        return tuple(turn for turn in self.unknown if getattr(self, turn) is None)
