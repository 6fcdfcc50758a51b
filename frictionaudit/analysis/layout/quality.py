"""How good a finished drawing is: crossings, bends, how straight the main path runs, and its size on a sheet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.layout.scene import Scene


def quality(scene: Scene) -> float:
    """Less is better; in bends, roughly."""
    problem = scene.problem
    flat: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    bends = 0.0
    lines = [scene.points(edge) for edge in range(len(problem.ends))]
    for edge, points in enumerate(lines):
        bends += (len(points) - 2) * (1.8 if edge in problem.spine else 1.0)
        for at in range(len(points) - 1):
            (x0, y0), (x1, y1) = points[at], points[at + 1]
            if scene.pieces.run[edge, at][0]:
                flat.append((y0, min(x0, x1), max(x0, x1)))
            else:
                upright.append((x0, min(y0, y1), max(y0, y1)))
    w, h = size(scene)
    boxes = sum(a * b for a, b in zip(problem.w, problem.h, strict=True))
    return 3.0 * crossings(np.array(flat), np.array(upright)) + bends + _size_cost(len(lines), w, h, boxes)


def _size_cost(edges: int, w: float, h: float, boxes: float) -> float:
    heavy = 1.0 + edges / 30
    return heavy * (0.5 * w * h / max(boxes, 1.0) + 0.8 * max(w / 277, h / 190))


def crossings(flat: NDArray[np.float64], upright: NDArray[np.float64]) -> int:
    """Points in which a horizontal piece crosses an upright one; touching ends do not count."""
    if not len(flat) or not len(upright):
        return 0
    y, x0, x1 = (flat[:, at, None] for at in range(3))
    x, y0, y1 = (upright[None, :, at] for at in range(3))
    return int(((x0 + 0.5 < x) & (x < x1 - 0.5) & (y0 + 0.5 < y) & (y < y1 - 0.5)).sum())


def size(scene: Scene) -> tuple[float, float]:
    """Width and height of a drawing, without the names of its lanes."""
    problem = scene.problem
    xs = [x - w / 2 for x, w in zip(scene.x, problem.w, strict=True)]
    ends = [x + w / 2 for x, w in zip(scene.x, problem.w, strict=True)]
    for edge in range(len(problem.ends)):
        for x, _ in scene.points(edge):
            xs.append(x)
            ends.append(x)
    xs.extend(text.x for text in scene.texts)
    ends.extend(text.x + text.w for text in scene.texts)
    return max(ends, default=0.0) - min(xs, default=0.0), scene.borders[-1] - scene.borders[0]
