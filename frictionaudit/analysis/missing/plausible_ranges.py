"""Between what a number could lie that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frictionaudit.domain.quantities import Calendar, Period


@dataclass(frozen=True)
class PlausibleRange:
    """The least and the most that is thought possible."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        return self.high - self.low


EFFORT = PlausibleRange(1, 30)
"""Minutes of a step, where the page knows fewer than two."""
QUESTIONS = PlausibleRange(1, 20)
"""Questions of a form, likewise."""
WORKING_DAYS = 5
"""The longest wait, likewise, in working days; the shortest is none."""
WAGES = PlausibleRange(0.5, 1.5)
"""Of the mean of the wages known."""
SHARES = 50
"""For so many ways on, those most visited, it is computed what their share decides."""
SHARE = PlausibleRange(0.05, 0.95)
"""Of what the shares that are given leave over."""
WIDE = 2
"""By what factor the ends of an assumed range lie apart before it is asked about."""


def waiting(calendar: Calendar) -> PlausibleRange:
    """Elapsed minutes of a wait, where the page knows fewer than two."""
    return PlausibleRange(0.0, calendar.elapsed(Period(days=WORKING_DAYS, working=True)))


def wages(known: Iterable[float]) -> PlausibleRange:
    """Wages of an hour; where none is known, in parts of whatever they are."""
    found = [rate for rate in known if rate > 0]
    mean = sum(found) / len(found) if found else 1.0
    return among(found, PlausibleRange(WAGES.low * mean, WAGES.high * mean))


def among(known: Iterable[float], otherwise: PlausibleRange) -> PlausibleRange:
    """From the least to the most of what is known and more than nothing; a single one only widens the default."""
    found = sorted({round(number, 9) for number in known if number > 0})
    if len(found) > 1:
        return PlausibleRange(found[0], found[-1])
    return PlausibleRange(min(otherwise.low, *found), max(otherwise.high, *found)) if found else otherwise
