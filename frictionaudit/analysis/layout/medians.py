"""Each part moves to where its lines are shortest, within the room that it has."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.layout.axis import Axis
from frictionaudit.analysis.layout.distances import Distance

TURNS, TURNS_LARGE, LARGE = 6, 2, 3000
"""Visits of all parts: TURNS, or TURNS_LARGE for drawings with more than LARGE parts."""
Pull = tuple[float, int, float]
"""How far from another part a part would like to be, which one that is, and how strongly."""


def shorten(
    axis: Axis,
    part: Sequence[int],
    shift: list[float],
    limits: tuple[Sequence[float], Sequence[float]],
    apart: Sequence[Distance],
) -> None:
    """Weighted medians, part by part, back and forth; changes `shift`."""
    items = axis.items
    floor, ceiling = limits
    pulls = _pulls(axis, part)
    still = {part[item] for item in axis.kept}
    order = sorted(pulls.keys() - still, key=lambda one: (items.low[one] + shift[one], one))
    before: dict[int, list[tuple[int, float]]] = {one: [] for one in order}
    after: dict[int, list[tuple[int, float]]] = {one: [] for one in order}
    for first, second, least in apart:
        if first in after:
            after[first].append((second, least))
        if second in before:
            before[second].append((first, least))
    for turn in range(TURNS if len(order) < LARGE else TURNS_LARGE):
        for one in order if turn % 2 else reversed(order):
            down = max([floor[one], *(shift[first] + least for first, least in before[one])])
            up = min([ceiling[one], *(shift[second] - least for second, least in after[one])])
            if up - down > 1e-6:
                shift[one] = min(max(_median(shift, pulls[one]), down), up)


def _pulls(axis: Axis, part: Sequence[int]) -> dict[int, list[Pull]]:
    low, high = axis.items.low, axis.items.high
    pulls: dict[int, list[Pull]] = {}
    for one, other, weight in axis.pulls:
        a, b = part[one], part[other]
        if a != b:
            away = (low[other] + high[other] - low[one] - high[one]) / 2
            pulls.setdefault(a, []).append((away, b, weight))
            pulls.setdefault(b, []).append((-away, a, weight))
    return pulls


def _median(shift: Sequence[float], pulls: Sequence[Pull]) -> float:
    if len(pulls) == 1:
        return pulls[0][0] + shift[pulls[0][1]]
    options = sorted((away + shift[other], weight) for away, other, weight in pulls)
    left = sum(weight for _, weight in options) / 2
    for place, weight in options:
        left -= weight
        if left <= 0:
            return place
    return options[-1][0]
