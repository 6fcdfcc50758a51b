"""An order of the lanes in which lines pass over as few foreign lanes as they can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from frictionaudit.analysis.layout.sketch import Sketch

FEW = 7
"""Lanes of which all orders are tried; with more, neighbours change places while that helps."""


def fewest_crossings(sketch: Sketch) -> tuple[str, ...]:
    """The lanes so that lines between them are short; of equal orders, that nearest to the page's."""
    lane = {node.id: node.lane for node in sketch.nodes}
    pairs = Counter((lane[edge.source], lane[edge.target]) for edge in sketch.edges)
    if len(sketch.lanes) <= FEW:
        return min(permutations(sketch.lanes), key=lambda order: _distance(order, pairs))
    return _swapped(sketch.lanes, pairs)


def _distance(order: Sequence[str], pairs: Counter[tuple[str, str]]) -> int:
    at = {lane: place for place, lane in enumerate(order)}
    return sum(count * abs(at[source] - at[target]) for (source, target), count in pairs.items())


def _swapped(lanes: tuple[str, ...], pairs: Counter[tuple[str, str]]) -> tuple[str, ...]:
    order = list(lanes)
    best = _distance(order, pairs)
    better = True
    while better:
        better = False
        for at in range(len(order) - 1):
            order[at], order[at + 1] = order[at + 1], order[at]
            distance = _distance(order, pairs)
            if distance < best:
                best, better = distance, True
            else:
                order[at], order[at + 1] = order[at + 1], order[at]
    return tuple(order)
