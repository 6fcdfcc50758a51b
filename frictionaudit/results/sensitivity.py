"""What each number of a procedure is worth, and how much a total depends on figures that nobody has measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

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


class Number(Value):
    """One number of the page, whatever its evidence, and what a tenth less of it would save.

    The savings are derivatives: exact for times, money and volume, and to first order for shares. A negative one means
    that a tenth less costs more. `ours` is false for numbers that nobody in the organisation controls.
    """

    path: tuple[str, ...] = Field(description="its place on the page; entries of a list by their key")
    what: str = Field(description="what the number is, in words")
    value: str = Field(description="the number as the page gives it; 'even split' where it gives none")
    evidence: Literal["stated", "measured", "assumed"]
    ours: bool = Field(description="whether the organisation can change it")
    saves: Mapping[str, float] = Field(
        description="by measure what a tenth less saves: per year, or per case where the page gives no volume"
    )


class TornadoChart(Value):
    """All numbers of a procedure by what a tenth less saves, and the assumed ones with their effect on the total."""

    id: str
    title: str
    source: str = ""
    key: str = Field(description="the measure: customer_hours_year, or customer_minutes if the page gives no volume")
    total: float | None
    unit: str
    levers: tuple[Driver, ...]
    left_out: int = Field(default=0, description="shares not tried, because there are too many")
    numbers: tuple[Number, ...] = Field(default=(), description="every number; those that can be changed come first")
    currency: str | None = None
