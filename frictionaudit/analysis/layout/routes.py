"""Ways of lines over the grid: straight where they can, else with few bends and crossings, never through a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from frictionaudit.analysis.layout.grid import Cells
from frictionaudit.analysis.layout.problem import Problem

Route = tuple[tuple[int, int], ...]
"""Corners on a lattice whose odd lines are the middles of columns and rows, and whose even lines are the gaps."""

Run = tuple[bool, int, int, int, int, int]
"""Whether it is horizontal, its line, where it begins and ends, and where the route turns there: -1, 0 or 1."""

CROSSING = 3.0
BEND = 1.0
LENGTH = 0.03
SHARED = 0.12
BACKWARD = 2.5
LABELLED = 1.5


def runs(route: Route) -> list[Run]:
    """The straight pieces of a route."""
    made: list[Run] = []
    last = len(route) - 2
    for at in range(last + 1):
        (x0, y0), (x1, y1) = route[at], route[at + 1]
        flat = y0 == y1
        a, b = (x0, x1) if flat else (y0, y1)
        before = after = 0
        if at > 0:
            before = _sign(route[at - 1][flat] - route[at][flat])
        if at < last:
            after = _sign(route[at + 2][flat] - route[at + 1][flat])
        if a <= b:
            made.append((flat, y0 if flat else x0, a, b, before, after))
        else:
            made.append((flat, y0 if flat else x0, b, a, after, before))
    return made


class Board:
    """The grid with its routed lines; each may be taken up and routed again."""

    def __init__(self, problem: Problem, cells: Cells) -> None:
        self.problem = problem
        self.width = 2 * cells.columns
        self.height = 2 * cells.rows
        self.column = cells.column[:]
        self.row = cells.row[:]
        self.rows = [0] * cells.rows
        self.columns = [0] * cells.columns
        for column, row in zip(cells.column, cells.row, strict=True):
            self.rows[row] |= 1 << column
            self.columns[column] |= 1 << row
        self.across: list[list[tuple[int, int, int, int]]] = [[] for _ in range(2 * cells.rows + 1)]
        self.along: list[list[tuple[int, int, int, int]]] = [[] for _ in range(2 * cells.columns + 1)]
        self.sides: dict[tuple[int, int], float] = {}
        self.routes: list[Route] = [()] * len(problem.ends)
        self.limit = 1000

    def route_all(self) -> None:
        """Route every edge, short ones first."""
        column, row = self.column, self.row
        ends, spine = self.problem.ends, self.problem.spine

        def far(edge: int) -> tuple[int, int, int]:
            source, target = ends[edge]
            dx, dy = abs(column[source] - column[target]), abs(row[source] - row[target])
            return ((dx > 0) + (dy > 0) + (source == target) - (edge in spine), dx + dy, edge)

        for edge in sorted(range(len(ends)), key=far):
            self.place(edge, self.best(edge)[1])

    def place(self, edge: int, route: Route) -> None:
        """Put a route on the board."""
        self.routes[edge] = route
        for flat, line, low, high, before, after in runs(route):
            (self.across if flat else self.along)[line].append((low, high, before, after))
        self._count_sides(edge, route, 1.0)

    def remove(self, edge: int) -> None:
        """Take a route off the board."""
        route = self.routes[edge]
        for flat, line, low, high, before, after in runs(route):
            (self.across if flat else self.along)[line].remove((low, high, before, after))
        self._count_sides(edge, route, -1.0)

    def _count_sides(self, edge: int, route: Route, sign: float) -> None:
        source, target = self.problem.ends[edge]
        weight = sign * (LABELLED if self.problem.texts[edge] else 1.0)
        for node, key in ((source, _side(route[0], route[1])), (target, _side(route[-1], route[-2]))):
            self.sides[node, key] = self.sides.get((node, key), 0.0) + weight

    def best(self, edge: int) -> tuple[float, Route]:
        """The cheapest route of an edge over the board as it is."""
        source, target = self.problem.ends[edge]
        options = sorted((self._price(edge, route), route) for route in self._options(source, target))
        best: tuple[float, Route] | None = None
        for price, route in options[: self.limit]:
            if best is not None and price >= best[0] - 1e-9:
                break
            cost = price + self.conflicts(route)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, route)
        assert best is not None
        return best

    def _price(self, edge: int, route: Route) -> float:
        source, target = self.problem.ends[edge]
        task = self.problem.task
        length = sum(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in pairwise(route))
        bends = len(route) - 2
        cost = BEND * bends * (1.8 if edge in self.problem.spine else 1.0) + LENGTH * length
        weight = LABELLED if self.problem.texts[edge] else 1.0
        out, into = _side(route[0], route[1]), _side(route[-1], route[-2])
        for node, side in ((source, out), (target, into)):
            busy = self.sides.get((node, side), 0.0)
            if busy:
                cost += busy * weight * (0.22 if task[node] else 0.5)
        if into == 1:
            cost += 0.25
        if edge not in self.problem.back and source != target:
            if out == 0:
                cost += 0.25
            ahead = self.column[target] - self.column[source]
            if ahead < (self.problem.lane[source] == self.problem.lane[target]):
                cost += BACKWARD
        return cost

    def cost(self, edge: int) -> float:
        """What a line that has been taken off the board costs on its old route."""
        return self._price(edge, self.routes[edge]) + self.conflicts(self.routes[edge])

    def take_out(self, edges: Sequence[int]) -> float:
        """Remove lines; what they cost together."""
        cost = 0.0
        for edge in edges:
            self.remove(edge)
            cost += self.cost(edge)
        return cost

    def put_in(self, edges: Sequence[int]) -> float:
        """Route lines anew; what they cost together."""
        cost = 0.0
        for edge in edges:
            price, route = self.best(edge)
            self.place(edge, route)
            cost += price
        return cost

    def refine(self, rounds: int = 2) -> None:
        """Take up each line and route it again beside all others, until none gets better."""
        for _ in range(rounds):
            gained = 0.0
            for edge in range(len(self.routes)):
                gained += self.take_out((edge,)) - self.put_in((edge,))
            if gained < 1e-6:
                break

    def total(self) -> float:
        """What all lines cost."""
        edges = range(len(self.routes))
        cost = self.take_out(edges)
        for edge in edges:
            self.place(edge, self.routes[edge])
        return cost

    def passing(self, column: int, row: int) -> list[int]:
        """Lines that run through a cell without ending in it."""
        x, y = 2 * column + 1, 2 * row + 1
        found = []
        for edge, route in enumerate(self.routes):
            for (x0, y0), (x1, y1) in pairwise(route):
                if (y0 == y1 == y and min(x0, x1) <= x <= max(x0, x1)) or (
                    x0 == x1 == x and min(y0, y1) <= y <= max(y0, y1)
                ):
                    found.append(edge)
                    break
        return found

    def shift(self, node: int, column: int, row: int) -> None:
        """Move a box to another cell; its lines and those that ran there have to be off the board."""
        self.rows[self.row[node]] &= ~(1 << self.column[node])
        self.columns[self.column[node]] &= ~(1 << self.row[node])
        self.column[node], self.row[node] = column, row
        self.rows[row] |= 1 << column
        self.columns[column] |= 1 << row

    def conflicts(self, route: Route) -> float:
        """What crossings and shared gaps with the lines on the board cost."""
        cost = 0.0
        for flat, line, low, high, before, after in runs(route):
            others = self.along if flat else self.across
            for at in range(low + 1, high):
                for start, end, _, _ in others[at]:
                    if start < line < end:
                        cost += CROSSING
            for start, end, first, final in (self.across if flat else self.along)[line]:
                if start < high and low < end:
                    right = after if high < end else -final if end < high else _sign(after - final)
                    left = before if low > start else -first if start > low else _sign(before - first)
                    cost += CROSSING if right * left < 0 else SHARED
        return cost

    def _free(self, flat: bool, line: int, a: int, b: int, skip: int) -> bool:
        """Whether no box stands on a piece of a line, but for those in `skip`."""
        if not line & 1:
            return True
        if a > b:
            a, b = b, a
        low, high = a >> 1, (b - 1) >> 1
        if high < low:
            return True
        mask = ((1 << (high - low + 1)) - 1) << low
        return not (self.rows if flat else self.columns)[line >> 1] & mask & ~skip

    def _options(self, source: int, target: int) -> Iterator[Route]:
        """Routes that touch no foreign box, from straight to four bends."""
        sx, sy = 2 * self.column[source] + 1, 2 * self.row[source] + 1
        tx, ty = 2 * self.column[target] + 1, 2 * self.row[target] + 1
        if source == target:
            for dx in (1, -1):
                for dy in (-1, 1):
                    yield ((sx, sy), (sx + dx, sy), (sx + dx, sy + dy), (sx, sy + dy), (sx, sy))
            return
        own_s_row, own_s_col = 1 << (sx >> 1), 1 << (sy >> 1)
        own_t_row, own_t_col = 1 << (tx >> 1), 1 << (ty >> 1)
        free = self._free
        if sy == ty:
            if free(True, sy, sx, tx, own_s_row | own_t_row):
                yield ((sx, sy), (tx, ty))
        elif sx == tx:
            if free(False, sx, sy, ty, own_s_col | own_t_col):
                yield ((sx, sy), (tx, ty))
        else:
            if free(True, sy, sx, tx, own_s_row) and free(False, tx, sy, ty, own_t_col):
                yield ((sx, sy), (tx, sy), (tx, ty))
            if free(False, sx, sy, ty, own_s_col) and free(True, ty, sx, tx, own_t_row):
                yield ((sx, sy), (sx, ty), (tx, ty))
        if sy != ty:
            low, high = (sx, tx) if sx < tx else (tx, sx)
            for x in range(max(0, low - 3), min(self.width, high + 3) + 1):
                if x in (sx, tx):
                    continue
                if free(True, sy, sx, x, own_s_row) and free(True, ty, x, tx, own_t_row) and free(False, x, sy, ty, 0):
                    yield ((sx, sy), (x, sy), (x, ty), (tx, ty))
        if sx != tx:
            low, high = (sy, ty) if sy < ty else (ty, sy)
            for y in range(max(0, low - 3), min(self.height, high + 3) + 1):
                if y in (sy, ty):
                    continue
                if free(False, sx, sy, y, own_s_col) and free(False, tx, y, ty, own_t_col) and free(True, y, sx, tx, 0):
                    yield ((sx, sy), (sx, y), (tx, y), (tx, ty))
        low, high = (sy, ty) if sy < ty else (ty, sy)
        gaps = [y for y in range(max(0, low - 3), min(self.height, high + 3) + 1) if not y & 1]
        for y in gaps:
            for x in (sx - 1, sx + 1):
                if free(False, tx, y, ty, own_t_col) and sx != tx:
                    yield ((sx, sy), (x, sy), (x, y), (tx, y), (tx, ty))
            for x in (tx - 1, tx + 1):
                if free(False, sx, sy, y, own_s_col) and sx != tx:
                    yield ((sx, sy), (sx, y), (x, y), (x, ty), (tx, ty))
            for x in (sx + 1, sx - 1):
                for z in (tx - 1, tx + 1):
                    if x != z:
                        yield ((sx, sy), (x, sy), (x, y), (z, y), (z, ty), (tx, ty))


def _side(end: tuple[int, int], following: tuple[int, int]) -> int:
    """The side at which a line meets its box: 0 left, 1 right, 2 top, 3 bottom."""
    if end[1] == following[1]:
        return 0 if following[0] < end[0] else 1
    return 2 if following[1] < end[1] else 3


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
