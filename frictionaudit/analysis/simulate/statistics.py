"""Means with standard errors, and percentiles as order statistics."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.results.simulation import Distribution, Interval

LEVELS = (0.5, 0.8, 0.9)
BUCKETS = 4096
Z = 1.959963985
"""97.5th percentile of the normal distribution: the standard errors to each side of a 95 % interval."""
_CLOSE = 1e-30


def rank(n: int, level: float) -> int | None:
    """The rank of a percentile among n ordered cases: ⌈(n + 1) · level⌉; None if that exceeds n."""
    at = max(1, math.ceil((n + 1) * level - 1e-9))
    return at if at <= n else None


def least(level: float) -> int:
    """The fewest cases that define a percentile."""
    n = 1
    while rank(n, level) is None:
        n += 1
    return n


def percentile(values: NDArray[np.float32], level: float) -> float | None:
    """The percentile as an order statistic; None if there are too few cases."""
    at = rank(len(values), level)
    return None if at is None else float(np.partition(values, at - 1)[at - 1])


def ordered(values: Floats, ranks: Sequence[int]) -> dict[int, float]:
    """The values at some ranks, counted from 1; a histogram first, so that only a few values need ordering."""
    low, high = float(values.min()), float(values.max())
    if not _CLOSE < high - low < math.inf:  # as good as equal, or some are infinite
        whole = np.sort(values)
        return {rank: float(whole[rank - 1]) for rank in ranks}
    bucket = ((values - np.float32(low)) * np.float32((BUCKETS - 1) / (high - low))).astype(np.uint16)
    upto = np.cumsum(np.bincount(bucket, minlength=BUCKETS))
    values_at: dict[int, float] = {}
    for rank in ranks:
        n = int(np.searchsorted(upto, rank))
        inside = values[bucket == n]
        at = rank - 1 - (int(upto[n - 1]) if n else 0)
        values_at[rank] = float(np.partition(inside, at)[at])
    return values_at


def spread(values: Floats) -> Distribution:
    """Mean, its standard error, and percentiles; None without any case."""
    if not len(values):
        return Distribution(mean=None, error=0.0)
    sums = Sums()
    for n in range(0, len(values), 65536):
        sums.take(values[n : n + 65536])
    ranks = {level: at for level in LEVELS if (at := rank(len(values), level)) is not None}
    at_rank = ordered(values, sorted(set(ranks.values())))
    p50, p80, p90 = (
        rounded(at_rank[ranks[level]]) if level in ranks and math.isfinite(at_rank[ranks[level]]) else None
        for level in LEVELS
    )
    return Distribution(mean=rounded(sums.mean), error=rounded(sums.error), p50=p50, p80=p80, p90=p90)


@dataclass
class Sums:
    """A running mean and its variance, blocks merged as Chan et al. do, so that nothing has to be kept."""

    n: int = 0
    mean: float = 0.0
    squares: float = field(default=0.0)

    def take(self, values: Floats) -> None:
        """Add a block (Chan's parallel algorithm)."""
        size = len(values)
        if not size:
            return
        first = float(values[0])  # a block of equal times has no variance, whatever rounding makes of its sum
        apart = np.subtract(values, first, dtype=np.float64)
        mean = float(apart.mean())
        apart -= mean
        apart *= apart  # not a dot product: that starts threads, which a block is too small for
        squares = float(apart.sum())
        mean += first
        total = self.n + size
        gap = mean - self.mean
        self.squares += squares + gap * gap * self.n * size / total
        self.mean += gap * size / total
        self.n = total

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        return math.sqrt(self.squares / (self.n - 1) / self.n) if self.n > 1 else 0.0

    def spread(self) -> Distribution:
        """Mean and error alone."""
        half = Z * self.error
        interval = Interval(low=rounded(max(0.0, self.mean - half)), high=rounded(self.mean + half)) if half else None
        return Distribution(mean=rounded(self.mean), error=rounded(self.error), mean_interval=interval)


def rounded(value: float) -> float:
    """A result to nine significant digits: beyond float32 precision, and the same on every machine."""
    return float(f"{value:.9g}")
