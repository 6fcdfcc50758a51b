"""Means with their errors, and percentiles as order statistics that so many cases define."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.results.simulation import Distribution

LEVELS = (0.5, 0.8, 0.9)
DRAWERS = 4096
_CLOSE = 1e-30


def rank(n: int, level: float) -> int | None:
    """Which of n cases in order stands for a percentile: ⌈(n + 1) · level⌉, None where that is beyond the last."""
    at = max(1, math.ceil((n + 1) * level - 1e-9))
    return at if at <= n else None


def least(level: float) -> int:
    """How many cases a percentile needs to be defined."""
    n = 1
    while rank(n, level) is None:
        n += 1
    return n


def percentile(values: NDArray[np.float32], level: float) -> float | None:
    """The percentile as one of the cases; None where so few cases do not define it."""
    at = rank(len(values), level)
    return None if at is None else float(np.partition(values, at - 1)[at - 1])


def ordered(values: Floats, ranks: Sequence[int]) -> dict[int, float]:
    """The values at some ranks, counted from 1: a count of all by size first, so that only a few need ordering."""
    low, high = float(values.min()), float(values.max())
    if not _CLOSE < high - low < math.inf:  # as good as equal, or some are infinite
        whole = np.sort(values)
        return {rank: float(whole[rank - 1]) for rank in ranks}
    drawer = ((values - np.float32(low)) * np.float32((DRAWERS - 1) / (high - low))).astype(np.uint16)
    upto = np.cumsum(np.bincount(drawer, minlength=DRAWERS))
    found: dict[int, float] = {}
    for rank in ranks:
        n = int(np.searchsorted(upto, rank))
        inside = values[drawer == n]
        at = rank - 1 - (int(upto[n - 1]) if n else 0)
        found[rank] = float(np.partition(inside, at)[at])
    return found


def spread(values: Floats) -> Distribution:
    """Mean, its standard error, and percentiles. No case at all counts as nothing."""
    if not len(values):
        return Distribution(mean=0.0, error=0.0)
    sums = Sums()
    for n in range(0, len(values), 65536):
        sums.take(values[n : n + 65536])
    ranks = {level: at for level in LEVELS if (at := rank(len(values), level)) is not None}
    found = ordered(values, sorted(set(ranks.values())))
    p50, p80, p90 = (rounded(found[ranks[level]]) if level in ranks else None for level in LEVELS)
    return Distribution(mean=rounded(sums.mean), error=rounded(sums.error), p50=p50, p80=p80, p90=p90)


@dataclass
class Sums:
    """A running mean and its variance, blocks merged as Chan et al. do, so that nothing has to be kept."""

    n: int = 0
    mean: float = 0.0
    squares: float = field(default=0.0)

    def take(self, values: Floats) -> None:
        """Take a block in."""
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
        return Distribution(mean=rounded(self.mean), error=rounded(self.error))


def in_a_row(values: Floats, batches: int = 20) -> float:
    """Standard error of a mean over cases of which each depends on those before it, by the means of batches.

    Cases that queue one behind the other wait alike, so they say less than so many independent ones (Law, Simulation
    Modeling and Analysis: method of batch means; not read first-hand).
    """
    if len(values) < 2 * batches:
        return spread(values).error
    means = np.array([part.mean(dtype=np.float64) for part in np.array_split(values, batches)], dtype=np.float64)
    return rounded(math.sqrt(float(means.var(ddof=1)) / batches))


def rounded(value: float) -> float:
    """A result to nine significant digits, which is more than float32 knows and the same everywhere."""
    return float(f"{value:.9g}")
