"""Inverse-transform sampling of a stated duration: fixed, uniform, triangular, or by quantiles."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frictionaudit.domain.quantities import Duration, Period

_STEP, _LONGER = 1e-7, 1.00001
"""Beyond the last quantile a time is longer than it, by more than any tolerance, but nobody says how much."""
Floats = NDArray[np.float32]
SLICES = 16_384
"""A power of two, small enough for the table to stay in the processor's cache."""


@dataclass(frozen=True)
class Sampler:
    """A duration in minutes by its quantile function.

    A range is uniform, three points are triangular, quantiles are interpolated linearly and constant below the
    first and, a hair longer, above the last: the same distributions whose means `calendar.expectation` gives.
    """

    levels: tuple[float, ...]
    heights: tuple[float, ...]
    triangular: bool = False
    limit: float | None = None
    """The last quantile that is stated; a longer time is longer by nobody knows how much."""

    @classmethod
    def of(cls, duration: Duration, minutes: Callable[[Period], float]) -> Sampler:
        """The sampler of a duration whose points are turned into minutes by `minutes`.

        Points that are in order as written can leave it by a calendar; then they are sorted, which keeps the mean.
        """
        values = [minutes(point) for point in duration.points]
        if duration.quantiles and min(values) < max(values):
            beyond = min(duration.quantiles[-1] + _STEP, 1.0)
            levels, heights = (0.0, *duration.quantiles, beyond, 1.0), (values[0], *values, *[values[-1] * _LONGER] * 2)
            shown = -1 if beyond == 1.0 else None
            return cls(levels[:shown], heights[:shown], limit=values[-1])
        if min(values) == max(values):
            return cls((0.0, 1.0), (values[0], values[0]))
        values.sort()
        if len(values) == 2:
            return cls((0.0, 1.0), tuple(values))
        return cls((0.0, 0.5, 1.0), tuple(values), triangular=True)

    @classmethod
    def unknown(cls) -> Sampler:
        """The sampler of a time that the page does not state: it lies beyond nothing, so no percentile rests on it."""
        return cls((0.0, 1.0), (_STEP, _STEP), limit=0.0)

    @cached_property
    def fixed(self) -> float | None:
        """The constant duration, if it is one."""
        return self.heights[0] if min(self.heights) == max(self.heights) else None

    @cached_property
    def mean(self) -> float:
        if self.triangular:
            return sum(self.heights) / 3
        levels, heights = self.levels, self.heights
        return sum((levels[n + 1] - levels[n]) * (heights[n] + heights[n + 1]) / 2 for n in range(len(levels) - 1))

    @cached_property
    def variance(self) -> float:
        if self.fixed is not None:
            return 0.0
        if self.triangular:
            low, mode, high = self.heights
            return ((high - low) ** 2 - (mode - low) * (high - mode)) / 18
        pieces = zip(pairwise(self.levels), pairwise(self.heights), strict=True)
        squares = sum(
            (end - begin) * (low * low + low * high + high * high) / 3 for (begin, end), (low, high) in pieces
        )
        return max(0.0, squares - self.mean**2)

    @cached_property
    def table(self) -> Floats:
        """SLICES equally likely durations: the quantiles at the midpoints of as many slices.

        A look-up is faster than the quantile function; the mean agrees to float32 precision.
        """
        middles = (np.arange(SLICES, dtype=np.float64) + 0.5) / SLICES
        return self.stretch(middles).astype(np.float32)  # type: ignore[arg-type]

    def stretch(self, u: Floats) -> Floats:
        """Apply the quantile function to uniform numbers, in place."""
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
        """Both halves of the triangle without a branch, which the processor would mispredict."""
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

    @cached_property
    def one(self) -> Callable[[float], float]:
        """The quantile function for a single number."""
        levels, heights, sqrt = self.levels, self.heights, math.sqrt
        if self.triangular:
            low, mode, high = heights
            split = (mode - low) / (high - low)
            rising, falling = (high - low) * (mode - low), (high - low) * (high - mode)
            return lambda u: low + sqrt(u * rising) if u < split else high - sqrt((1 - u) * falling)
        if len(levels) == 2:
            begin, width = heights[0], heights[1] - heights[0]
            return lambda u: begin + width * u
        last = len(levels) - 2
        slopes = [(heights[n + 1] - heights[n]) / (levels[n + 1] - levels[n]) for n in range(last + 1)]

        def joined(u: float) -> float:
            n = min(bisect_right(levels, u) - 1, last)
            return heights[n] + slopes[n] * (u - levels[n])

        return joined


def lost(sampler: Sampler, struck: NDArray[np.bool_], draw: Callable[[Sampler, int], Floats]) -> Floats:
    """Minutes lost in the visits in which something goes wrong; none in the others."""
    at = np.flatnonzero(struck)
    minutes = np.zeros(len(struck), dtype=np.float32)
    minutes[at] = draw(sampler, len(at)) if sampler.fixed is None else sampler.fixed
    return minutes
