"""The time between the first counted arrival and the last, in which busy staff and queues are recorded."""

from __future__ import annotations

import math
from collections.abc import Iterable

from frictionaudit.analysis.simulate.cases import ResourcePool
from frictionaudit.analysis.simulate.hours import Hours

MARKS = 64
"""Stretches into which the counted cases are divided, to tell how much utilisation varies."""


class CountedWindow:
    """From the first case after the warm-up to the first case after the counted ones."""

    def __init__(self, hours: Hours, warm: int, count: int) -> None:
        self._hours, self._warm, self._count = hours, warm, count
        self._every = max(1, count // MARKS)
        self.begin = self.end = math.inf

    def arrival(self, number: int, now: float, pools: Iterable[ResourcePool]) -> bool:
        """Whether the case with this number counts; at regular numbers the pools note how busy they were."""
        place = number - self._warm
        if place == 0:
            self.begin = now
        if place == self._count:
            self.end = now
        if 0 <= place <= self._count and place % self._every == 0:
            opened = self._hours.worked(now)
            for pool in pools:
                pool.marks.append((opened, pool.busy))
        return 0 <= place < self._count

    def holds(self, now: float) -> bool:
        """Whether a moment lies in the window."""
        return self.begin <= now < self.end

    def minutes(self, since: float, now: float) -> float:
        """Minutes on the clock of a stretch that lie in the window."""
        return max(0.0, min(now, self.end) - max(since, self.begin)) if self.begin < math.inf else 0.0

    def busy_minutes(self, now: float, done: float, work: float) -> float:
        """Working minutes of a service that lie in the window; `work` are all of them."""
        if self.begin <= now and done <= self.end:
            return work
        if now < self.end and done > self.begin:
            return self._hours.worked(min(done, self.end)) - self._hours.worked(max(now, self.begin))
        return 0.0
