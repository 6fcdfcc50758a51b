"""Generous coordinates for a grid with routes: wide gaps, a track for every line, ports beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.layout.grid import Cells
from frictionaudit.analysis.layout.lines import Key, Pieces, meeting, pieces
from frictionaudit.analysis.layout.problem import Problem
from frictionaudit.analysis.layout.scene import Scene
from frictionaudit.analysis.layout.ways import Route

CLOSEST = 0.3


def spread(problem: Problem, cells: Cells, routes: Sequence[Route], room: float = 1.0) -> Scene:
    """Coordinates with so much room that labels fit; `room` widens all gaps."""
    made = pieces(routes)
    track = problem.gaps.track
    sizes = [text for text in (*problem.texts, *problem.names) if text]
    wide = max((size[0] for size in sizes), default=0.0) + 24
    high = max((size[1] for size in sizes), default=0.0) + 24
    offsets: dict[Key, float] = {}
    extents: tuple[list[list[float]], list[list[float]]] = ([], [])
    halves = (
        _halves(problem.w, cells.column, cells.columns, problem.names, 0),
        _halves(problem.h, cells.row, cells.rows, problem.names, 1),
    )
    for flat, lines, half, count in (
        (False, made.along, halves[0], cells.columns),
        (True, made.across, halves[1], cells.rows),
    ):
        room_beside = (wide if not flat else high) * room
        for line in range(2 * count + 1):
            keys = lines.get(line, [])
            if line & 1:
                _beside_boxes(problem, made, keys, flat, offsets)
                mine = [offsets[key] for key in keys]
                reach = half[line >> 1]
                extents[flat].append(
                    [max([reach, *(-x + track for x in mine)]), max([reach, *(x + track for x in mine)])]
                )
            else:
                levels = _levels(made, keys, offsets, room_beside)
                extents[flat].append([room_beside, levels * room_beside])
    xs, _ = _positions(extents[0], None)
    ys, borders = _positions(extents[1], cells.first)
    at = {key: (ys if made.run[key][0] else xs)[made.run[key][1]] + offsets[key] for key in made.run}
    return Scene(
        problem,
        made,
        [xs[2 * column + 1] for column in cells.column],
        [ys[2 * row + 1] for row in cells.row],
        at,
        borders,
        list(cells.row),
        list(cells.column),
    )


def _halves(
    sizes: Sequence[float], place: Sequence[int], count: int, names: Sequence[tuple[float, float] | None], axis: int
) -> list[float]:
    halves = [10.0] * count
    for node, size in enumerate(sizes):
        name = names[node]
        beside = (name[0] if axis == 0 else size / 2 + name[1] + 6) if name else 0.0
        halves[place[node]] = max(halves[place[node]], size / 2, beside)
    return halves


def _levels(made: Pieces, keys: Sequence[Key], offsets: dict[Key, float], room: float) -> int:
    """Tracks in a gap: each piece on the first track beyond those it has to follow; how many there are."""
    before: list[list[int]] = [[] for _ in keys]
    for a, b in meeting(made, keys):
        before[b].append(a)
    level: list[int] = []
    for at, key in enumerate(keys):
        level.append(1 + max((level[other] for other in before[at]), default=-1))
        offsets[key] = level[at] * room
    return 1 + max(level, default=0)


def _beside_boxes(problem: Problem, made: Pieces, keys: Sequence[Key], flat: bool, offsets: dict[Key, float]) -> None:
    """Offsets from the middle of a row or column: straight lines in the middle, others beside them in order."""
    if not keys:
        return
    caps = [_cap(problem, made, key, flat) for key in keys]
    before: list[list[int]] = [[] for _ in keys]
    after: list[list[int]] = [[] for _ in keys]
    for a, b in meeting(made, keys):
        before[b].append(a)
        after[a].append(b)

    def weight(at: int) -> tuple[bool, bool, float, int]:
        run = made.run[keys[at]]
        return (bool(run[4] or run[5]), keys[at][0] not in problem.spine, caps[at], at)

    queue = sorted(range(len(keys)), key=weight)
    step = problem.gaps.track
    while step > CLOSEST:
        low, high = _bounds(caps, before, after, step)
        if all(a <= b + 1e-9 for a, b in zip(low, high, strict=True)):
            break
        step *= 0.9
    for at in queue:
        place = min(max(0.0, low[at]), high[at])
        offsets[keys[at]] = low[at] = high[at] = place
        _spread_bounds(at, place, low, after, step)
        _spread_bounds(at, place, high, before, -step)


def _bounds(
    caps: Sequence[float], before: Sequence[Sequence[int]], after: Sequence[Sequence[int]], step: float
) -> tuple[list[float], list[float]]:
    """The first and the last place of each line, in order, `step` apart and within the sides of their boxes."""
    low, high = [-cap for cap in caps], list(caps)
    for at, others in enumerate(before):
        low[at] = max([low[at], *(low[other] + step for other in others)])
    for at in reversed(range(len(caps))):
        high[at] = min([high[at], *(high[other] - step for other in after[at])])
    return low, high


def _spread_bounds(at: int, place: float, bound: list[float], following: Sequence[Sequence[int]], step: float) -> None:
    """What follows from a line's place for those beyond it."""
    stack = [(at, place)]
    while stack:
        here, place = stack.pop()
        for other in following[here]:
            least = place + step
            if (bound[other] < least) if step > 0 else (bound[other] > least):
                bound[other] = least
                stack.append((other, least))


def _cap(problem: Problem, made: Pieces, key: Key, flat: bool) -> float:
    """How far from the middle of its boxes a piece may lie."""
    run = made.run[key]
    forwards = made.upward[key] > 0
    source, target = problem.ends[key[0]]
    low, high = (source, target) if forwards else (target, source)
    cap = 60.0
    for node, turn in ((low, run[4]), (high, run[5])):
        if turn == 0:
            half = (problem.h if flat else problem.w)[node] / 2
            cap = min(cap, half - 8 if problem.task[node] else 0.7 * half)
    return max(cap, 1.0)


def _positions(extents: Sequence[Sequence[float]], first: Sequence[int] | None) -> tuple[list[float], list[float]]:
    """Where each lattice line lies, and where the lanes begin and end if `first` has their first rows."""
    places, borders = [], []
    here = 0.0
    starts = set(first[:-1]) if first else set()
    for line, (before, after) in enumerate(extents):
        if not line & 1 and line == 0 and first:
            borders.append(here)
        here += before
        places.append(here)
        here += after
        if not line & 1 and line and (line >> 1) in starts:
            here += 30
            borders.append(here)
            here += 30
    borders.append(here + 30)
    return places, borders
