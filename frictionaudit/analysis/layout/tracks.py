"""The straight pieces on each line of the lattice, and what a further route would cross or lie beside."""

from __future__ import annotations

from frictionaudit.analysis.layout.ways import Corner, Route, runs, sign

CROSSING = 3.0
SHARED = 0.12
STRETCH = 5
"""Pieces are looked up by stretches of 32 lattice lines, so that far ones cost nothing."""

Line = dict[int, list[tuple[int, int, int, int]]]
"""The pieces on a lattice line, by stretch: where they begin and end, and where their routes turn there."""


class Tracks:
    """All routes as pieces on their lines."""

    def __init__(self, limits: Corner) -> None:
        self.across: list[Line] = [{} for _ in range(limits[1] + 1)]
        self.along: list[Line] = [{} for _ in range(limits[0] + 1)]

    def add(self, route: Route) -> None:
        """Put a route on its lines."""
        for flat, line, low, high, before, after in runs(route):
            stretches = (self.across if flat else self.along)[line]
            for stretch in range(low >> STRETCH, (high >> STRETCH) + 1):
                stretches.setdefault(stretch, []).append((low, high, before, after))

    def remove(self, route: Route) -> None:
        """Take a route off its lines."""
        for flat, line, low, high, before, after in runs(route):
            stretches = (self.across if flat else self.along)[line]
            for stretch in range(low >> STRETCH, (high >> STRETCH) + 1):
                stretches[stretch].remove((low, high, before, after))

    def conflicts(self, route: Route, limit: float) -> float:
        """What its crossings and shared gaps with the other routes cost; at least `limit` where it is more."""
        cost = 0.0
        for flat, line, low, high, before, after in runs(route):
            crossed, beside = (self.along, self.across) if flat else (self.across, self.along)
            here = line >> STRETCH
            for at in range(low + 1, high):
                for start, end, _, _ in crossed[at].get(here, ()):
                    if start < line < end:
                        cost += CROSSING
            cost += _beside(beside[line], low, high, before, after)
            if cost >= limit:
                break
        return cost


def _beside(pieces: Line, low: int, high: int, before: int, after: int) -> float:
    """A piece that shares its line with another crosses it where each has to lie first at one of their ends."""
    cost = 0.0
    for stretch in range(low >> STRETCH, (high >> STRETCH) + 1):
        for start, end, first, final in pieces.get(stretch, ()):
            if start < high and low < end and max(start, low) >> STRETCH == stretch:
                right = after if high < end else -final if end < high else sign(after - final)
                left = before if low > start else -first if start > low else sign(before - first)
                cost += CROSSING if right * left < 0 else SHARED
    return cost
