"""Opening hours of an organisation as spans of time: conversion between clock time and working time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from frictionaudit.domain.quantities import Calendar
from frictionaudit.domain.quantities.calendar import WEEKDAYS, open_spans

DAY, WEEK = 1440.0, 10_080.0
YEARS = 3
"""Years whose holidays are laid out; longer plays begin again with the first."""


@dataclass(frozen=True)
class Hours:
    """Spans of open minutes, sorted and disjoint, that repeat after a period of whole weeks.

    Time 0 is a Monday at 0:00. Cases arrive between the minutes in `arrival`: in the first week, or in the first year.
    """

    spans: tuple[tuple[float, float], ...]
    period: float = WEEK
    arrival: tuple[float, float] = (0.0, WEEK)

    @classmethod
    def of(cls, calendar: Calendar) -> Hours:
        """The days of a calendar without its holidays."""
        return _hours(calendar, calendar.hours)

    @classmethod
    def of_arrivals(cls, calendar: Calendar) -> Hours:
        """The hours of their own in which cases arrive."""
        year = calendar.first_year  # which the holidays give where the page does not say it
        open_days = calendar.model_copy(update={"holidays": (), "country": None, "year": year})
        return _hours(open_days, calendar.arrivals)

    @cached_property
    def open_minutes(self) -> float:
        """Open minutes per week, on average."""
        return sum(end - begin for begin, end in self.spans) * WEEK / self.period

    @cached_property
    def always(self) -> bool:
        """Whether it is never closed."""
        return self.open_minutes >= WEEK

    @cached_property
    def begins(self) -> list[float]:
        """When each span begins."""
        return [begin for begin, _ in self.spans]

    @cached_property
    def cumulative(self) -> list[float]:
        """Open minutes before each span, then of the whole period."""
        total, cumulative = 0.0, [0.0]
        for begin, end in self.spans:
            total += end - begin
            cumulative.append(total)
        return cumulative

    def is_open(self, time: float) -> bool:
        """Whether it is open at a time."""
        if self.always:
            return True
        at = time % self.period
        n = bisect_right(self.begins, at) - 1
        return n >= 0 and at < self.spans[n][1]

    def opens(self, time: float) -> float:
        """The next opening at or after a time."""
        if self.is_open(time):
            return time
        rounds, at = divmod(time, self.period)
        n = bisect_right(self.begins, at)
        return rounds * self.period + (self.spans[n][0] if n < len(self.spans) else self.period + self.spans[0][0])

    def worked(self, time: float) -> float:
        """Open minutes from the beginning until a time."""
        if self.always:
            return time
        rounds, at = divmod(time, self.period)
        n = bisect_right(self.begins, at) - 1
        inside = self.cumulative[n] + min(at, self.spans[n][1]) - self.spans[n][0] if n >= 0 else 0.0
        return rounds * self.cumulative[-1] + inside

    def when(self, worked: float) -> float:
        """The time at which this many open minutes have passed: closing time rather than the next opening."""
        if self.always:
            return worked
        rounds, rest = divmod(worked, self.cumulative[-1])
        if rest == 0.0 and rounds:
            return (rounds - 1) * self.period + self.spans[-1][1]
        n = max(bisect_left(self.cumulative, rest) - 1, 0)
        return rounds * self.period + self.spans[n][0] + rest - self.cumulative[n]

    def after(self, time: float, work: float) -> float:
        """When work that begins in opening hours is done."""
        return time + work if self.always else self.when(self.worked(time) + work)


@lru_cache(maxsize=32)
def _hours(calendar: Calendar, hours: str) -> Hours:
    """The opening hours of each day, without those days that are closed."""
    week, year = open_spans(hours), calendar.first_year
    if year is None:
        return Hours(_joined([(n, spans) for n, day in enumerate(WEEKDAYS) if (spans := week.get(day))]))
    closed, first = calendar.closed_days(YEARS), date(year, 1, 1)
    monday = first - timedelta(first.weekday())
    days = -(-(date(year + YEARS, 1, 1) - monday).days // 7) * 7
    opened = [
        (n, week[WEEKDAYS[n % 7]])
        for n in range(days)
        if WEEKDAYS[n % 7] in week and monday + timedelta(n) not in closed
    ]
    begin = (first - monday).days * DAY
    return Hours(_joined(opened), days * DAY, (begin, begin + (date(year + 1, 1, 1) - first).days * DAY))


def _joined(opened: list[tuple[int, tuple[tuple[int, int], ...]]]) -> tuple[tuple[float, float], ...]:
    """Spans of days as minutes of the period; what follows without a gap is one span."""
    joined: list[tuple[float, float]] = []
    for day, spans in opened:
        for start, end in spans:
            begin = day * DAY + start
            if joined and begin == joined[-1][1]:
                joined[-1] = (joined[-1][0], day * DAY + end)
            else:
                joined.append((begin, day * DAY + end))
    return tuple(joined)
