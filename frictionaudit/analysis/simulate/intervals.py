"""95 % confidence intervals of what a simulation counts: means, percentiles and shares, of independent cases or not."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.batch_means import MeanVariance, batch_means
from frictionaudit.analysis.simulate.dependence import Dependence
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import LEVELS, Z, rank, rounded, spread
from frictionaudit.results.simulation import Distribution, Interval

_KEYS = dict(zip(LEVELS, ("p50", "p80", "p90"), strict=True))


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
    half = _of_hits(hits.astype(np.float32), share, dependence).half_width
    effective = share * (1 - share) / (half / Z) ** 2 if half else n
    return of_share(share, max(1, round(min(effective, n))))


def _of_hits(hits: Floats, share: float, dependence: Dependence) -> MeanVariance:
    """The variance of a share of dependent cases."""
    found = batch_means(hits, dependence.cases if dependence.busy else 1.0)
    if not dependence.busy or not 0 < share < 1:
        return found
    alike = dependence.cases
    if dependence.backlog is not None:
        alike = dependence.alike_in_share(share, dependence.shared(hits), len(hits))
    return found.pooled(share * (1 - share) * alike / len(hits), len(hits) / dependence.cases)


def independent(values: Floats, at_most: Floats | None = None) -> Distribution:
    """Means and percentiles of independent cases, with their intervals.

    `at_most` are the same cases, infinite where the page says nothing: intervals of percentiles are theirs.
    """
    found = spread(values)
    if found.mean is None or not found.error:
        return found
    n, ordered, half = len(values), np.sort(values if at_most is None else at_most), Z * found.error
    update = {"mean_interval": Interval(low=rounded(max(0.0, found.mean - half)), high=rounded(found.mean + half))}
    reach = {level: Z * math.sqrt(level * (1 - level) / n) for level in LEVELS}
    return found.model_copy(update=update | _of_order_statistics(found, ordered, reach))


def dependent(values: Floats, dependence: Dependence, at_most: Floats | None = None) -> Distribution:
    """The same for cases in one queue, in the order in which they end.

    Near saturation the longer the waits, the larger their error: the interval reaches as many times up as down.
    """
    found = spread(values)
    if found.mean is None or not found.error:
        return found
    n, ordered, bounds = len(values), np.sort(values), np.sort(values if at_most is None else at_most)
    mean = batch_means(values, dependence.cases if dependence.busy else 1.0)
    shared = dependence.shared(values) if dependence.busy else 0.0
    if dependence.busy:
        variance = float(values.var(dtype=np.float64))
        mean = mean.pooled(variance * dependence.alike(shared, n) / n, n / dependence.cases)
    half = mean.half_width
    low, high = found.mean - half, found.mean + half
    if dependence.busy and found.mean > 0:
        low, high = _times(found.mean, half / found.mean)
    update: dict[str, float | Interval] = {
        "error": rounded(math.sqrt(mean.variance)),
        "mean_interval": Interval(low=rounded(max(0.0, low)), high=rounded(high)),
    }
    reach = {}
    for level in LEVELS:
        hits = (values <= ordered[(rank(n, level) or n) - 1]).astype(np.float32)
        reach[level] = _of_hits(hits, level, dependence).half_width
    found = found.model_copy(update=update)
    exponential = dependence.saturates(shared)
    return found.model_copy(
        update=_of_exponential_law(found, reach) if exponential else _of_order_statistics(found, bounds, reach)
    )


def _of_order_statistics(found: Distribution, ordered: Floats, reach: Mapping[float, float]) -> dict[str, Interval]:
    """Percentiles lie between the order statistics a little below their level and a little above it."""
    n, intervals = len(ordered), {}
    for level, key in _KEYS.items():
        if getattr(found, key) is None:
            continue
        below = float(ordered[max(0, math.floor((level - reach[level]) * n) - 1)])
        if not math.isfinite(below):
            continue
        above = math.ceil((level + reach[level]) * n)
        most = float(ordered[above]) if above < n else math.inf
        intervals[f"{key}_interval"] = Interval(low=rounded(below), high=rounded(most) if math.isfinite(most) else None)
    return intervals


def _of_exponential_law(found: Distribution, reach: Mapping[float, float]) -> dict[str, Interval]:
    """Near saturation times are all but exponential, and a percentile moves in proportion to itself."""
    intervals = {}
    for level, key in _KEYS.items():
        if (value := getattr(found, key)) is not None:
            low, high = _times(value, reach[level] / ((1 - level) * -math.log(1 - level)))
            intervals[f"{key}_interval"] = Interval(low=rounded(low), high=rounded(high))
    return intervals


def of_utilisation(
    utilisation: float, opened: Floats, busy: Floats, dependence: Dependence, dispersion: float, cases: int
) -> Interval | None:
    """The interval of utilisation, from the open and the busy minutes of one person in equal numbers of cases.

    In the long run staff are busy for as long as the work that came takes, so that theory knows how far chance moves
    it, and counts in long plays too: `dispersion` is 1 + c² of the work that a case brings.
    """
    total = float(opened.sum())
    if len(opened) < 2 or total <= 0:
        return None
    apart = (busy - utilisation * opened) * (len(opened) / total)
    found = batch_means(apart.astype(np.float32), dependence.cases * len(apart) / max(cases, 1))
    if dependence.busy and dependence.load < 1:
        found = found.pooled(utilisation**2 * dispersion / cases, 1.0)
    half = found.half_width
    if not half:
        return None
    return Interval(low=rounded(max(0.0, utilisation - half)), high=rounded(min(1.0, utilisation + half)))


def _times(value: float, ratio: float) -> tuple[float, float]:
    factor = math.exp(min(ratio, 700.0))
    return value / factor, value * factor
