"""What has to keep its distance: the difference constraints between the parts of a drawing along one axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.layout.axis import Axis

APART = np.array(
    [
        # box, line, label, border: pixels between the first and the second
        [26.0, 12.0, 4.0, 12.0],
        [12.0, 10.0, 4.0, 8.0],
        [4.0, 4.0, 4.0, 4.0],
        [12.0, 8.0, 4.0, 30.0],
    ]
)
NEAR = np.array(
    [
        # within so many pixels in the other direction two things still keep their order
        [14.0, 9.0, 3.0, 0.0],
        [9.0, 7.0, 3.0, 0.0],
        [3.0, 3.0, 3.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
    ]
)
SQUEEZED = 0.6
"""How much closer things may lie where that lets an earlier drawing stay as it was."""


@dataclass(frozen=True)
class Distances:
    """Per pair of parts, how much further than the first the second moves at least: 0 or less, as drawn."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    least: NDArray[np.float64]


def distances(axis: Axis, part: NDArray[np.intp]) -> Distances:
    """Between all that face each other across the axis, and what the axis asks for besides."""
    items = axis.items
    low, high = np.array(items.low), np.array(items.high)
    near, far, kind = np.array(items.near), np.array(items.far), np.array(items.kind)
    order = np.argsort(low + high, kind="stable")
    near, far, kind, parts = near[order], far[order], kind[order], part[order]
    slack = NEAR[kind[:, None], kind[None, :]]
    facing = (near[:, None] - slack < far[None, :]) & (near[None, :] - slack < far[:, None])
    facing &= parts[:, None] != parts[None, :]
    one, other = np.nonzero(np.triu(facing, 1))
    a, b = order[one], order[other]
    apart = APART[kind[one], kind[other]] * (SQUEEZED if axis.kept else 1.0)
    if axis.bounds:
        lows, highs, bounds = zip(*axis.bounds, strict=True)
        a, b = np.concatenate([a, np.array(lows)]), np.concatenate([b, np.array(highs)])
        apart = np.concatenate([apart, np.array(bounds)])
    keep = part[a] != part[b]
    a, b, apart = a[keep], b[keep], apart[keep]
    gap = low[b] - high[a]
    return Distances(part[a], part[b], np.minimum(apart, gap) - gap)
