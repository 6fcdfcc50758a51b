"""Differences between counts or averages before and after, each with its 95 % interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True)
class Difference:
    """After − before with its interval."""

    value: float
    low: float
    high: float


def difference_of_shares(hits_before: int, n_before: int, hits_after: int, n_after: int) -> Difference:
    """Two counted shares, by Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10)."""
    before, after = hits_before / n_before, hits_after / n_after
    low_before, high_before = wilson(hits_before, n_before)
    low_after, high_after = wilson(hits_after, n_after)
    value = after - before
    return Difference(
        value,
        value - sqrt((after - low_after) ** 2 + (high_before - before) ** 2),
        value + sqrt((high_after - after) ** 2 + (before - low_before) ** 2),
    )


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's score interval of a counted share."""
    share, square = hits / n, Z**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def difference_of_means(before: float, error_before: float, after: float, error_after: float) -> Difference:
    """Two averages with their standard errors, for the dozens of cases and more that people count."""
    value, half = after - before, Z * sqrt(error_before**2 + error_after**2)
    return Difference(value, value - half, value + half)
