"""A grid with its lines: each takes the way that bends and crosses least, and may be taken up and routed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.analysis.layout.grid import Cells
from frictionaudit.analysis.layout.problem import Problem
from frictionaudit.analysis.layout.tracks import Tracks
from frictionaudit.analysis.layout.ways import Corner, Free, Route, length, side, touches, ways

BEND = 1.0
SPINE_BEND = 1.8
LENGTH = 0.03
BACKWARD, FURTHER_BACK = 4.5, 1.2
LABELLED = 1.5
TASK_SIDE, SMALL_SIDE = 0.22, 0.5
TASK_PORTS, SMALL_PORTS, FULL = 12, 6, 8.0
AGAINST = 0.25


class Board:
    """The cells of all boxes, and the lines between them; costs are in bends."""

    def __init__(self, problem: Problem, cells: Cells) -> None:
        self.problem = problem
        self.limits = (2 * cells.columns, 2 * cells.rows)
        self.column = cells.column[:]
        self.row = cells.row[:]
        self.rows = [0] * cells.rows
        self.columns = [0] * cells.columns
        for column, row in zip(self.column, self.row, strict=True):
            self.rows[row] |= 1 << column
            self.columns[column] |= 1 << row
        self.tracks = Tracks(self.limits)
        self.sides: dict[tuple[int, int], float] = {}
        self.routes: list[Route] = [()] * len(problem.ends)
        self.banned: dict[int, set[Route]] = {}

    def route_all(self) -> None:
        """Route every edge, the main path and short ones first."""
        spine = self.problem.spine
        self.put_in(sorted(range(len(self.routes)), key=lambda edge: (edge not in spine, *self.distance(edge), edge)))

    def clear(self) -> None:
        """Take all lines off the board."""
        for edge in range(len(self.routes)):
            self.remove(edge)

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

    def take_out(self, edges: Sequence[int]) -> float:
        """Remove lines; what they cost together."""
        cost = 0.0
        for edge in edges:
            self.remove(edge)
            route = self.routes[edge]
            cost += self._fixed(edge, len(route) - 2) + LENGTH * length(route) + self._sides(edge, route)
            cost += self.tracks.conflicts(route, 1e9)
        return cost

    def put_in(self, edges: Sequence[int]) -> float:
        """Route these lines again, and return their total cost."""
        cost = 0.0
        for edge in edges:
            price, route = self.best(edge)
            cost += price
            self.place(edge, route)
        return cost

    def place(self, edge: int, route: Route) -> None:
        """Put a line on the board."""
        self.routes[edge] = route
        self.tracks.add(route)
        self._count(edge, route, 1.0)

    def remove(self, edge: int) -> None:
        """Take a line off the board."""
        route = self.routes[edge]
        self.tracks.remove(route)
        self._count(edge, route, -1.0)

    def shift(self, node: int, column: int, row: int) -> None:
        """Move a box to another cell; its lines and those that ran there have to be off the board."""
        self.rows[self.row[node]] &= ~(1 << self.column[node])
        self.columns[self.column[node]] &= ~(1 << self.row[node])
        self.column[node], self.row[node] = column, row
        self.rows[row] |= 1 << column
        self.columns[column] |= 1 << row

    def passing(self, column: int, row: int) -> list[int]:
        """Lines that run through a cell."""
        x, y = 2 * column + 1, 2 * row + 1
        return [edge for edge, route in enumerate(self.routes) if touches(route, x, y)]

    def distance(self, edge: int) -> tuple[int, int]:
        """How far apart the ends of an edge are: in how many directions, in how many cells."""
        source, target = self.problem.ends[edge]
        dx, dy = abs(self.column[source] - self.column[target]), abs(self.row[source] - self.row[target])
        return (dx > 0) + (dy > 0), dx + dy

    def straight(self, edge: int) -> Iterator[Route]:
        """The way of an edge without a bend, if there is one."""
        source, target = self.problem.ends[edge]
        return next(ways(self._corner(source), self._corner(target), self.limits, self._free(source, target)))

    def _corner(self, node: int) -> Corner:
        return 2 * self.column[node] + 1, 2 * self.row[node] + 1

    def best(self, edge: int) -> tuple[float, Route]:
        """The cheapest way for an edge over the board as it is, and what it costs."""
        source, target = self.problem.ends[edge]
        start, end = self._corner(source), self._corner(target)
        banned = self.banned.get(edge, ())
        least = LENGTH * (abs(start[0] - end[0]) + abs(start[1] - end[1]))
        price: float = 1e9
        chosen: Route = ()
        for bends, options in enumerate(ways(start, end, self.limits, self._free(source, target))):
            fixed = self._fixed(edge, bends)
            if fixed + least >= price:
                break
            for base, route in sorted(
                (fixed + LENGTH * length(route), route) for route in options if route not in banned
            ):
                if base >= price:
                    break
                cost = base + self._sides(edge, route)
                if cost < price:
                    cost += self.tracks.conflicts(route, price - cost)
                    if cost < price - 1e-9:
                        price, chosen = cost, route
        return price, chosen

    def _free(self, source: int, target: int) -> Free:
        rows, columns = self.rows, self.columns
        ends = ((self.column[source], self.row[source]), (self.column[target], self.row[target]))

        def free(flat: bool, line: int, a: int, b: int) -> bool:
            if not line & 1:
                return True
            low, high = ((a >> 1), (b - 1) >> 1) if a < b else ((b >> 1), (a - 1) >> 1)
            if high < low:
                return True
            place = line >> 1
            busy = (rows if flat else columns)[place] & (((1 << (high - low + 1)) - 1) << low)
            if busy:
                for column, row in ends:
                    if (row if flat else column) == place:
                        busy &= ~(1 << (column if flat else row))
            return not busy

        return free

    def _fixed(self, edge: int, bends: int) -> float:
        """What a line costs wherever it runs."""
        source, target = self.problem.ends[edge]
        cost = bends * (SPINE_BEND if edge in self.problem.spine else BEND)
        if edge not in self.problem.back and source != target:
            least = self.problem.lane[source] == self.problem.lane[target]
            behind = self.column[source] + least - self.column[target]
            if behind > 0:
                cost += BACKWARD + FURTHER_BACK * behind
        return cost

    def _sides(self, edge: int, route: Route) -> float:
        """What it costs to share the side of a box, to leave it backwards or to enter it from behind."""
        source, target = self.problem.ends[edge]
        weight = LABELLED if self.problem.texts[edge] else 1.0
        out, into = side(route[0], route[1]), side(route[-1], route[-2])
        cost = 0.0
        for node, key in ((source, out), (target, into)):
            busy = self.sides.get((node, key), 0.0)
            if busy:
                task = self.problem.task[node]
                cost += busy * weight * (TASK_SIDE if task else SMALL_SIDE)
                if busy > (TASK_PORTS if task else SMALL_PORTS):
                    cost += FULL * weight
        if into == 1:
            cost += AGAINST
        if out == 0 and edge not in self.problem.back:
            cost += AGAINST
        return cost

    def _count(self, edge: int, route: Route, amount: float) -> None:
        source, target = self.problem.ends[edge]
        weight = amount * (LABELLED if self.problem.texts[edge] else 1.0)
        for key in ((source, side(route[0], route[1])), (target, side(route[-1], route[-2]))):
            self.sides[key] = self.sides.get(key, 0.0) + weight
