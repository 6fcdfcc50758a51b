"""A first grid: in the order of the flow, each step goes where its lines from earlier steps bend least."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.layout.grid import Grid
from frictionaudit.analysis.layout.problem import Problem

FURTHER, MOST_FURTHER = 0.35, 1.05
NEW_ROW, NEW_COLUMN = 0.9, 0.25
ON_SPINE_ROW, OFF_SPINE_ROW = 1.2, 0.6
LENGTH = 0.1
COLUMNS = 3
"""Columns to choose from, from the first in which a step may stand."""


def placed(problem: Problem) -> Grid:
    """The grid from which the search starts, and which is the quick placement."""
    seed = _Seed(problem)
    for node in problem.order:
        seed.place(node)
    return Grid(seed.column, seed.row)


class _Seed:
    """The cells taken so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.column, self.row = [0] * problem.size, [0] * problem.size
        self.busy: dict[tuple[int, int], int] = {}
        self.used: list[set[int]] = [{0} for _ in range(problem.lanes)]
        self.width = 0
        self.into: list[list[int]] = [[] for _ in range(problem.size)]
        for edge, (_, target) in enumerate(problem.ends):
            if edge not in problem.back:
                self.into[target].append(edge)
        self.main = {node for edge in problem.spine for node in problem.ends[edge]}
        self.upcoming = [0] * problem.lanes
        for node in self.main:
            self.upcoming[problem.lane[node]] += 1

    def place(self, node: int) -> None:
        """Take the cheapest cell for a node whose forerunners have theirs."""
        lane = self.problem.lane[node]
        self.upcoming[lane] -= node in self.main
        _, column, row = min(
            self._options(node), key=lambda option: (round(option[0], 6), option[1], abs(option[2]), -option[2])
        )
        self.column[node], self.row[node] = column, row
        self.busy[lane, row] = self.busy.get((lane, row), 0) | 1 << column
        self.used[lane].add(row)
        self.width = max(self.width, column)

    def _options(self, node: int) -> Iterator[tuple[float, int, int]]:
        """Cells with what they cost."""
        problem, lane = self.problem, self.problem.lane[node]
        sources = [problem.ends[edge][0] for edge in self.into[node]]
        least = max((self.column[source] + (problem.lane[source] == lane) for source in sources), default=0)
        columns = [*range(least, least + COLUMNS)]
        if not sources:
            columns.append(max(self.width + 1, COLUMNS))
        rows = self.used[lane]
        for row in sorted({*rows, min(rows) - 1, max(rows) + 1}, key=abs):
            busy = self.busy.get((lane, row), 0)
            for column in columns:
                if not busy >> column & 1:
                    yield self._size(node, column - least, column, row) + self._lines(node, column, row), column, row

    def _size(self, node: int, further: int, column: int, row: int) -> float:
        lane = self.problem.lane[node]
        cost = min(FURTHER * further, MOST_FURTHER) + NEW_COLUMN * max(0, column - self.width)
        if row not in self.used[lane]:
            cost += NEW_ROW
        if node in self.main:
            return cost + (OFF_SPINE_ROW if row else 0.0)
        return cost + (ON_SPINE_ROW if row == 0 and self.upcoming[lane] else 0.0)

    def _lines(self, node: int, column: int, row: int) -> float:
        cost = 0.0
        for edge in self.into[node]:
            source = self.problem.ends[edge][0]
            weight = 2.0 if edge in self.problem.spine else 1.0
            cost += weight * self._bends(source, self.problem.lane[node], column, row)
            cost += LENGTH * (column - self.column[source])
        return cost

    def _bends(self, source: int, lane: int, column: int, row: int) -> int:
        """How often a line from an earlier step to a cell has to bend, roughly."""
        start = (self.problem.lane[source], self.row[source])
        from_column = self.column[source]
        if start == (lane, row):
            between = (1 << column) - (2 << from_column) if column > from_column else 0
            return 2 if self.busy[start] & between else 0
        if from_column == column:
            low, high = sorted((start, (lane, row)))
            return 2 if any(low < place < high and busy >> column & 1 for place, busy in self.busy.items()) else 0
        return 2 if self.busy[start] >> column & 1 else 1
