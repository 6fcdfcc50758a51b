"""How much a total depends on figures that nobody has measured."""

from __future__ import annotations

from pydantic import Field

from frictionaudit.domain.values import Value


class Driver(Value):
    """One assumed figure, and the total if it is a fifth lower and a fifth higher."""

    path: tuple[str, ...] = Field(description="its place on the page; entries of a list by their key")
    what: str = Field(description="what the figure is, in words")
    why: str = Field(default="", description="why it is assumed; empty if the page does not say")
    stated: bool = Field(description="whether the page gives the figure, marked as assumed; otherwise it is missing")
    low: float = Field(description="the total if the figure is a fifth lower")
    high: float = Field(description="the total if the figure is a fifth higher")
    moves: float = Field(description="the larger change, as part of the total")


class TornadoChart(Value):
    """The assumed figures of a procedure, the one with the largest effect on its total first."""

    id: str
    title: str
    source: str = ""
    key: str = Field(description="the measure: customer_hours_year, or customer_minutes if the page gives no volume")
    total: float | None
    unit: str
    levers: tuple[Driver, ...]
    left_out: int = Field(default=0, description="shares not tried, because there are too many")
