"""Searching for a better grid: boxes change cells one by one, and keep what makes lines bend and cross less.

Simulated annealing with a fixed number of moves and a fixed seed, so that the same sketch gets the same drawing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from frictionaudit.analysis.layout.board import Board
from frictionaudit.analysis.layout.grid import Cells, Grid, cells
from frictionaudit.analysis.layout.problem import Problem

AREA = 0.5
SHEET = 0.8
GAP = 36.0
RUNS, KEPT = 2, 4


def roomy(problem: Problem, grid: Grid) -> Cells:
    """The cells of a grid with a spare row at either side of each lane, and spare columns at the ends."""
    table = cells(problem, grid)
    row = [at + 1 + 2 * problem.lane[node] for node, at in enumerate(table.row)]
    first = [start + 2 * lane for lane, start in enumerate(table.first)]
    return Cells([column + 1 for column in table.column], row, table.columns + 2, first[-1], first)


class Search:
    """One run of the search: the board as it is, and the best grids so far."""

    def __init__(self, problem: Problem, grid: Grid, seed: int, movable: Sequence[int]) -> None:
        self.problem = problem
        self.movable = movable
        self.pinned = len(movable) < problem.size
        self.dice = random.Random(seed)
        self.best: list[tuple[float, Grid]] = []
        self.size = sum(w * h for w, h in zip(problem.w, problem.h, strict=True))
        self.heavy = 1.0 + len(problem.ends) / 30
        self.build(grid)

    def build(self, grid: Grid) -> None:
        """A new board, with spare rows and columns."""
        self.table = roomy(self.problem, grid)
        self.board = Board(self.problem, self.table)
        self.board.route_all()
        self.board.refine(1)
        self.inside = {cell: node for node, cell in enumerate(zip(self.board.column, self.board.row, strict=True))}
        self.lines = self.board.total()
        self.now = self.lines + self.extent()

    def grid(self) -> Grid:
        """The board as a grid."""
        return Grid(self.board.column[:], self.board.row[:])

    def extent(self) -> float:
        """What the size of the drawing costs."""
        column, row = self.board.column, self.board.row
        wide: dict[int, float] = {}
        high: dict[int, float] = {}
        for node in range(self.problem.size):
            wide[column[node]] = max(wide.get(column[node], 0.0), self.problem.w[node])
            high[row[node]] = max(high.get(row[node], 0.0), self.problem.h[node])
        w = sum(wide.values()) + GAP * len(wide)
        h = sum(high.values()) + GAP * len(high)
        return self.heavy * (AREA * w * h / self.size + SHEET * max(w / 277, h / 190))

    def run(self, moves: int) -> None:
        """Try that many moves."""
        self._keep()
        for at in range(moves):
            heat = 1.2 * (1 - at / moves) ** 2 + 0.02
            self._move(heat)
            if at % 200 == 199:
                self.build(self.grid())
                self._keep()

    def _keep(self) -> None:
        if all(abs(self.now - cost) > 1e-6 for cost, _ in self.best):
            self.best.append((self.now, self.grid()))
            self.best.sort(key=lambda pair: pair[0])
            del self.best[5:]

    def _move(self, heat: float) -> None:
        node = self.movable[self.dice.randrange(len(self.movable))]
        column, row = self._target(node)
        lane = self.problem.lane[node]
        if not (0 <= column < self.table.columns and self.table.first[lane] <= row < self.table.first[lane + 1]):
            return
        board = self.board
        old = (board.column[node], board.row[node])
        if (column, row) == old:
            return
        other = self.inside.get((column, row))
        if other is not None and (self.pinned or self.problem.lane[other] != lane):
            return
        edges = set(self.problem.incident[node])
        if other is None:
            edges.update(board.passing(column, row))
        else:
            edges.update(self.problem.incident[other])
        order = sorted(edges)
        routes = [board.routes[edge] for edge in order]
        kept = self.lines - board.take_out(order)
        self._place(node, other, (column, row), old)
        size = self.extent()
        limit = self.now - heat * math.log(1.0 - self.dice.random()) - size - kept
        placed: list[int] = []
        cost = 0.0
        for edge in sorted(order, key=board.distance):
            price, route = board.best(edge)
            cost += price
            if cost > limit:
                break
            board.place(edge, route)
            placed.append(edge)
        else:
            self._accept(node, other, old, (column, row), kept + cost, size)
            return
        for edge in placed:
            board.remove(edge)
        self._place(node, other, old, (column, row))
        for edge, route in zip(order, routes, strict=True):
            board.place(edge, route)

    def _accept(
        self, node: int, other: int | None, old: tuple[int, int], cell: tuple[int, int], lines: float, size: float
    ) -> None:
        self.lines, self.now = lines, lines + size
        del self.inside[old]
        self.inside[cell] = node
        if other is not None:
            self.inside[old] = other
        if not self.best or self.now < self.best[0][0] - 1e-6:
            self._keep()
        lane = self.problem.lane[node]
        first, last = self.table.first[lane], self.table.first[lane + 1] - 1
        if cell[1] in (first, last) or cell[0] in (0, self.table.columns - 1):
            self.build(self.grid())

    def _place(self, node: int, other: int | None, cell: tuple[int, int], old: tuple[int, int]) -> None:
        board = self.board
        board.shift(node, *cell)
        if other is not None:
            board.shift(other, *old)
            board.shift(node, *cell)

    def _target(self, node: int) -> tuple[int, int]:
        """A cell to try: near where it is, or in line with a neighbour."""
        board, dice = self.board, self.dice
        incident = self.problem.incident[node]
        kind = dice.random()
        if incident and kind < 0.6:
            source, target = self.problem.ends[dice.choice(incident)]
            near = target if source == node else source
            if self.problem.lane[near] == self.problem.lane[node]:
                step = 1 if near == source else -1
                if kind < 0.4:
                    return board.column[near] + step * dice.choice((1, 1, 2)), board.row[near]
                return board.column[node], board.row[near]
            return board.column[near] + dice.choice((0, 0, 0, 1, -1)), board.row[node] + dice.choice((0, 0, 1, -1))
        return board.column[node] + dice.randint(-2, 2), board.row[node] + dice.randint(-1, 1)


def improved(problem: Problem, grid: Grid, moves: int, movable: Sequence[int] | None = None) -> list[Grid]:
    """The best grids that the search has met, best first; only `movable` nodes move, by default all."""
    if problem.size < 3 or moves <= 0:
        return [grid]
    nodes = range(problem.size) if movable is None else movable
    met: list[tuple[float, Grid]] = []
    for seed in range(RUNS):
        search = Search(problem, grid, seed, nodes)
        search.run(moves // RUNS)
        met.extend(search.best[:KEPT])
    met.sort(key=lambda pair: pair[0])
    return [grid for _, grid in met]
