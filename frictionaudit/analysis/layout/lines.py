"""Lines that share a gap, a row or a column lie beside one another, in the order that crosses least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from frictionaudit.analysis.layout.ways import Route, Run, runs

Key = tuple[int, int]
"""An edge and the number of one of its straight pieces."""


@dataclass(frozen=True)
class Pieces:
    """The straight pieces of all routes, and those on each lattice line from the first (upper, left) to the last."""

    run: dict[Key, Run]
    across: dict[int, list[Key]]
    along: dict[int, list[Key]]
    upward: dict[Key, int]


def pieces(routes: Sequence[Route]) -> Pieces:
    """Cut the routes into pieces, and sort those that share a lattice line."""
    run: dict[Key, Run] = {}
    upward: dict[Key, int] = {}
    lines: tuple[dict[int, list[Key]], dict[int, list[Key]]] = ({}, {})
    for edge, route in enumerate(routes):
        for at, piece in enumerate(runs(route)):
            run[edge, at] = piece
            (x0, y0), (x1, y1) = route[at], route[at + 1]
            upward[edge, at] = 1 if (x1, y1) >= (x0, y0) else -1
            lines[piece[0]].setdefault(piece[1], []).append((edge, at))
    made = Pieces(run, {}, {}, upward)
    for flat, into in ((True, made.across), (False, made.along)):
        for line, keys in sorted(lines[flat].items()):
            into[line] = _sorted(made, keys)
    return made


def meet(one: Run, other: Run) -> bool:
    """Whether two pieces of one line need room beside each other: they overlap, or turn at the same place."""
    if one[3] == other[2]:
        return one[5] != 0
    if other[3] == one[2]:
        return other[5] != 0
    return one[2] < other[3] and other[2] < one[3]


def meeting(made: Pieces, keys: Sequence[Key]) -> Iterator[tuple[int, int]]:
    """The places in `keys` of any two pieces of one line that meet, found in a sweep along it."""
    runs_of = [made.run[key] for key in keys]
    running: list[int] = []
    for at in sorted(range(len(keys)), key=lambda at: runs_of[at][2]):
        run = runs_of[at]
        running = [other for other in running if runs_of[other][3] >= run[2]]
        for other in running:
            if meet(run, runs_of[other]):
                yield (at, other) if at < other else (other, at)
        running.append(at)


def _sorted(made: Pieces, keys: list[Key]) -> list[Key]:
    """Repeatedly the piece that the fewest others want to precede."""
    if len(keys) < 2:
        return keys
    count = [0] * len(keys)
    later: list[list[int]] = [[] for _ in keys]
    for a, b in meeting(made, keys):
        first, second = (a, b) if _precedes(made, keys[a], keys[b]) else (b, a)
        later[first].append(second)
        count[second] += 1
    heap = [(number, at) for at, number in enumerate(count)]
    heapify(heap)
    order: list[Key] = []
    done = [False] * len(keys)
    while heap:
        number, at = heappop(heap)
        if done[at] or number != count[at]:
            continue
        done[at] = True
        order.append(keys[at])
        for other in later[at]:
            if not done[other]:
                count[other] -= 1
                heappush(heap, (count[other], other))
    return order


def _precedes(made: Pieces, one: Key, other: Key) -> bool:
    """Whether one piece lies above (or left of) another, by where their routes part at either end."""
    high, far = _parting(made, one, other, 1)
    low, near = _parting(made, one, other, -1)
    if high and low and high != low:
        return (high if far < near else low) < 0
    if high or low:
        return (high or low) < 0
    first = min(one, other)
    sign, _ = _parting(made, one, other, made.upward[first], tie=True)
    return sign < 0


def _parting(made: Pieces, one: Key, other: Key, move: int, tie: bool = False) -> tuple[int, tuple[int, int]]:
    """-1 if `one` has to come first for the sake of the place where the two part in this direction, and that place."""
    sign = 1
    while True:
        a, b = made.run[one], made.run[other]
        end_a, turn_a = (a[3], a[5]) if move > 0 else (a[2], a[4])
        end_b, turn_b = (b[3], b[5]) if move > 0 else (b[2], b[4])
        place = (end_a, a[1]) if a[0] else (a[1], end_a)
        if end_a != end_b:
            return (sign * turn_a if move * end_a < move * end_b else -sign * turn_b), place
        if turn_a != turn_b:
            return sign * (1 if turn_a > turn_b else -1), place
        if not turn_a:
            return (sign * (1 if one > other else -1) if tie else 0), place
        sign *= -move * turn_a
        one = _next(made, one, move)
        other = _next(made, other, move)
        move = turn_a


def _next(made: Pieces, key: Key, move: int) -> Key:
    edge, at = key
    return edge, at + made.upward[key] * move
