"""Working time on a real week: cases arrive in opening hours, and working days skip the days when nobody is in."""

from __future__ import annotations

import random
import re

from frictionaudit.domain.quantities import Calendar

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 1440.0


class Clock:
    """The opening hours as spans of minutes on each day of the week; time 0 is Monday at midnight."""

    def __init__(self, calendar: Calendar) -> None:
        self.spans: list[list[tuple[float, float]]] = [[] for _ in WEEKDAYS]
        for block in calendar.hours.split(";"):
            days, _, hours = block.strip().partition(" ")
            for first, last in re.findall(r"(\w{3})(?:-(\w{3}))?", days):
                for day in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
                    self.spans[day] += [
                        (int(a) * 60.0 + int(b), int(c) * 60.0 + int(d))
                        for a, b, c, d in re.findall(r"(\d+):(\d+)-(\d+):(\d+)", hours)
                    ]
        self.open_days = sum(bool(spans) for spans in self.spans)
        self.open_minutes = sum(end - start for spans in self.spans for start, end in spans)

    def arrival(self, chance: random.Random) -> float:
        """A moment of the first week in which the organisation is open."""
        left = chance.random() * self.open_minutes
        for day, spans in enumerate(self.spans):
            for start, end in spans:
                if left < end - start:
                    return day * DAY + start + left
                left -= end - start
        raise AssertionError("the week has no opening hours")

    def after_days(self, now: float, average: float) -> float:
        """The moment some working days later; `average` is what they last on the clock in an average week."""
        days = round(average * self.open_days / 7 / DAY, 9)
        for _ in range(int(days)):
            now = self._next_day(now)
        part = (days % 1) * self.open_minutes / self.open_days
        return self.after_minutes(now, part * 10080 / self.open_minutes)

    def after_minutes(self, now: float, average: float) -> float:
        """The moment some open minutes later; `average` is what they last on the clock in an average week."""
        left = average * self.open_minutes / 10080
        while left > 1e-9:
            day, minute = divmod(now, DAY)
            for start, end in self.spans[int(day) % 7]:
                if minute < end and left > 1e-9:
                    begin = max(minute, start)
                    spent = min(left, end - begin)
                    left -= spent
                    now = day * DAY + begin + spent
            if left > 1e-9:
                now = (day + 1) * DAY
        return now

    def _next_day(self, now: float) -> float:
        now += DAY
        while not self.spans[int(now // DAY) % 7]:
            now += DAY
        return now
