"""When the organisation is open, and what that makes of working time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from frictionaudit.domain.quantities.durations import Duration, Period
from frictionaudit.domain.quantities.public_holidays import public_holidays
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Value, Whole

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_PER_MONTH = 30.4375
OPENING_HOURS, ANY_TIME = "opening hours", "any time"
_EXAMPLE = "Mon-Fri 09:00-17:00; Sat 09:00-12:00"
_BLOCK = re.compile(r"^(?P<days>[A-Za-z,\s-]+?)\s+(?P<times>\d.*)$")
_SPAN = re.compile(r"^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$")


Spans = tuple[tuple[int, int], ...]
"""Openings and closings of a day, in minutes from midnight."""


def _readable(hours: str) -> str:
    open_minutes(hours)
    return hours


OpeningHours = Annotated[str, AfterValidator(_readable)]
"""Hours of a week in words, such as `Mon-Fri 09:00-17:00; Sat 09:00-12:00`."""


class Calendar(Value):
    """Opening hours, the days on which nobody is in, and when cases arrive.

    Expected times use the average week, without holidays: n working days last n · 7 / (open days a week), n working
    minutes n · 10080 / (open minutes a week). Percentiles and promises play the calendar itself. Public holidays need
    a year: a page without one has no dates.
    """

    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166 code")
    region: str | None = None
    hours: OpeningHours = Field(default="Mon-Fri 09:00-17:00", description=f"opening hours such as {_EXAMPLE}")
    year: Whole | None = Field(
        default=None, ge=1950, le=2100, description="year in which cases arrive; the country's public holidays count"
    )
    holidays: tuple[date, ...] = Field(
        default=(), description="days on which nobody is in; they count instead of the public holidays"
    )
    arrivals: str = Field(
        default="opening hours", description="when cases arrive: `opening hours`, `any time`, or hours of their own"
    )

    @field_validator("arrivals")
    @classmethod
    def _known(cls, arrivals: str) -> str:
        if arrivals not in (OPENING_HOURS, ANY_TIME):
            open_minutes(arrivals)
        return arrivals

    @model_validator(mode="after")
    def _open_on_some_day(self) -> Self:
        """A country and region with known holidays, and at least one day of the year on which somebody is in."""
        if self.first_year is not None:
            closed, days = self.closed_days(1), (date(self.first_year, 1, 1) + timedelta(n) for n in range(365))
            if all(WEEKDAYS[day.weekday()] not in self.week or day in closed for day in days):
                raise UnreadableValueError(
                    "the calendar has no working time: each open day is a holiday", "take some days out of `holidays`"
                )
        return self

    @property
    def arrivals_when_closed(self) -> float:
        """Share of the time in which cases arrive that is outside the opening hours of an ordinary week."""
        if self.arrivals == OPENING_HOURS:
            return 0.0
        always = dict.fromkeys(WEEKDAYS, ((0, 1440),))
        arriving = always if self.arrivals == ANY_TIME else open_spans(self.arrivals)
        total = sum(end - start for spans in arriving.values() for start, end in spans)
        return 1 - _shared_minutes(arriving, open_spans(self.hours)) / total

    @property
    def first_year(self) -> int | None:
        """The year in which cases arrive; that of the first holiday if the page states no other."""
        return self.year or (min(self.holidays).year if self.holidays else None)

    def closed_days(self, years: int) -> frozenset[date]:
        """Holidays of this and the following years; none without a year."""
        if self.holidays or self.year is None or self.country is None:
            return frozenset(self.holidays)
        return public_holidays(self.country, self.region, self.year, years)

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
    """Open minutes by weekday; closed days are absent."""
    week = {day: float(sum(end - start for start, end in spans)) for day, spans in open_spans(hours).items()}
    return MappingProxyType(week)


@lru_cache(maxsize=64)
def open_spans(hours: str) -> Mapping[str, Spans]:
    """Opening and closing in minutes from midnight, by weekday, in order and disjoint.

    UnreadableValueError says what to write instead.
    """
    week: dict[str, Spans] = {}
    for block in hours.split(";"):
        match = _BLOCK.match(block.strip())
        if not match:
            raise _not_hours(block)
        spans = tuple(sorted(_span(text.strip()) for text in match["times"].split(",")))
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise UnreadableValueError(f"opening hours overlap in '{block.strip()}'", f"write for example {_EXAMPLE}")
        for day in _days(match["days"]):
            if day in week:
                raise UnreadableValueError(f"{day} has opening hours twice", "give each day its hours once")
            week[day] = spans
    if not week:
        raise _not_hours(hours)
    return MappingProxyType(week)


def shared_minutes(first: str, second: str) -> float:
    """Minutes of a week that lie in both of two opening hours."""
    return _shared_minutes(open_spans(first), open_spans(second))


def _shared_minutes(first: Mapping[str, Spans], second: Mapping[str, Spans]) -> float:
    return sum(
        max(0, min(end, closing) - max(start, opening))
        for day, spans in first.items()
        for start, end in spans
        for opening, closing in second.get(day, ())
    )


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


def _span(text: str) -> tuple[int, int]:
    match = _SPAN.match(text)
    if not match:
        raise _not_hours(text)
    start, end = (int(match[i]) * 60 + int(match[i + 1]) for i in (1, 3))
    if not start < end <= 1440:
        raise UnreadableValueError(f"in '{text}' closing does not come after opening", f"write for example {_EXAMPLE}")
    return start, end
