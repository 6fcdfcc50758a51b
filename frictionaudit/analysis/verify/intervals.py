"""The difference between averages before and after, with its 95 % interval."""

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


def difference_of_means(before: float, error_before: float, after: float, error_after: float) -> Difference:
    """Two averages with their standard errors, for the dozens of cases and more that people count."""
    value, half = after - before, Z * sqrt(error_before**2 + error_after**2)
    return Difference(value, value - half, value + half)
