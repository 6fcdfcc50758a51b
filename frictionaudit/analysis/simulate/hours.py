"""Opening hours as spans of a week: conversion between clock time and working time."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from frictionaudit.domain.quantities import Calendar
from frictionaudit.domain.quantities.calendar import WEEKDAYS

WEEK = 10_080.0
_BLOCK = re.compile(r"^([A-Za-z,\s-]+?)\s+(\d.*)$")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Hours:
    """Spans of minutes from Monday 0:00, sorted and disjoint."""

    spans: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, calendar: Calendar) -> Hours:
        """The week of a calendar; its text was validated when it was read."""
        spans: list[tuple[float, float]] = []
        for text in calendar.hours.split(";"):
            block = _BLOCK.match(text.strip())
            assert block is not None
            for day in _days(block[1]):
                for span in _SPAN.findall(block[2]):
                    hour, minute, to_hour, to_minute = map(int, span)
                    spans.append((day * 1440.0 + hour * 60 + minute, day * 1440.0 + to_hour * 60 + to_minute))
        merged: list[tuple[float, float]] = []
        for begin, end in sorted(spans):
            if merged and begin <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((begin, end))
        return cls(tuple(merged))

    @cached_property
    def open_minutes(self) -> float:
        """Open minutes per week."""
        return sum(end - begin for begin, end in self.spans)

    @cached_property
    def always(self) -> bool:
        """Whether it is open all week."""
        return self.open_minutes >= WEEK

    @cached_property
    def _begins(self) -> list[float]:
        return [begin for begin, _ in self.spans]

    @cached_property
    def _worked(self) -> list[float]:
        """Cumulative open minutes before each span, then of the whole week."""
        total, cumulative = 0.0, [0.0]
        for begin, end in self.spans:
            total += end - begin
            cumulative.append(total)
        return cumulative

    def is_open(self, time: float) -> bool:
        """Whether it is open at a time."""
        if self.always:
            return True
        at = time % WEEK
        n = bisect_right(self._begins, at) - 1
        return n >= 0 and at < self.spans[n][1]

    def opens(self, time: float) -> float:
        """The next opening at or after a time."""
        if self.is_open(time):
            return time
        weeks, at = divmod(time, WEEK)
        n = bisect_right(self._begins, at)
        return weeks * WEEK + (self.spans[n][0] if n < len(self.spans) else WEEK + self.spans[0][0])

    def worked(self, time: float) -> float:
        """Open minutes from the beginning until a time."""
        if self.always:
            return time
        weeks, at = divmod(time, WEEK)
        n = bisect_right(self._begins, at) - 1
        inside = self._worked[n] + min(at, self.spans[n][1]) - self.spans[n][0] if n >= 0 else 0.0
        return weeks * self.open_minutes + inside

    def when(self, worked: float) -> float:
        """The time at which this many open minutes have passed: closing time rather than the next opening."""
        if self.always:
            return worked
        weeks, rest = divmod(worked, self.open_minutes)
        if rest == 0.0 and weeks:
            return (weeks - 1) * WEEK + self.spans[-1][1]
        n = bisect_right(self._worked, rest) - 1
        if n and self._worked[n] == rest:
            n -= 1
        return weeks * WEEK + self.spans[n][0] + rest - self._worked[n]

    def after(self, time: float, work: float) -> float:
        """When work that begins in opening hours is done."""
        return time + work if self.always else self.when(self.worked(time) + work)


def _days(text: str) -> list[int]:
    days: list[int] = []
    for part in text.split(","):
        ends = [WEEKDAYS.index(end.strip().title()[:3]) for end in part.split("-")]
        days += range(ends[0], ends[-1] + 1)
    return days
