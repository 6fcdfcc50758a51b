"""A procedure counted by an established method, with what that method leaves out."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from frictionaudit.domain.quantities import Money
from frictionaudit.domain.values import Value


class Row(Value):
    """One number of a profile; a `value` of None means unknown, which is not zero."""

    label: str
    value: float | None
    unit: str
    evidence: str = Field(default="", description="in words: stated, measured, assumed, at least …")


class ProfileResult(Value):
    """One or several procedures counted together by one method."""

    profile: str
    title: str
    pages: tuple[str, ...] = Field(description="titles of the procedures counted")
    rows: tuple[Row, ...]
    total: Row
    counts: tuple[str, ...] = Field(default=(), description="what the method counts, and how it is interpreted here")
    ignores: tuple[str, ...] = Field(default=(), description="what the method does not count")
    needs: tuple[str, ...] = Field(default=(), description="what the pages need for the unknown numbers")


class Benchmark(Value):
    """Figures published for an economy and a year; `label` says if they are historic."""

    country: str = Field(description="ISO 3166, two letters")
    economy: str
    year: int
    procedures: float | None
    days: float | None
    cost_percent: float | None = Field(description="of the value of a warehouse")
    censored: tuple[str, ...] = Field(default=(), description="figures that mean 'this or more'")
    label: str


class ProfileTerms(Value):
    """What a method needs besides the pages."""

    delay_per_day: Money | None = Field(default=None, description="cost of a day of waiting to one customer")
    start_up: Money | None = Field(default=None, description="one-off cost to all customers")
    benchmark: Benchmark | None = None

    @property
    def currencies(self) -> tuple[str, ...]:
        return tuple(money.currency for money in (self.delay_per_day, self.start_up) if money is not None)

    @staticmethod
    def amount(money: Money | None) -> float:
        """An amount as a number; 0 if it is not given."""
        return float(money.amount if money is not None else Decimal(0))
