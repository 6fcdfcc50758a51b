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
