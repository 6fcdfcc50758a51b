"""One direction of a drawing: what moves in it, what moves as one, and what has to keep its distance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from frictionaudit.analysis.layout.lines import Key
from frictionaudit.analysis.layout.scene import Scene

BOX, LINE, TEXT, BORDER = range(4)
IN_LINE = 3.0
"""Pixels between a label and the end of the piece beside which it lies."""
ALIGNED = 0.3
AHEAD = 4.0
"""Pixels by which the middle of a step lies beyond that of the step before it in its lane."""


@dataclass
class Items:
    """What is moved along one axis, as columns: extents along it and across it, kind, and the part it moves with."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    near: list[float] = field(default_factory=list)
    far: list[float] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)

    def add(self, low: float, high: float, near: float, far: float, kind: int) -> int:
        """The number of a new item."""
        self.low.append(low)
        self.high.append(high)
        self.near.append(near)
        self.far.append(far)
        self.kind.append(kind)
        self.parent.append(len(self.parent))
        return len(self.parent) - 1

    def root(self, item: int) -> int:
        """The item that stands for the part this one moves with."""
        parent = self.parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def tie(self, one: int, other: int) -> None:
        """Let two items move as one."""
        a, b = self.root(one), self.root(other)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


@dataclass
class Axis:
    """The items of one direction, which of them belong to which lines and labels, and what pulls on what."""

    items: Items
    line: dict[Key, int]
    text: list[int]
    border: list[int]
    pulls: list[tuple[int, int, float]]
    bounds: list[tuple[int, int, float]]
    track: float
    kept: dict[int, float] = field(default_factory=dict)


def axis_of(scene: Scene, along: bool, kept: Mapping[int, tuple[float, float]]) -> Axis:
    """The axis along or across the flow; `kept` has the centres to which nodes return."""
    axis = Axis(Items(), {}, [], [], [], [], scene.problem.gaps.track)
    _boxes(scene, axis, along)
    _lines(scene, axis, along)
    _texts(scene, axis, along)
    if along:
        _forward(scene, axis)
    else:
        _lanes(scene, axis)
    side = 0 if along else 1
    for node, centre in kept.items():
        axis.kept[node] = centre[side] - (scene.x, scene.y)[side][node]
    if kept and not along:
        axis.kept[axis.border[0]] = -scene.borders[0]
    return axis


def _boxes(scene: Scene, axis: Axis, along: bool) -> None:
    problem = scene.problem
    main, cross = (scene.x, scene.y) if along else (scene.y, scene.x)
    size, other = (problem.w, problem.h) if along else (problem.h, problem.w)
    for node in range(problem.size):
        half, side = size[node] / 2, other[node] / 2
        axis.items.add(main[node] - half, main[node] + half, cross[node] - side, cross[node] + side, BOX)


def _lines(scene: Scene, axis: Axis, along: bool) -> None:
    """Pieces across the axis are items, tied to the boxes they meet; pieces along it pull their ends together."""
    problem, run = scene.problem, scene.pieces.run
    points = [scene.points(edge) for edge in range(len(problem.ends))]
    for key, piece in run.items():
        if piece[0] != along:
            a, b = points[key[0]][key[1]], points[key[0]][key[1] + 1]
            low, high = sorted((a[along], b[along]))
            item = axis.line[key] = axis.items.add(scene.at[key], scene.at[key], low, high, LINE)
            for node, turn in zip(_boxes_at(scene, key), (piece[4], piece[5]), strict=True):
                if turn == 0:
                    axis.items.tie(item, node)
    for key, piece in run.items():
        if piece[0] == along:
            low_end, high_end = _ends(scene, axis, key)
            axis.pulls.append((low_end, high_end, 2.0 if key[0] in problem.spine else 1.0))
            if piece[4] == 0 or piece[5] == 0:
                axis.bounds.append((low_end, high_end, problem.gaps.arrow))


def _boxes_at(scene: Scene, key: Key) -> tuple[int, int]:
    """The boxes of an edge, in the order in which a piece of it runs."""
    source, target = scene.problem.ends[key[0]]
    return (source, target) if scene.pieces.upward[key] > 0 else (target, source)


def _ends(scene: Scene, axis: Axis, key: Key) -> tuple[int, int]:
    """The items at the two ends of a piece along the axis: boxes, or the pieces that go on from there."""
    piece, step = scene.pieces.run[key], scene.pieces.upward[key]
    first, last = _boxes_at(scene, key)
    low = first if piece[4] == 0 else axis.line[key[0], key[1] - step]
    high = last if piece[5] == 0 else axis.line[key[0], key[1] + step]
    return low, high


def _texts(scene: Scene, axis: Axis, along: bool) -> None:
    """Labels move with their box or with the piece beside which they lie, or along it between its ends."""
    for text in scene.texts:
        xs, ys = (text.x, text.x + text.w), (text.y, text.y + text.h)
        item = axis.items.add(*xs, *ys, TEXT) if along else axis.items.add(*ys, *xs, TEXT)
        axis.text.append(item)
        key = text.beside
        if key is None:
            axis.items.tie(item, text.node)
        elif scene.pieces.run[key][0] != along:
            axis.items.tie(item, axis.line[key])
        else:
            low, high = _ends(scene, axis, key)
            axis.bounds += [(low, item, IN_LINE), (item, high, IN_LINE)]
            axis.pulls.append((low, item, 0.5) if scene.pieces.upward[key] > 0 else (item, high, 0.5))


def _forward(scene: Scene, axis: Axis) -> None:
    """What leads on stays ahead; boxes of a column would like to stay one above the other."""
    problem = scene.problem
    above: dict[int, int] = {}
    for node in sorted(range(problem.size), key=lambda node: scene.rows[node]):
        column = scene.columns[node]
        if column in above:
            axis.pulls.append((above[column], node, ALIGNED))
        above[column] = node
    for edge, (source, target) in enumerate(problem.ends):
        if edge not in problem.back and source != target:
            ahead = AHEAD if problem.lane[source] == problem.lane[target] else 0.0
            axis.bounds.append((source, target, ahead - (problem.w[source] + problem.w[target]) / 2))


def _lanes(scene: Scene, axis: Axis) -> None:
    """Borders are items that nothing passes, with room for the lane's name; the boxes of a row move as one."""
    for y in scene.borders:
        axis.border.append(axis.items.add(y, y, -1e9, 1e9, BORDER))
    for (above, below), head in zip(pairwise(axis.border), scene.problem.heads, strict=False):
        axis.bounds.append((above, below, head))
    first: dict[int, int] = {}
    for node, row in enumerate(scene.rows):
        axis.items.tie(node, first.setdefault(row, node))
