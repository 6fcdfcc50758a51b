"""How many cases before and after it takes to tell a predicted difference from chance."""

from __future__ import annotations

from math import ceil

CONFIDENCE, POWER = 1.959964, 0.841621
"""Normal quantiles: 95 % confidence on both sides, and a chance of 80 % to notice the difference."""
SPREAD = "single cases are assumed to vary as much as their average"


def cases_needed(before: float, after: float, share: bool = False) -> int | None:
    """Cases on each side that show the difference in four of five attempts; None where there is no difference.

    The standard deviation of a share follows from the share; that of a time or a number is assumed to be its mean.
    Source: Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, 3rd ed., ch. 4.
    """
    if before == after:
        return None
    variance = sum(value * (1 - value) if share else value**2 for value in (before, after))
    return max(2, ceil((CONFIDENCE + POWER) ** 2 * variance / (after - before) ** 2))


def weeks_needed(cases: int | None, volume: float | None) -> float | None:
    """Weeks until that many cases have come; None where the number of cases per year is unknown."""
    return None if cases is None or not volume else cases / (volume / 52)
