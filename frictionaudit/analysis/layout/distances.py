"""What has to keep its distance: the difference constraints between the parts of a drawing along one axis.

Only what sees each other needs one: a sweep along the axis keeps the skyline of what was passed last at each place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from frictionaudit.analysis.layout.axis import LINE, Axis

APART = (
    # box, line, label, border: pixels between the first and the second; from line to line it is the view's track
    (26.0, 12.0, 8.0, 12.0),
    (12.0, 0.0, 10.0, 8.0),
    (8.0, 10.0, 8.0, 4.0),
    (12.0, 8.0, 4.0, 30.0),
)
NEAR = (
    # two things this near to each other in the other direction, in pixels, still keep their order
    (14.0, 9.0, 3.0, 0.0),
    (9.0, 7.0, 3.0, 0.0),
    (3.0, 3.0, 3.0, 0.0),
    (0.0, 0.0, 0.0, 0.0),
)
FURTHEST = 14.0
SQUEEZED = 0.6
"""How much closer things may lie where that lets an earlier drawing stay as it was."""

Distance = tuple[int, int, float]
"""Two parts, and how much further than the first the second moves at least: 0 or less, as drawn."""


def distances(axis: Axis, part: Sequence[int]) -> list[Distance]:
    """Between all that see each other, and what the axis asks for besides; in the order of the first along the axis."""
    low, high, kind = axis.items.low, axis.items.high, axis.items.kind
    scale = SQUEEZED if axis.kept else 1.0
    apart = [list(row) for row in APART]
    apart[LINE][LINE] = axis.track
    pairs = [(a, b, scale * apart[kind[a]][kind[b]]) for a, b in _facing(axis)]
    pairs += axis.bounds
    pairs.sort(key=lambda pair: low[pair[0]] + high[pair[0]])
    made = []
    for a, b, least in pairs:
        if part[a] != part[b]:
            gap = low[b] - high[a]
            made.append((part[a], part[b], min(least, gap) - gap))
    return made


def _facing(axis: Axis) -> Iterator[tuple[int, int]]:
    """Each item with those that it sees before it."""
    items = axis.items
    near, far, kind = items.near, items.far, items.kind
    starts: list[float] = [-1e12]
    owners: list[int] = [-1]
    for item in sorted(range(len(near)), key=lambda item: items.low[item] + items.high[item]):
        a, b = near[item], far[item]
        first = bisect_right(starts, a - FURTHEST) - 1
        last = bisect_left(starts, b + FURTHEST)
        slacks = NEAR[kind[item]]
        for owner in dict.fromkeys(owners[max(first, 0) : last]):
            if owner >= 0:
                slack = slacks[kind[owner]]
                if a - slack < far[owner] and near[owner] < b + slack:
                    yield owner, item
        _cover(starts, owners, a, b, item)


def _cover(starts: list[float], owners: list[int], a: float, b: float, item: int) -> None:
    """Put an item's extent on top of the skyline."""
    first = bisect_left(starts, a)
    last = bisect_right(starts, b)
    behind = owners[last - 1]
    starts[first:last] = [a, b]
    owners[first:last] = [item, behind]
