"""95 % confidence intervals of what a simulation counts: means, percentiles and shares, of independent cases or not."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import LEVELS, Sums, Z, rank, rounded, spread
from frictionaudit.results.simulation import Distribution, Interval

_BATCHES, _FEWEST, _CORRELATED = 32, 8, 0.1
_BUSY, _SATURATED = 0.7, 0.85
"""Loads from which theory bounds the error of a mean, and from which percentiles move with the mean."""


@dataclass(frozen=True)
class Dependence:
    """How cases in one queue depend on those before them: the load, and how many cases are worth one independent one.

    The latter is the integrated autocorrelation time of reflected Brownian motion, 2 (1 + c²) ρ² / (1 − ρ)² visits in
    heavy traffic (Whitt 1989, Planning queueing simulations; not read first-hand).
    """

    load: float = 0.0
    cases: float = 1.0


NONE = Dependence()


def of_share(share: float, cases: int) -> Interval | None:
    """The score interval of a share of independent cases (Wilson 1927; not read first-hand)."""
    if not cases:
        return None
    middle, weight = share + Z * Z / 2 / cases, 1 + Z * Z / cases
    half = Z * math.sqrt(share * (1 - share) / cases + Z * Z / 4 / cases / cases)
    low, high = max(0.0, (middle - half) / weight), min(1.0, (middle + half) / weight)
    return Interval(low=rounded(min(low, share)), high=rounded(max(high, share)))


def of_dependent_share(hits: NDArray[np.bool_], dependence: Dependence) -> Interval | None:
    """The interval of a share of cases that depend on those before them: its effective number of cases is smaller."""
    share, n = float(hits.mean()) if len(hits) else 0.0, len(hits)
    if not n:
        return None
    error = half_width(hits.astype(np.float32)) / Z
    effective = share * (1 - share) / error**2 if error else n
    if dependence.load >= _BUSY:
        effective = min(effective, n / dependence.cases)
    return of_share(share, max(1, round(min(effective, n))))


def independent(values: Floats) -> Distribution:
    """Means and percentiles of independent cases, with their intervals; infinite where the page says nothing."""
    found = spread(values)
    if found.mean is None or not found.error:
        return found
    n, ordered = len(values), np.sort(values)
    reach = {level: Z * math.sqrt(level * (1 - level) / n) for level in LEVELS}
    return _with_intervals(found, ordered, reach, Z * found.error, 0.0)


def dependent(values: Floats, dependence: Dependence) -> Distribution:
    """The same for cases in one queue, in the order in which they end."""
    found = spread(values)
    if found.mean is None or not found.error:
        return found
    half, ordered, n = half_width(values), np.sort(values), len(values)
    ratio = 0.0
    if dependence.load >= _BUSY and found.mean > 0:
        known = Z * found.error * math.sqrt(dependence.cases)
        half = max(half, known)
        ratio = half / found.mean
    reach = {}
    for level in LEVELS:
        at = rank(n, level)
        reach[level] = half_width((values <= ordered[(at or n) - 1]).astype(np.float32))
    found = found.model_copy(update={"error": rounded(half / Z)})
    return _with_intervals(found, ordered, reach, half, ratio, scaled=dependence.load >= _SATURATED)


def _with_intervals(
    found: Distribution, ordered: Floats, reach: dict[float, float], half: float, ratio: float, scaled: bool = False
) -> Distribution:
    """Percentiles by order statistics; near saturation they move in proportion to the mean, as an exponential law."""
    assert found.mean is not None
    low, high = found.mean - half, found.mean + half
    if ratio:  # the longer the waits, the larger their error: even in proportion
        low, high = found.mean * math.exp(-ratio), found.mean * math.exp(ratio)
    n, update = len(ordered), {"mean_interval": Interval(low=rounded(max(0.0, low)), high=rounded(high))}
    for level, key in zip(LEVELS, ("p50", "p80", "p90"), strict=True):
        value = getattr(found, key)
        if value is None:
            continue
        below = float(ordered[max(0, math.floor((level - reach[level]) * n) - 1)])
        above = math.ceil((level + reach[level]) * n)
        most = float(ordered[above]) if above < n else math.inf
        if scaled and ratio:
            most = max(most if math.isfinite(most) else value, value * math.exp(ratio))
            below = min(below, value * math.exp(-ratio))
        update[f"{key}_interval"] = Interval(low=rounded(below), high=rounded(most) if math.isfinite(most) else None)
    return found.model_copy(update=update)


def half_width(values: Floats) -> float:
    """Half the interval of a mean of autocorrelated values, by batch means.

    Batches grow until their means are all but uncorrelated; what correlation is left widens the interval (Law,
    Simulation Modeling and Analysis; not read first-hand).
    """
    if len(values) < 2 * _BATCHES:
        sums = Sums()
        sums.take(values)
        return Z * sums.error
    batches = _BATCHES
    while True:
        apart = _batch_means(values, batches)
        apart -= apart.mean()
        squares = float(apart @ apart)
        if squares == 0.0:
            return 0.0
        correlation = float(apart[1:] @ apart[:-1]) / squares + 1 / batches
        if correlation <= _CORRELATED or batches <= _FEWEST:
            break
        batches //= 2
    correlation = min(max(0.0, correlation), 0.8)
    error = math.sqrt(squares / (batches - 1) / batches * (1 + correlation) / (1 - correlation))
    return student(batches - 1) * error


def of_ratio(above: Floats, below: Floats) -> float:
    """Half the interval of a ratio of two sums, from its parts in equal stretches of time."""
    total = float(below.sum())
    if len(below) < 2 or total <= 0:
        return 0.0
    apart = (above - float(above.sum()) / total * below) * (len(below) / total)
    return half_width(np.repeat(apart.astype(np.float32), max(1, -(-2 * _BATCHES // len(apart)))))


def _batch_means(values: Floats, batches: int) -> NDArray[np.float64]:
    size = len(values) // batches
    return np.asarray(values[: size * batches].reshape(batches, size).mean(axis=1, dtype=np.float64))


def student(degrees: int) -> float:
    """The 97.5th percentile of Student's t (Cornish and Fisher's expansion; 0.1 % off from five degrees on)."""
    z = Z
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )
