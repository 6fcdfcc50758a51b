"""Plausible ranges for unknown figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frictionaudit.domain.quantities import Calendar, Period


@dataclass(frozen=True)
class PlausibleRange:
    """The lowest and the highest plausible value."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        return self.high - self.low


EFFORT = PlausibleRange(1, 30)
"""Default for the minutes of a step, if the page knows fewer than two."""
QUESTIONS = PlausibleRange(1, 20)
"""Default for the questions of a form."""
WORKING_DAYS = 5
"""Default for the longest wait, in working days; the shortest is none."""
WAGES = PlausibleRange(0.5, 1.5)
"""Default for wages, as multiples of the mean of those known."""
SHARES = 50
"""Most flows whose share is varied; the most visited ones."""
SHARE = PlausibleRange(0.05, 0.95)
"""Range of an unknown share, as parts of what the stated shares leave."""
WIDE = 2
"""Factor between the ends of an assumed range from which a question asks about it."""


def waiting(calendar: Calendar) -> PlausibleRange:
    """Default for the elapsed minutes of a wait, if the page knows fewer than two."""
    return PlausibleRange(0.0, calendar.elapsed(Period(days=WORKING_DAYS, working=True)))


def wages(known: Iterable[float]) -> PlausibleRange:
    """Hourly wages; in multiples of the unknown wage if none is known."""
    rates = [rate for rate in known if rate > 0]
    mean = sum(rates) / len(rates) if rates else 1.0
    return range_of(rates, PlausibleRange(WAGES.low * mean, WAGES.high * mean))


def range_of(known: Iterable[float], default: PlausibleRange) -> PlausibleRange:
    """From the lowest to the highest of the known positive values; a single one only widens the default."""
    values = sorted({round(value, 9) for value in known if value > 0})
    if len(values) > 1:
        return PlausibleRange(values[0], values[-1])
    return PlausibleRange(min(default.low, *values), max(default.high, *values)) if values else default
