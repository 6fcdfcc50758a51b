"""A drawing too long for one page, cut between its steps where fewest lines pass."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from frictionaudit.analysis.layout.sketch import Placement, Sketch

Span = tuple[float, float]
Rect = tuple[float, float, float, float]
EARLIEST = 0.5
"""The share of a page that is filled at least, where a step may be cut through otherwise."""


def sheets(sketch: Sketch, placement: Placement, longest: float, horizontal: bool = True) -> tuple[Rect, ...]:
    """Rectangles (x, y, w, h) in the order of the flow, none longer along it than `longest` pixels.

    A cut runs between boxes and labels wherever there is such a place in the second half of a page.
    """
    axis, size = (0, placement.w) if horizontal else (1, placement.h)
    solid = [
        (placement.nodes[node.id][axis], placement.nodes[node.id][axis] + (node.w, node.h)[axis])
        for node in sketch.nodes
    ]
    solid += [
        ((label.x, label.y)[axis], (label.x, label.y)[axis] + (label.w, label.h)[axis]) for label in placement.labels
    ]
    lines = [
        (min(a[axis], b[axis]), max(a[axis], b[axis]))
        for points in placement.edges.values()
        for a, b in pairwise(points)
    ]
    cuts = [0.0]
    while size - cuts[-1] > longest:
        cuts.append(_cut(cuts[-1], longest, solid, lines))
    cuts.append(size)
    return tuple(
        (a, 0.0, b - a, placement.h) if horizontal else (0.0, a, placement.w, b - a) for a, b in pairwise(cuts)
    )


def _cut(start: float, longest: float, solid: Sequence[Span], lines: Sequence[Span]) -> float:
    """The place on a page that cuts through no box or label and fewest lines; of equal ones the last."""
    end = start + longest
    edges = {span[0] - 1 for span in solid} | {span[1] + 1 for span in solid} | {end}
    places = [place for place in edges if start + EARLIEST * longest <= place <= end]

    def cost(place: float) -> tuple[int, int, float]:
        return _crossed(place, solid), _crossed(place, lines), -place

    return min(places, key=cost)


def _crossed(place: float, spans: Sequence[Span]) -> int:
    return sum(low < place < high for low, high in spans)
