"""A drawing in the making: boxes, straight pieces and labels with coordinates, which later steps move."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from frictionaudit.analysis.layout.lines import Key, Pieces
from frictionaudit.analysis.layout.problem import Problem


@dataclass
class Text:
    """A label: whose it is, its corner and size, and the piece beside which it lies (none: at its node)."""

    edge: int
    node: int
    x: float
    y: float
    w: float
    h: float
    beside: Key | None = None


@dataclass
class Scene:
    """Centres of nodes, the fixed coordinate of each piece, the borders of the lanes from the first to the last."""

    problem: Problem
    pieces: Pieces
    x: list[float]
    y: list[float]
    at: dict[Key, float]
    borders: list[float]
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def points(self, edge: int) -> list[tuple[float, float]]:
        """The polyline of an edge, from the border of its source to the border of its target."""
        run = self.pieces.run
        source, target = self.problem.ends[edge]
        made: list[tuple[float, float]] = []
        last = 0
        while (edge, last + 1) in run:
            last += 1
        for at in range(last + 1):
            key = (edge, at)
            flat = run[key][0]
            fixed = self.at[key]
            if at == 0:
                made.append(self._port(source, key, flat, fixed, starts=True))
            if at < last:
                other = self.at[edge, at + 1]
                made.append((other, fixed) if flat else (fixed, other))
            else:
                made.append(self._port(target, key, flat, fixed, starts=False))
        return made

    def _port(self, node: int, key: Key, flat: bool, fixed: float, starts: bool) -> tuple[float, float]:
        """Where a line meets the outline of its box."""
        forwards = self.pieces.upward[key] > 0
        sign = 1 if forwards == starts else -1
        half_w, half_h = self.problem.w[node] / 2, self.problem.h[node] / 2
        if flat:
            return self.x[node] + sign * self._reach(node, half_w, half_h, fixed - self.y[node]), fixed
        return fixed, self.y[node] + sign * self._reach(node, half_h, half_w, fixed - self.x[node])

    def _reach(self, node: int, reach: float, half: float, aside: float) -> float:
        if self.problem.task[node] or not half:
            return reach
        aside = min(abs(aside) / half, 1.0)
        if self.problem.diamond[node]:
            return reach * (1 - aside)
        return reach * math.sqrt(1 - aside * aside)
