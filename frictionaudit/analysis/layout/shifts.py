"""How far each part of a drawing moves along one axis: as close as what lies between allows.

One-dimensional compaction by difference constraints, as in VLSI design: what overlaps in the other direction keeps its
order and its distance, what belongs together moves as one. A longest-path pass finds the smallest size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from frictionaudit.analysis.layout.axis import Axis
from frictionaudit.analysis.layout.distances import Distance, distances
from frictionaudit.analysis.layout.medians import shorten

FAR = 1e6
"""Pixels further to the left than anything lies."""


def shifts(axis: Axis) -> list[float]:
    """How far each item moves: the smallest size, then the shortest lines within it."""
    items = axis.items
    size = len(items.low)
    part = [items.root(item) for item in range(size)]
    apart = distances(axis, part)
    left = min(items.low, default=0.0)
    floor = [math.inf] * size
    for item, low in enumerate(items.low):
        floor[part[item]] = min(floor[part[item]], low)
    floor = [left - low for low in floor]
    if axis.kept:
        floor = [-FAR] * size
        for item, wanted in axis.kept.items():
            floor[part[item]] = max(floor[part[item]], wanted)
    shift = _earliest(floor, apart)
    if axis.kept:
        shift = _latest(shift, apart)
        floor = [-math.inf] * size
    width = max((high + shift[part[item]] for item, high in enumerate(items.high)), default=0.0)
    ceiling = [math.inf] * size
    for item, high in enumerate(items.high):
        ceiling[part[item]] = min(ceiling[part[item]], width - high)
    shorten(axis, part, shift, (floor, ceiling), apart)
    return [shift[one] for one in part]


def _earliest(floor: Sequence[float], apart: Sequence[Distance]) -> list[float]:
    """The longest path to each part: relaxation in the order of the axis, until nothing moves."""
    shift = list(floor)
    moving = True
    while moving:
        moving = False
        for first, second, least in apart:
            wanted = shift[first] + least
            if wanted > shift[second] + 1e-9:
                shift[second] = wanted
                moving = True
    return shift


def _latest(shift: Sequence[float], apart: Sequence[Distance]) -> list[float]:
    """Parts that nothing holds from before come as close as they may to what follows them."""
    floating = [place < -FAR / 2 for place in shift]
    late = [math.inf if free else place for free, place in zip(floating, shift, strict=True)]
    moving = True
    while moving:
        moving = False
        for first, second, least in reversed(apart):
            if floating[first] and late[second] - least < late[first] - 1e-9:
                late[first] = late[second] - least
                moving = True
    return [0.0 if math.isinf(place) else place for place in late]
