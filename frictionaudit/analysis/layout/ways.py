"""The ways a line can take from one cell of a grid to another, by the number of its bends.

Corners lie on a lattice whose odd lines are the middles of columns and rows, and whose even lines are the gaps. Gaps
are always free; so a way with four bends always exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

Corner = tuple[int, int]
Route = tuple[Corner, ...]
Run = tuple[bool, int, int, int, int, int]
"""Whether it is horizontal, its line, where it begins and ends, and where the route turns there: -1, 0 or 1."""

Free = Callable[[bool, int, int, int], bool]
"""Whether no foreign box stands on a piece of a line: horizontal or not, its line, its two ends."""

REACH = 3
"""Lattice lines beyond the two cells that a way may use."""


def ways(source: Corner, target: Corner, limits: Corner, free: Free) -> Iterator[Iterator[Route]]:
    """Ways without a bend, with one, with two, …; `limits` are the last lines of the lattice."""
    if source == target:
        yield iter(())
        yield iter(())
        yield iter(())
        yield _loops(source)
        return
    yield _straight(source, target, free)
    yield _one_bend(source, target, free)
    yield _two_bends(source, target, limits, free)
    yield _three_bends(source, target, limits, free)
    yield _four_bends(source, target, limits)


def side(end: Corner, following: Corner) -> int:
    """The side at which a line meets its box: 0 left, 1 right, 2 top, 3 bottom."""
    if end[1] == following[1]:
        return 0 if following[0] < end[0] else 1
    return 2 if following[1] < end[1] else 3


@lru_cache(maxsize=1 << 16)
def runs(route: Route) -> tuple[Run, ...]:
    """The straight pieces of a route."""
    made: list[Run] = []
    last = len(route) - 2
    for at in range(last + 1):
        (x0, y0), (x1, y1) = route[at], route[at + 1]
        flat = y0 == y1
        a, b = (x0, x1) if flat else (y0, y1)
        before = sign(route[at - 1][flat] - route[at][flat]) if at > 0 else 0
        after = sign(route[at + 2][flat] - route[at + 1][flat]) if at < last else 0
        line = y0 if flat else x0
        made.append((flat, line, a, b, before, after) if a <= b else (flat, line, b, a, after, before))
    return tuple(made)


def sign(value: int) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def _loops(place: Corner) -> Iterator[Route]:
    x, y = place
    for dx in (1, -1):
        for dy in (-1, 1):
            yield ((x, y), (x + dx, y), (x + dx, y + dy), (x, y + dy), (x, y))


def _straight(source: Corner, target: Corner, free: Free) -> Iterator[Route]:
    (sx, sy), (tx, ty) = source, target
    if (sy == ty and free(True, sy, sx, tx)) or (sx == tx and free(False, sx, sy, ty)):
        yield (source, target)


def _one_bend(source: Corner, target: Corner, free: Free) -> Iterator[Route]:
    (sx, sy), (tx, ty) = source, target
    if sx == tx or sy == ty:
        return
    if free(True, sy, sx, tx) and free(False, tx, sy, ty):
        yield (source, (tx, sy), target)
    if free(False, sx, sy, ty) and free(True, ty, sx, tx):
        yield (source, (sx, ty), target)


def _two_bends(source: Corner, target: Corner, limits: Corner, free: Free) -> Iterator[Route]:
    (sx, sy), (tx, ty) = source, target
    if sy != ty:
        for x in _around(sx, tx, limits[0]):
            if x not in (sx, tx) and free(True, sy, sx, x) and free(True, ty, x, tx) and free(False, x, sy, ty):
                yield (source, (x, sy), (x, ty), target)
    if sx != tx:
        for y in _around(sy, ty, limits[1]):
            if y not in (sy, ty) and free(False, sx, sy, y) and free(False, tx, y, ty) and free(True, y, sx, tx):
                yield (source, (sx, y), (tx, y), target)


def _three_bends(source: Corner, target: Corner, limits: Corner, free: Free) -> Iterator[Route]:
    (sx, sy), (tx, ty) = source, target
    if sx == tx:
        return
    for y in _around(sy, ty, limits[1]):
        if y & 1:
            continue
        if free(False, tx, y, ty):
            for x in (sx - 1, sx + 1):
                yield (source, (x, sy), (x, y), (tx, y), target)
        if free(False, sx, sy, y):
            for x in (tx - 1, tx + 1):
                yield (source, (sx, y), (x, y), (x, ty), target)


def _four_bends(source: Corner, target: Corner, limits: Corner) -> Iterator[Route]:
    (sx, sy), (tx, ty) = source, target
    for y in _around(sy, ty, limits[1]):
        if y & 1:
            continue
        for x in (sx + 1, sx - 1):
            for z in (tx - 1, tx + 1):
                if x != z:
                    yield (source, (x, sy), (x, y), (z, y), (z, ty), target)


def _around(one: int, other: int, limit: int) -> range:
    low, high = (one, other) if one < other else (other, one)
    return range(max(0, low - REACH), min(limit, high + REACH) + 1)


def length(route: Route) -> int:
    """Lattice lines that a route passes."""
    total = 0
    x, y = route[0]
    for a, b in route[1:]:
        total += (a - x if a > x else x - a) + (b - y if b > y else y - b)
        x, y = a, b
    return total


def touches(route: Route, x: int, y: int) -> bool:
    """Whether a route runs through a place of the lattice."""
    for (x0, y0), (x1, y1) in pairwise(route):
        if y0 == y == y1 and (x0 <= x <= x1 or x1 <= x <= x0):
            return True
        if x0 == x == x1 and (y0 <= y <= y1 or y1 <= y <= y0):
            return True
    return False
