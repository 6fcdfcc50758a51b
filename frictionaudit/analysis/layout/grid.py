"""Steps on a grid: which column and which row each one stands in, before anything has coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.analysis.layout.problem import Problem


@dataclass
class Grid:
    """The column of each node, and its row inside its lane; no two nodes share a cell."""

    column: list[int]
    row: list[int]

    def copy(self) -> Grid:
        """A grid that can be changed on its own."""
        return Grid(self.column[:], self.row[:])


@dataclass(frozen=True)
class Cells:
    """A grid without empty columns and rows: rows counted over all lanes, and the first row of each lane."""

    column: list[int]
    row: list[int]
    columns: int
    rows: int
    first: list[int]


def cells(problem: Problem, grid: Grid) -> Cells:
    """Close up empty columns and rows; a lane without steps keeps one row."""
    used = {column: at for at, column in enumerate(sorted(set(grid.column)))}
    rows: list[set[int]] = [set() for _ in range(problem.lanes)]
    for node, row in enumerate(grid.row):
        rows[problem.lane[node]].add(row)
    first, place, count = [], [], 0
    for lane in rows:
        first.append(count)
        place.append({row: count + at for at, row in enumerate(sorted(lane))})
        count += max(1, len(lane))
    first.append(count)
    return Cells(
        [used[column] for column in grid.column],
        [place[problem.lane[node]][row] for node, row in enumerate(grid.row)],
        len(used),
        count,
        first,
    )


def placed(problem: Problem) -> Grid:
    """A first grid: in the order of the flow, each step goes where its lines from earlier steps bend least."""
    size = problem.size
    column, row = [0] * size, [0] * size
    taken: set[tuple[int, int, int]] = set()
    busy: dict[tuple[int, int], list[int]] = {}
    used: list[set[int]] = [{0} for _ in range(problem.lanes)]
    into: list[list[int]] = [[] for _ in range(size)]
    for edge, (source, target) in enumerate(problem.ends):
        if edge not in problem.back:
            into[target].append(edge)
    upcoming = [0] * problem.lanes
    on_spine = [False] * size
    for edge in problem.spine:
        for node in problem.ends[edge]:
            on_spine[node] = True
    for node in range(size):
        upcoming[problem.lane[node]] += on_spine[node]
    width = 0
    for node in problem.order:
        lane = problem.lane[node]
        upcoming[lane] -= on_spine[node]
        sources = [(edge, problem.ends[edge][0]) for edge in into[node]]
        least = max(
            (column[source] + (problem.lane[source] == lane) for _, source in sources),
            default=0,
        )
        mine = used[lane]
        options = {*mine, min(mine) - 1, max(mine) + 1}
        best: tuple[float, int, int] | None = None
        places = [*range(least, least + 3)]
        if not sources:
            places.append(max(width + 1, 3))
        for at in places:
            for sub in sorted(options, key=abs):
                if (lane, sub, at) in taken:
                    continue
                cost = min(0.35 * (at - least), 1.05) + (0.9 if sub not in mine else 0) + 0.25 * max(0, at - width)
                if not on_spine[node] and sub == 0 and upcoming[lane]:
                    cost += 1.2
                if on_spine[node] and sub:
                    cost += 0.6
                for edge, source in sources:
                    cost += _bends(problem, source, lane, at, sub, column, row, busy) * (
                        2.0 if edge in problem.spine else 1.0
                    )
                    cost += 0.1 * (at - column[source])
                if best is None or cost < best[0] - 1e-9:
                    best = (cost, at, sub)
        assert best is not None
        _, column[node], row[node] = best
        taken.add((lane, row[node], column[node]))
        busy.setdefault((lane, row[node]), []).append(column[node])
        used[lane].add(row[node])
        width = max(width, column[node])
    return Grid(column, row)


def _bends(
    problem: Problem,
    source: int,
    lane: int,
    at: int,
    sub: int,
    column: list[int],
    row: list[int],
    busy: dict[tuple[int, int], list[int]],
) -> int:
    """How often a line from an earlier step to this cell has to bend, roughly."""
    from_lane, from_row, from_column = problem.lane[source], row[source], column[source]
    if from_lane == lane and from_row == sub:
        return 0 if not any(from_column < other < at for other in busy.get((lane, sub), ())) else 2
    if from_column == at:
        for (other_lane, other_row), columns in busy.items():
            if at in columns and _between((from_lane, from_row), (other_lane, other_row), (lane, sub)):
                return 2
        return 0
    return 1 if at not in busy.get((from_lane, from_row), ()) else 2


def _between(one: tuple[int, int], middle: tuple[int, int], other: tuple[int, int]) -> bool:
    low, high = min(one, other), max(one, other)
    return low < middle < high
