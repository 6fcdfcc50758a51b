"""The layout as a whole: from a sketch to coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from frictionaudit.analysis.layout.board import Board
from frictionaudit.analysis.layout.compaction import close_up
from frictionaudit.analysis.layout.grid import Grid, cells
from frictionaudit.analysis.layout.improve import improved
from frictionaudit.analysis.layout.labels import label
from frictionaudit.analysis.layout.lane_order import fewest_crossings
from frictionaudit.analysis.layout.memory import TOLERANCES, askew, moved, remembered
from frictionaudit.analysis.layout.problem import Problem, problem
from frictionaudit.analysis.layout.quality import quality
from frictionaudit.analysis.layout.scene import Scene
from frictionaudit.analysis.layout.seed import placed
from frictionaudit.analysis.layout.sketch import PlacedLabel, Placement, Point, Sketch
from frictionaudit.analysis.layout.spread import spread

MARGIN = 12.0
MOVED = 2.0
LARGE = 400
SMALL = 100
"""Steps up to which even the quick placement routes each line a second time, beside all others."""
TITLE = 30.0
"""Pixels at the start of each lane for its name."""


def lay_out(
    sketch: Sketch,
    *,
    horizontal: bool = True,
    effort: int | None = None,
    lane_order: Literal["page", "fewest-crossings"] = "page",
    start: Mapping[str, Point] | None = None,
) -> Placement:
    """Coordinates for a sketch; the same sketch gets the same coordinates.

    `horizontal` lets the flow run from left to right, else from top to bottom. `effort` is how many moves the search
    for a better drawing may try: by default enough for the size, 0 for the quick placement. Lanes keep the order of
    the page unless `lane_order` asks for fewer crossings. `start` has the top left corners of an earlier drawing, by
    node, which this one keeps where it can.
    """
    if lane_order == "fewest-crossings":
        sketch = replace(sketch, lanes=fewest_crossings(sketch))
    task = problem(sketch, horizontal)
    moves = _moves(task.size) if effort is None else effort
    kept = _centres(sketch, task, start or {}, horizontal)
    grids = _remembered(task, kept, moves) if kept else improved(task, placed(task), moves)
    scenes = [drawn(task, grid, kept, thorough=moves > 0) for grid in grids]

    def rank(crowded: int, scene: Scene) -> tuple[int, float]:
        return crowded, quality(scene) + MOVED * moved(scene, kept)

    _, best = min(scenes, key=lambda pair: rank(*pair)) if len(scenes) > 1 else scenes[0]
    return _placement(sketch, best, horizontal, bool(kept))


def _moves(size: int) -> int:
    """Moves that polish a drawing of this size within seconds."""
    return min(30 * size, 1800) if size <= LARGE else 0


def _remembered(task: Problem, kept: Mapping[int, Point], effort: int) -> list[Grid]:
    """Grids in the order of an earlier drawing, with the best cells for what is new."""
    grids: list[Grid] = []
    for tolerance in TOLERANCES:
        grid, new = remembered(task, kept, tolerance)
        if grid not in grids:
            grids.append(improved(task, grid, effort if new else 0, movable=new)[0])
    return grids


def _centres(
    sketch: Sketch, task: Problem, start: Mapping[str, Point], horizontal: bool
) -> dict[int, tuple[float, float]]:
    """Centres of the nodes that an earlier drawing had, along and across the flow."""
    centres = {}
    for at, node in enumerate(sketch.nodes):
        if node.id in start:
            x, y = start[node.id] if horizontal else start[node.id][::-1]
            centres[at] = (x + task.w[at] / 2, y + task.h[at] / 2)
    return centres


def drawn(
    task: Problem,
    grid: Grid,
    kept: Mapping[int, tuple[float, float]] | None = None,
    tries: int = 5,
    thorough: bool = True,
) -> tuple[int, Scene]:
    """A grid with routes, labels and coordinates: how many labels have no room, and the scene.

    Where a label finds no room, its line takes another way. `thorough` routes each line a second time
    at any size, and closes up twice.
    """
    table = cells(task, grid)
    board = Board(task, table)
    best: tuple[int, Scene] | None = None
    for edge in askew(task, grid, kept or {}):
        board.banned[edge] = set(board.straight(edge))
    for attempt in range(tries):
        board.route_all()
        if thorough or task.size <= SMALL:
            board.refine()
        scene = spread(task, table, board.routes, 1 + attempt)
        crowded = label(scene)
        if best is None or len(crowded) < best[0]:
            close_up(scene, 2 if thorough else 1, kept)
            best = (len(crowded), scene)
        if not crowded:
            break
        for text in crowded:
            edges = (text.edge,) if text.edge >= 0 else task.incident[text.node]
            for edge in edges:
                board.banned.setdefault(edge, set()).add(board.routes[edge])
        board.clear()
    assert best is not None
    return best


def _placement(sketch: Sketch, scene: Scene, horizontal: bool, kept: bool) -> Placement:
    """The scene in the coordinates of the drawing, from its top left corner."""
    task = scene.problem
    lines = [scene.points(edge) for edge in range(len(task.ends))]
    xs = [
        *(x - w / 2 for x, w in zip(scene.x, task.w, strict=True)),
        *(point[0] for line in lines for point in line),
        *(text.x for text in scene.texts),
    ]
    ends = [
        *(x + w / 2 for x, w in zip(scene.x, task.w, strict=True)),
        *(point[0] for line in lines for point in line),
        *(text.x + text.w for text in scene.texts),
    ]
    left = min(xs, default=0.0) - MARGIN - TITLE
    top = scene.borders[0]
    if kept:
        left, top = min(left, 0.0), min(top, 0.0)
    width = max(ends, default=0.0) + MARGIN - left
    height = scene.borders[-1] - top

    def turn(x: float, y: float) -> Point:
        x, y = round(x - left, 2), round(y - top, 2)
        return (x, y) if horizontal else (y, x)

    def size(w: float, h: float) -> tuple[float, float]:
        return (w, h) if horizontal else (h, w)

    nodes = {
        node.id: turn(scene.x[at] - task.w[at] / 2, scene.y[at] - task.h[at] / 2)
        for at, node in enumerate(sketch.nodes)
    }
    edges = {edge.id: tuple(turn(*point) for point in lines[at]) for at, edge in enumerate(sketch.edges)}
    labels = tuple(
        PlacedLabel(
            sketch.edges[text.edge].id if text.edge >= 0 else sketch.nodes[text.node].id,
            "edge" if text.edge >= 0 else "node",
            *turn(text.x, text.y),
            *size(text.w, text.h),
        )
        for text in scene.texts
    )
    lanes = {
        lane: (
            *turn(left, scene.borders[at]),
            *size(round(width, 2), round(scene.borders[at + 1] - scene.borders[at], 2)),
        )
        for at, lane in enumerate(sketch.lanes)
    }
    w, h = size(round(width, 2), round(height, 2))
    return Placement(w, h, nodes, edges, labels, lanes)
