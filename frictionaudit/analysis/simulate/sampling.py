"""Drawing a length of time as a page states it: fixed, even, triangular, or by quantiles."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frictionaudit.domain.quantities import Duration, Period

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Sampler:
    """A length of time in minutes, by the inverse of its distribution.

    A range is even between its ends, three points are triangular, quantiles are joined by straight lines and stay
    as they are below the first and above the last: the same laws whose means `calendar.expectation` gives.
    """

    levels: tuple[float, ...]
    heights: tuple[float, ...]
    triangular: bool = False

    @classmethod
    def of(cls, duration: Duration, minutes: Callable[[Period], float]) -> Sampler:
        """The sampler of a duration whose points are turned into minutes by `minutes`.

        Points that are in order as written can leave it by a calendar; then they are sorted, which keeps the mean.
        """
        values = [minutes(point) for point in duration.points]
        if duration.quantiles:
            return cls((0.0, *duration.quantiles, 1.0), (values[0], *values, values[-1]))
        if min(values) == max(values):
            return cls((0.0, 1.0), (values[0], values[0]))
        values.sort()
        if len(values) == 2:
            return cls((0.0, 1.0), tuple(values))
        return cls((0.0, 0.5, 1.0), tuple(values), triangular=True)

    @cached_property
    def fixed(self) -> float | None:
        """The one time it always takes, if it does."""
        return self.heights[0] if min(self.heights) == max(self.heights) else None

    def stretch(self, u: Floats) -> Floats:
        """Turn even random numbers between 0 and 1 into minutes; the numbers are overwritten."""
        if self.triangular:
            return self._triangle(u)
        steps = [n for n in range(len(self.levels) - 1) if self.heights[n] != self.heights[n + 1]]
        if len(steps) == 1 and len(self.levels) == 2:
            u *= self.heights[1] - self.heights[0]
            u += self.heights[0]
            return u
        total: Floats | None = None
        for n in steps:
            width = self.levels[n + 1] - self.levels[n]
            part = u if n == steps[-1] else u.copy()
            part -= self.levels[n]
            np.clip(part, 0.0, width, out=part)
            part *= (self.heights[n + 1] - self.heights[n]) / width
            total = part if total is None else np.add(total, part, out=part)
        assert total is not None
        total += self.heights[0]
        return total

    def _triangle(self, u: Floats) -> Floats:
        """Both halves of the triangle without a choice between them, which a processor would guess wrong."""
        low, mode, high = self.heights
        split = (mode - low) / (high - low)
        rising = np.minimum(u, np.float32(split))
        rising *= (high - low) * (mode - low)
        np.sqrt(rising, out=rising)
        np.maximum(u, np.float32(split), out=u)
        np.subtract(1.0, u, out=u)
        u *= (high - low) * (high - mode)
        np.sqrt(u, out=u)
        np.subtract(rising, u, out=u)
        u += low + high - mode
        return u

    def one(self, u: float) -> float:
        """One length of time from one even random number."""
        if self.triangular:
            low, mode, high = self.heights
            split = (mode - low) / (high - low)
            if u < split:
                return low + math.sqrt(u * (high - low) * (mode - low))
            return high - math.sqrt((1 - u) * (high - low) * (high - mode))
        n = min(bisect_right(self.levels, u), len(self.levels) - 1) - 1
        rise = (self.heights[n + 1] - self.heights[n]) / (self.levels[n + 1] - self.levels[n])
        return self.heights[n] + rise * (u - self.levels[n])
