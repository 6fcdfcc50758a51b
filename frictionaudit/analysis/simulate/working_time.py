"""Working days and minutes of many cases at once, on the calendar itself: weekends and holidays are skipped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.hours import DAY, Hours
from frictionaudit.domain.quantities import Calendar, Duration, Period
from frictionaudit.domain.quantities.calendar import ANY_TIME, OPENING_HOURS

Unit = Literal["clock", "days", "minutes"]
"""Whether a time passes on the clock, in working days, or in open minutes."""
Moments = NDArray[np.float64]
"""Minutes since the Monday with which the calendar begins."""
_TINY = 1e-3
"""Minutes by which float32 may be off at the same time of the day."""


@dataclass(frozen=True)
class WorkingTime:
    """Opening hours as tables, in which a search finds all cases at once.

    A working day later is the same time of day on the next open day, which may be after closing time. A part of a day
    is worked through in open minutes; a day has as many as an average one of the calendar.
    """

    calendar: Calendar
    hours: Hours

    @cached_property
    def _spans(self) -> tuple[Moments, Moments, Moments]:
        begins, ends = np.array(self.hours.spans, dtype=np.float64).T
        return np.ascontiguousarray(begins), np.ascontiguousarray(ends), np.array(self.hours.cumulative)

    @cached_property
    def _open_days(self) -> NDArray[np.int64]:
        """The open days of a period, counted from 0."""
        return np.array(sorted({day for begin, end in self.hours.spans for day in _days(begin, end)}), dtype=np.int64)

    @cached_property
    def _opened(self) -> NDArray[np.int64]:
        """The number of open days up to each day of a period, itself included."""
        opened = np.zeros(round(self.hours.period / DAY), dtype=np.int64)
        opened[self._open_days] = 1
        return np.cumsum(opened)

    def arrivals(self, u: Moments) -> Moments:
        """Moments of arrival for uniform numbers: in opening hours, at any time, or as the page says."""
        if self.calendar.arrivals == ANY_TIME:
            begin, end = self.hours.arrival
            return begin + u * (end - begin)
        hours = self.hours if self.calendar.arrivals == OPENING_HOURS else Hours.of_arrivals(self.calendar)
        table = WorkingTime(self.calendar, hours)
        begin, end = (float(at) for at in table._worked(np.array(hours.arrival)))
        return table._when(begin + u * (end - begin))

    def _worked(self, now: Moments) -> Moments:
        """Open minutes from the beginning until each moment."""
        begins, ends, cumulative = self._spans
        rounds, at = np.divmod(now, self.hours.period)
        n = np.searchsorted(begins, at, side="right") - 1
        inside = cumulative[n] + np.minimum(at, ends[n]) - begins[n]
        return np.asarray(rounds * cumulative[-1] + np.where(n < 0, 0.0, inside))

    def _when(self, worked: Moments) -> Moments:
        """The moments at which so many open minutes have passed: closing time rather than the next opening."""
        begins, _, cumulative = self._spans
        rounds = np.ceil(worked / cumulative[-1]) - 1
        rest = worked - rounds * cumulative[-1]
        n = np.maximum(np.searchsorted(cumulative, rest, side="left") - 1, 0)
        return np.asarray(rounds * self.hours.period + begins[n] + rest - cumulative[n])

    def after_minutes(self, now: Moments, minutes: Moments | float) -> Moments:
        """The moments at which so many open minutes have passed since then."""
        return np.where(np.asarray(minutes) > 0, self._when(self._worked(now) + minutes), now)

    def after_days(self, now: Moments, days: Moments | float) -> Moments:
        """The moments so many working days later."""
        whole = np.floor(np.asarray(days) + 1e-7)
        part = np.maximum(np.asarray(days) - whole, 0.0)
        later = self._on_day(now, whole.astype(np.int64))
        if not part.any():
            return later
        return np.where(part > 1e-7, self.after_minutes(later, part * self.calendar.day_minutes), later)

    def _ordinal(self, now: Moments) -> tuple[NDArray[np.int64], Moments]:
        """The number of open days until each moment, its own included, less one; and the minute of the day."""
        day, minute = np.divmod(now, DAY)
        rounds, within = np.divmod(day.astype(np.int64), len(self._opened))
        return rounds * len(self._open_days) + self._opened[within] - 1, minute

    def _on_day(self, now: Moments, days: NDArray[np.int64]) -> Moments:
        ordinal, minute = self._ordinal(now)
        rounds, within = np.divmod(ordinal + days, len(self._open_days))
        later = (rounds * len(self._opened) + self._open_days[within]) * DAY + minute
        return np.where(days > 0, later, now)

    def passing(self, now: Moments, average: Moments | float, unit: Unit) -> Moments:
        """Minutes on the clock until working time has passed that lasts so long in an average week."""
        week = self.calendar.week
        if unit == "days":
            return self.after_days(now, np.asarray(average) * (len(week) / 7 / DAY)) - now
        return self.after_minutes(now, np.asarray(average) * (sum(week.values()) / 10_080)) - now

    def passing_once(self, now: float, average: float, unit: Unit) -> float:
        """`passing` for a single case."""
        if unit == "clock" or not average:
            return average
        return float(self.passing(np.array([now]), average, unit)[0])

    def deadline(self, now: Moments, period: Period) -> Moments:
        """Minutes on the clock from each moment until a period is over."""
        unit, average = unit_of(period), self.calendar.elapsed(period)
        return np.full(len(now), average) if unit == "clock" else self.passing(now, average, unit)

    def days_needed(self, now: Moments, then: Moments) -> NDArray[np.int64]:
        """The fewest whole working days from one moment that end at another one or later."""
        begun, minute = self._ordinal(now)
        ended, until = self._ordinal(then)
        on_time = np.isin(np.divmod(then, self.hours.period)[1] // DAY, self._open_days) & (until <= minute + _TINY)
        return np.where(then <= now + _TINY, 0, ended - begun + ~on_time)

    def days_taken(self, now: Moments, then: Moments) -> Moments:
        """The working days from one moment to another, the last one in part: by how much of it has passed.

        That is the part of its open minutes, or of the clock where more of that has passed: after closing time.
        """
        needed = self.days_needed(now, then)
        whole = np.maximum(needed - 1, 0)
        begun, over = self._on_day(now, whole), self._on_day(now, needed)
        part = np.maximum(
            _part(then - begun, over - begun),
            _part(self._worked(then) - self._worked(begun), self._worked(over) - self._worked(begun)),
        )
        return np.where(needed > 0, whole + np.clip(part, 0.0, 1.0), 0.0)


def _part(passed: Moments, whole: Moments) -> Moments:
    """What part of a stretch has passed; nothing of one without length."""
    return np.divide(passed, whole, out=np.zeros(len(passed)), where=whole > _TINY)


def unit_of(time: Duration | Period) -> Unit:
    """In what a stated time passes."""
    points = time.points if isinstance(time, Duration) else (time,)
    if not any(point.working for point in points):
        return "clock"
    return "days" if any(point.days for point in points) else "minutes"


@lru_cache(maxsize=32)
def working_time(calendar: Calendar) -> WorkingTime:
    """The tables of a calendar."""
    return WorkingTime(calendar, Hours.of(calendar))


def _days(begin: float, end: float) -> range:
    return range(int(begin // DAY), int(-(-end // DAY)))
