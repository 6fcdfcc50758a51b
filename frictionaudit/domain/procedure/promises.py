"""Promises to customers, and the published totals of the procedure."""

from __future__ import annotations

from pydantic import Field

from frictionaudit.domain.procedure.forms import Because
from frictionaudit.domain.quantities import Duration, Money, Share
from frictionaudit.domain.values import Id, Value, Whole


class Promise(Value):
    """A time that the organisation commits to, from the moment one step is done until another is."""

    from_: Id = Field(alias="from", description="the clock starts when this step is done")
    to: Id = Field(description="the clock stops when this step is done")
    within: Duration
    published: str | None = Field(default=None, description="where customers can read it; absent: internal")
    kept: Share | None = Field(default=None, description="share of real cases in which it was kept; absent: not known")
    basis: str | None = Field(default=None, description="id of a limit in a law or code, or a reason")
    note: str | None = None
    because: Because | None = None

    @property
    def key(self) -> str:
        """The key of the promise: from which step to which."""
        return f"{self.from_}>{self.to}"

    @property
    def ends(self) -> tuple[str, str]:
        """The steps at which the promise begins and ends."""
        return (self.from_, self.to)


class Published(Value):
    """Totals that the organisation publishes for the whole procedure, to be compared with the sum of its parts."""

    time: Duration | None = None
    fees: Money | None = None
    steps: Whole | None = Field(default=None, ge=0)
    printed: str | None = Field(default=None, description="the totals as printed")
