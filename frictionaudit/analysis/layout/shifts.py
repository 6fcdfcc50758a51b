"""How far each part of a drawing moves along one axis: as close as what lies between allows.

One-dimensional compaction by difference constraints, as in VLSI design: what overlaps in the other direction keeps its
order and its distance, what belongs together moves as one. A longest-path pass finds the smallest size.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.layout.axis import Axis
from frictionaudit.analysis.layout.distances import Distances, distances
from frictionaudit.analysis.layout.medians import shorten

FAR = 1e6
"""Pixels further to the left than anything lies."""


def shifts(axis: Axis) -> NDArray[np.float64]:
    """How far each item moves: the smallest size, then the shortest lines within it."""
    items = axis.items
    size = len(items.low)
    if not size:
        return np.zeros(0)
    part = np.array([items.root(item) for item in range(size)], dtype=np.intp)
    apart = distances(axis, part)
    low, high = np.array(items.low), np.array(items.high)
    first = np.full(size, np.inf)
    np.minimum.at(first, part, low)
    floor = np.where(np.isinf(first), 0.0, low.min() - first)
    if axis.kept:
        floor = np.full(size, -FAR)
        for item, wanted in axis.kept.items():
            floor[part[item]] = max(floor[part[item]], wanted)
    shift = _earliest(floor, apart)
    if axis.kept:
        shift = _latest(shift, apart)
        floor = np.full(size, -np.inf)
    width = (high + shift[part]).max()
    ceiling = np.full(size, np.inf)
    np.minimum.at(ceiling, part, width - high)
    shorten(axis, part, shift, (floor, ceiling), apart)
    moved: NDArray[np.float64] = shift[part]
    return moved


def _earliest(floor: NDArray[np.float64], apart: Distances) -> NDArray[np.float64]:
    """The longest path to each part, by relaxation until nothing moves."""
    shift = floor
    for _ in range(len(floor) + 2):
        wanted = shift.copy()
        np.maximum.at(wanted, apart.second, shift[apart.first] + apart.least)
        if np.array_equal(wanted, shift):
            break
        shift = wanted
    return shift


def _latest(shift: NDArray[np.float64], apart: Distances) -> NDArray[np.float64]:
    """Parts that nothing holds from before come as close as they may to what follows them."""
    floating = shift < -FAR / 2
    late = np.where(floating, np.inf, shift)
    free = floating[apart.first]
    first, second, least = apart.first[free], apart.second[free], apart.least[free]
    for _ in range(len(shift) + 2):
        wanted = late.copy()
        np.minimum.at(wanted, first, late[second] - least)
        if np.array_equal(wanted, late):
            break
        late = wanted
    return np.where(np.isinf(late), 0.0, late)
