"""The same procedure counted as somebody else's method counts it, with what that method leaves out."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from frictionaudit.domain.quantities import Money
from frictionaudit.domain.values import Value


class Row(Value):
    """One number of a profile; `value` None means unknown, which is not zero."""

    label: str
    value: float | None
    unit: str
    evidence: str = Field(default="", description="in words: drawn, assumed, at least …")


class ProfileResult(Value):
    """Some procedures as one method counts them together."""

    profile: str
    title: str
    pages: tuple[str, ...] = Field(description="titles of the procedures that were counted")
    rows: tuple[Row, ...]
    total: Row
    counts: tuple[str, ...] = Field(default=(), description="what the method counts, and how it was read")
    ignores: tuple[str, ...] = Field(default=(), description="what the method does not count")
    needs: tuple[str, ...] = Field(default=(), description="what a page would have to say for the rest")


class Benchmark(Value):
    """Figures that somebody published for an economy in a year; where they are historic, `label` says so."""

    country: str = Field(description="ISO 3166, two letters")
    economy: str
    year: int
    procedures: float | None
    days: float | None
    cost_percent: float | None = Field(description="of the value of the warehouse")
    censored: tuple[str, ...] = Field(default=(), description="figures that stand for 'this or more'")
    label: str


class ProfileTerms(Value):
    """What a method needs beside the pages."""

    delay_per_day: Money | None = Field(default=None, description="what a day of waiting costs one customer")
    start_up: Money | None = Field(default=None, description="what the rules cost all customers once")
    benchmark: Benchmark | None = None

    @property
    def currencies(self) -> tuple[str, ...]:
        return tuple(money.currency for money in (self.delay_per_day, self.start_up) if money is not None)

    @staticmethod
    def amount(money: Money | None) -> float:
        """An amount as a number; nothing where it is not given."""
        return float(money.amount if money is not None else Decimal(0))
