"""How much a total hangs on numbers that nobody counted."""

from __future__ import annotations

from pydantic import Field

from frictionaudit.domain.values import Value


class Driver(Value):
    """One assumed number, and the total when it is a fifth less and a fifth more."""

    path: tuple[str, ...] = Field(description="its place on the page; of a list, the entry by its key")
    what: str = Field(description="what it is, in words")
    why: str = Field(default="", description="why it is believed; empty where nobody said anything")
    stated: bool = Field(description="the page gives it and calls it assumed; otherwise nobody gave it")
    low: float = Field(description="the total when it is a fifth less")
    high: float = Field(description="the total when it is a fifth more")
    moves: float = Field(description="the larger change, as part of the total")


class TornadoChart(Value):
    """The assumed numbers of a procedure, the one that moves its total most first."""

    id: str
    title: str
    source: str = ""
    key: str = Field(description="the measure: customer_hours_year, or customer_minutes where no volume is given")
    total: float | None
    unit: str
    levers: tuple[Driver, ...]
    left_out: int = Field(default=0, description="shares that were not tried because there are too many")
