"""Where labels lie: at their box, or near the source beside a stretch of their own line, clear of everything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.layout.lines import Key
from frictionaudit.analysis.layout.scene import Scene, Text

Rect = tuple[float, float, float, float]
CLEAR = 3.0
"""Pixels between a label and the box that it belongs to."""
THIN = 1.0
"""Half the width of a line: beyond it nothing may lie between a label and its line."""
Option = tuple[Rect, Rect, Key | None]
"""Where a label can lie, what has to be clear for it, and the piece beside which it lies (none: at its node)."""


class Obstacles:
    """Rectangles that a label must not touch, with the edge they belong to (-1: none)."""

    def __init__(self, scene: Scene) -> None:
        problem = scene.problem
        rows: list[tuple[float, float, float, float, float]] = []
        for node in range(problem.size):
            w, h = problem.w[node] / 2, problem.h[node] / 2
            rows.append((scene.x[node] - w, scene.y[node] - h, scene.x[node] + w, scene.y[node] + h, -1))
        for edge in range(len(problem.ends)):
            points = scene.points(edge)
            for (x0, y0), (x1, y1) in pairwise(points):
                rows.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), edge))
        rows.extend((-1e9, y, 1e9, y, -1) for y in scene.borders)
        self.used = len(rows)
        self.table: NDArray[np.float64] = np.zeros((2 * len(rows) + 16, 5))
        self.table[: self.used] = rows

    def add(self, rect: Rect) -> None:
        """A label that lies there from now on."""
        if self.used == len(self.table):
            self.table = np.vstack([self.table, np.zeros_like(self.table)])
        self.table[self.used] = (*rect, -1)
        self.used += 1

    def clear(self, rect: Rect) -> bool:
        """Whether nothing touches a rectangle."""
        table = self.table[: self.used]
        x0, y0, x1, y1 = rect
        hit = (table[:, 0] < x1) & (table[:, 2] > x0) & (table[:, 1] < y1) & (table[:, 3] > y0)
        return not bool(hit.any())


def label(scene: Scene) -> list[Text]:
    """Place all labels of a scene; those that found no room of their own."""
    obstacles = Obstacles(scene)
    scene.texts = []
    crowded: list[Text] = []
    problem = scene.problem
    for node, size in enumerate(problem.names):
        if size is not None:
            _put(scene, obstacles, -1, node, _at_node(scene, node, size), crowded)
    for edge, size in enumerate(problem.texts):
        if size is not None:
            _put(scene, obstacles, edge, -1, _at_edge(scene, edge, size), crowded)
    return crowded


def _put(
    scene: Scene,
    obstacles: Obstacles,
    edge: int,
    node: int,
    options: Iterator[Option],
    crowded: list[Text],
) -> None:
    first: Option | None = None
    for option in options:
        first = first or option
        if obstacles.clear(option[1]):
            break
    else:
        assert first is not None
        option = first
    rect, room, beside = option
    x0, y0, x1, y1 = rect
    text = Text(edge, node, x0, y0, x1 - x0, y1 - y0, beside)
    if not obstacles.clear(room):
        crowded.append(text)
    obstacles.add(rect)
    scene.texts.append(text)


def _at_node(scene: Scene, node: int, size: tuple[float, float]) -> Iterator[Option]:
    w, h = size
    x, y = scene.x[node], scene.y[node]
    half_w, half_h = scene.problem.w[node] / 2, scene.problem.h[node] / 2
    below, above = y + half_h + CLEAR, y - half_h - CLEAR - h
    corners = [(x - w / 2, top) for top in (below, above)]
    corners += [(left, top) for top in (below, above) for left in (x + 4, x - 4 - w, x + half_w, x - half_w - w)]
    corners += [
        (left, top) for left in (x + half_w + CLEAR, x - half_w - CLEAR - w) for top in (y - h / 2, y + 4, y - 4 - h)
    ]
    for left, top in corners:
        rect = (left, top, left + w, top + h)
        yield rect, rect, None


def _at_edge(scene: Scene, edge: int, size: tuple[float, float]) -> Iterator[Option]:
    w, h = size
    clear = scene.problem.gaps.label
    points = scene.points(edge)
    for at, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        key = (edge, at)
        length = abs(x1 - x0) + abs(y1 - y0)
        if scene.pieces.run[key][0]:
            sign = 1 if x1 > x0 else -1
            for part in (0.0, 0.15, 0.3, 0.5, 0.7, 1.0):
                slack = length - w - 8
                if slack < 0:
                    break
                near = x0 + sign * (4 + part * slack)
                left = near if sign > 0 else near - w
                right = left + w
                above, below = y0 - clear, y0 + clear
                yield (left, above - h, right, above), (left, above - h, right, y0 - THIN), key
                yield (left, below, right, below + h), (left, y0 + THIN, right, below + h), key
        else:
            sign = 1 if y1 > y0 else -1
            for part in (0.0, 0.15, 0.3, 0.5, 0.7, 1.0):
                slack = length - h - 8
                if slack < 0:
                    break
                near = y0 + sign * (4 + part * slack)
                top = near if sign > 0 else near - h
                bottom = top + h
                before, after = x0 - clear - 1, x0 + clear + 1
                yield (after, top, after + w, bottom), (x0 + THIN, top, after + w, bottom), key
                yield (before - w, top, before, bottom), (before - w, top, x0 - THIN, bottom), key
    (x0, y0), (x1, y1) = points[0], points[1]
    rect = ((x0 + x1 - w) / 2, y0 - h - clear, (x0 + x1 + w) / 2, y0 - clear)
    yield rect, rect, (edge, 0)
