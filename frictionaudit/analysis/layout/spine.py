"""The main path through a procedure, which is drawn straight."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.layout.forward import Ends


def longest(size: int, ends: Ends, back: frozenset[int], order: Sequence[int]) -> set[int]:
    """The edges of the longest forward path; of equal ones, that which comes first on the page."""
    return _heaviest(size, ends, back, order, [1.0] * len(ends))


def main_path(
    size: int, ends: Ends, back: frozenset[int], order: Sequence[int], weights: Sequence[float | None]
) -> set[int]:
    """The edges that most cases take: at each split the largest share, by default the first, to the end."""
    best: dict[int, int] = {}
    entered = set()
    for edge, (source, target) in enumerate(ends):
        if edge in back:
            continue
        entered.add(target)
        rival = best.get(source)
        if rival is None or (weights[edge] or 0.0) > (weights[rival] or 0.0):
            best[source] = edge
    path: set[int] = set()
    node = next((node for node in order if node not in entered and node in best), None)
    while node in best:
        path.add(best[node])
        node = ends[best[node]][1]
    return path if any(weights) else set()


def _heaviest(size: int, ends: Ends, back: frozenset[int], order: Sequence[int], weights: Sequence[float]) -> set[int]:
    length = [0.0] * size
    onward: list[int | None] = [None] * size
    leaving: list[list[int]] = [[] for _ in range(size)]
    for edge, (source, _) in enumerate(ends):
        if edge not in back:
            leaving[source].append(edge)
    for node in reversed(order):
        for edge in leaving[node]:
            reach = length[ends[edge][1]] + weights[edge]
            if reach > length[node]:
                length[node], onward[node] = reach, edge
    path: set[int] = set()
    if not size:
        return path
    step = onward[max(range(size), key=lambda node: (length[node], -node))]
    while step is not None:
        path.add(step)
        step = onward[ends[step][1]]
    return path
