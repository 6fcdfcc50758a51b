"""Generous coordinates for a grid with routes: wide gaps, a track for every line, ports beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.layout.grid import Cells
from frictionaudit.analysis.layout.lines import Key, Pieces, meet, pieces
from frictionaudit.analysis.layout.problem import Problem
from frictionaudit.analysis.layout.ways import Route
from frictionaudit.analysis.layout.scene import Scene

PORT = 10.0
"""Pixels between two lines that meet one side of a box."""


def spread(problem: Problem, cells: Cells, routes: Sequence[Route], room: float = 1.0) -> Scene:
    """Coordinates with so much room that labels fit; `room` widens all gaps."""
    made = pieces(routes)
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
                    [max([reach, *(-x + PORT for x in mine)]), max([reach, *(x + PORT for x in mine)])]
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
    level: dict[Key, int] = {}
    for at, key in enumerate(keys):
        level[key] = 1 + max((level[other] for other in keys[:at] if meet(made.run[key], made.run[other])), default=-1)
        offsets[key] = level[key] * room
    return 1 + max(level.values(), default=0)


def _beside_boxes(problem: Problem, made: Pieces, keys: Sequence[Key], flat: bool, offsets: dict[Key, float]) -> None:
    """Offsets from the middle of a row or column: straight lines in the middle, others beside them in order."""
    if not keys:
        return
    caps = {key: _cap(problem, made, key, flat) for key in keys}

    def weight(key: Key) -> tuple[int, int, float, Key]:
        run = made.run[key]
        straight = run[4] == 0 and run[5] == 0
        return (-straight, -(key[0] in problem.spine), caps[key], key)

    rank = {key: at for at, key in enumerate(keys)}
    queue = sorted(keys, key=weight)
    step = PORT
    for _ in range(12):
        done: list[Key] = []
        fits = True
        for key in queue:
            low, high = -1e9, 1e9
            for other in done:
                if meet(made.run[key], made.run[other]):
                    if rank[other] < rank[key]:
                        low = max(low, offsets[other] + step)
                    else:
                        high = min(high, offsets[other] - step)
            offset = min(max(0.0, low), high) if low <= high else (low + high) / 2
            fits = fits and low <= high and abs(offset) <= caps[key] + 1e-6
            offsets[key] = offset
            done.append(key)
        if fits:
            return
        step *= 0.8
    _evenly(made, keys, caps, offsets)


def _evenly(made: Pieces, keys: Sequence[Key], caps: dict[Key, float], offsets: dict[Key, float]) -> None:
    """Where nothing else fits: in order, at equal distances within the smallest box."""
    cap = min(caps.values())
    step = 2 * cap / max(1, len(keys) - 1)
    for at, key in enumerate(keys):
        offsets[key] = at * step - cap if len(keys) > 1 else 0.0


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
            cap = min(cap, half - 8 if problem.task[node] else 0.6 * half)
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
