"""When the organisation is open, and what that makes of working time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pydantic import Field, field_validator

from frictionaudit.domain.quantities.durations import Duration, Period
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Value

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_PER_MONTH = 30.4375
_EXAMPLE = "Mon-Fri 09:00-17:00; Sat 09:00-12:00"
_BLOCK = re.compile(r"^(?P<days>[A-Za-z,\s-]+?)\s+(?P<times>\d.*)$")
_SPAN = re.compile(r"^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$")


class Calendar(Value):
    """Opening hours, and the country whose public holidays apply.

    The hours turn working time into elapsed time on average over a week:
    n working days last n · 7 / (open days a week), n working minutes n · 10080 / (open minutes a week).
    Public holidays are not counted here, because a procedure has no date; where dates are known they are.
    """

    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166 code")
    region: str | None = None
    hours: str = Field(default="Mon-Fri 09:00-17:00", description=f"opening hours such as {_EXAMPLE}")

    @field_validator("hours")
    @classmethod
    def _readable(cls, hours: str) -> str:
        open_minutes(hours)
        return hours

    @property
    def week(self) -> Mapping[str, float]:
        """Open minutes by weekday; closed days are absent."""
        return open_minutes(self.hours)

    @property
    def day_minutes(self) -> float:
        """Open minutes of an average working day."""
        week = self.week
        return sum(week.values()) / len(week)

    def elapsed(self, period: Period) -> float:
        """Minutes on the clock that pass, on average, during the period."""
        if not period.working:
            return (period.months * DAYS_PER_MONTH + period.weeks * 7 + period.days) * 1440 + period.minutes
        week = self.week
        return period.days * 1440 * 7 / len(week) + period.minutes * 10080 / sum(week.values())

    def touch(self, period: Period) -> float:
        """Minutes of work in the period: a day is one working day, weeks and months have their working days."""
        days = period.days + (period.weeks + period.months * DAYS_PER_MONTH / 7) * len(self.week)
        return days * self.day_minutes + period.minutes

    def expected_elapsed(self, duration: Duration) -> float:
        """Expected minutes on the clock."""
        return expectation(duration, self.elapsed)

    def expected_touch(self, duration: Duration) -> float:
        """Expected minutes of work."""
        return expectation(duration, self.touch)


def expectation(duration: Duration, minutes: Callable[[Period], float]) -> float:
    """Mean of a duration: the middle of a range, of three points (a + b + c) / 3 (triangular).

    Quantiles are interpolated linearly; below the first and above the last the time is constant, so a long
    tail beyond the last quantile is not counted.
    """
    values = [minutes(point) for point in duration.points]
    if not duration.quantiles:
        return sum(values) / len(values)
    levels = [0.0, *duration.quantiles, 1.0]
    heights = [values[0], *values, values[-1]]
    return sum((levels[i + 1] - levels[i]) * (heights[i] + heights[i + 1]) / 2 for i in range(len(levels) - 1))


@lru_cache(maxsize=64)
def open_minutes(hours: str) -> Mapping[str, float]:
    """Read opening hours into open minutes by weekday; UnreadableValueError says what to write instead."""
    week: dict[str, float] = {}
    for block in hours.split(";"):
        match = _BLOCK.match(block.strip())
        if not match:
            raise _not_hours(block)
        minutes = sum(_span(text.strip()) for text in match["times"].split(","))
        for day in _days(match["days"]):
            if day in week:
                raise UnreadableValueError(f"{day} has opening hours twice", "give each day its hours once")
            week[day] = minutes
    if not week or not all(week.values()):
        raise _not_hours(hours)
    return MappingProxyType(week)


def _not_hours(text: str) -> UnreadableValueError:
    return UnreadableValueError(f"'{text.strip()}' are not opening hours", f"write for example {_EXAMPLE}")


def _days(text: str) -> list[str]:
    days: list[str] = []
    for part in text.split(","):
        ends = [end.strip().title()[:3] for end in part.split("-")]
        if len(ends) > 2 or any(end not in WEEKDAYS for end in ends):
            raise _not_hours(text)
        first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        if last < first:
            raise _not_hours(text)
        days += WEEKDAYS[first : last + 1]
    return days


def _span(text: str) -> float:
    match = _SPAN.match(text)
    if not match:
        raise _not_hours(text)
    start, end = (int(match[i]) * 60 + int(match[i + 1]) for i in (1, 3))
    if not start < end <= 1440:
        raise UnreadableValueError(f"in '{text}' closing does not come after opening", f"write for example {_EXAMPLE}")
    return float(end - start)
