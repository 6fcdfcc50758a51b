"""Each part moves to where its lines are shortest, within the room that it has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.layout.axis import Axis
from frictionaudit.analysis.layout.distances import Distances

TURNS = 6
Pull = tuple[float, int, float]
"""How far from another part a part would like to be, which one that is, and how strongly."""


def shorten(
    axis: Axis,
    part: NDArray[np.intp],
    shift: NDArray[np.float64],
    limits: tuple[NDArray[np.float64], NDArray[np.float64]],
    apart: Distances,
) -> None:
    """Weighted medians, part by part, back and forth; changes `shift`."""
    items = axis.items
    floor, ceiling = limits
    pulls = _pulls(axis, part)
    still = {int(part[item]) for item in axis.kept}
    order = sorted(pulls.keys() - still, key=lambda one: items.low[one] + shift[one])
    by_second, by_first = np.argsort(apart.second, kind="stable"), np.argsort(apart.first, kind="stable")
    second, first = apart.second[by_second], apart.first[by_first]
    rooms = []
    for one in order:
        into = by_second[slice(*np.searchsorted(second, (one, one + 1)))]
        out = by_first[slice(*np.searchsorted(first, (one, one + 1)))]
        rooms.append((one, apart.first[into], apart.least[into], apart.second[out], apart.least[out]))
    for turn in range(TURNS):
        for one, before, least_before, after, least_after in rooms if turn % 2 else reversed(rooms):
            down = max(floor[one], (shift[before] + least_before).max(initial=-np.inf))
            up = min(ceiling[one], (shift[after] - least_after).min(initial=np.inf))
            if up - down > 1e-6:
                shift[one] = min(max(_median(shift, pulls[one]), down), up)


def _pulls(axis: Axis, part: NDArray[np.intp]) -> dict[int, list[Pull]]:
    items = axis.items
    middle = [(a + b) / 2 for a, b in zip(items.low, items.high, strict=True)]
    pulls: dict[int, list[Pull]] = {}
    for one, other, weight in axis.pulls:
        a, b = int(part[one]), int(part[other])
        if a != b:
            pulls.setdefault(a, []).append((middle[other] - middle[one], b, weight))
            pulls.setdefault(b, []).append((middle[one] - middle[other], a, weight))
    return pulls


def _median(shift: NDArray[np.float64], pulls: Sequence[Pull]) -> float:
    options = sorted((gap + float(shift[other]), weight) for gap, other, weight in pulls)
    left = sum(weight for _, weight in options) / 2
    for place, weight in options:
        left -= weight
        if left <= 0:
            return place
    return options[-1][0]
