"""Times that do not add up to the minute: months, weeks and days of several kinds, and times that are approximate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frictionaudit.domain.quantities import Calendar, Duration, Period

_SHORTEST_MONTH, _LONGEST_MONTH, _WEEKEND = 28, 31, 2


@dataclass(frozen=True)
class Days:
    """The calendar days that a time can last, from the fewest to the most."""

    fewest: float
    most: float

    def meets(self, other: Days, share: float) -> bool:
        """Whether two times can be the same, where either may differ by a share of itself."""
        return self.fewest * (1 - share) <= other.most and other.fewest <= self.most * (1 + share)

    def words(self) -> str:
        """The days in words: '28 to 31 days'."""
        ends = dict.fromkeys(f"{round(days, 1):.12g}" for days in (self.fewest, self.most))
        return f"{' to '.join(ends)} day{'' if [*ends] == ['1'] else 's'}"


def day_kinds(times: Iterable[Duration]) -> frozenset[str]:
    """The kinds of days that times are made of: 'working', 'calendar', 'week' and 'month'."""
    kinds: set[str] = set()
    for point in (point for time in times for point in time.points):
        kinds |= {"working" if point.working else "calendar"} if point.days else set()
        kinds |= {"week"} if point.weeks else set()
        kinds |= {"month"} if point.months else set()
    return frozenset(kinds)


def days_of(time: Duration, calendar: Calendar) -> Days:
    """The calendar days that a time can last: five working days are five to nine, by where the weekends fall."""
    return Days(_fewest(time.low), _most(time.high, calendar))


def _fewest(period: Period) -> float:
    return period.months * _SHORTEST_MONTH + period.weeks * 7 + period.days + period.minutes / 1440


def _most(period: Period, calendar: Calendar) -> float:
    days = period.days
    if days and period.working:
        days = days * 7 / len(calendar.week) + _WEEKEND
    return period.months * _LONGEST_MONTH + period.weeks * 7 + days + period.minutes / calendar.day_minutes
