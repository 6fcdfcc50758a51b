"""How long something takes in one case: a draw from the law that the page states."""

from __future__ import annotations

import random
from collections.abc import Callable

from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.durations import Period

Minutes = Callable[[Period], float]


class Time:
    """One duration in minutes: uniform between two points, triangular over three, straight between quantiles."""

    __slots__ = ("fixed", "levels", "mean", "minutes", "unit")

    def __init__(self, duration: Duration, minutes: Minutes) -> None:
        points = [minutes(point) for point in duration.points]
        self.levels: tuple[float, ...] | None = None
        if duration.quantiles:
            self.levels = (0.0, *duration.quantiles, 1.0)
            points = [points[0], *points, points[-1]]
        self.minutes = tuple(points)
        working = any(point.working for point in duration.points)
        self.unit = "clock" if not working else "days" if any(point.days for point in duration.points) else "minutes"
        self.fixed = min(points) == max(points)
        self.mean = self._mean()

    def _mean(self) -> float:
        if self.levels is None:
            return sum(self.minutes) / len(self.minutes)
        total = 0.0
        for n in range(1, len(self.levels)):
            total += (self.levels[n] - self.levels[n - 1]) * (self.minutes[n] + self.minutes[n - 1]) / 2
        return total

    def draw(self, chance: random.Random) -> float:
        """The minutes that it takes this time."""
        if self.fixed:
            return self.minutes[0]
        if self.levels is not None:
            return self._at(chance.random())
        if len(self.minutes) == 2:
            return chance.uniform(*self.minutes)
        low, mode, high = self.minutes
        return chance.triangular(low, high, mode)

    def _at(self, level: float) -> float:
        assert self.levels is not None
        for n in range(1, len(self.levels)):
            if level <= self.levels[n]:
                width = self.levels[n] - self.levels[n - 1]
                part = (level - self.levels[n - 1]) / width if width else 1.0
                return self.minutes[n - 1] + part * (self.minutes[n] - self.minutes[n - 1])
        return self.minutes[-1]
