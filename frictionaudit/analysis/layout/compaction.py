"""Closing up: everything moves together as far as what lies between allows, first along the flow, then across it.

One-dimensional compaction by difference constraints, as in VLSI design: what overlaps in the other direction keeps its
order and its distance, what belongs together moves as one. A longest-path pass finds the smallest size; after it each
part moves to where its lines are shortest within the room it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.layout.lines import Key
from frictionaudit.analysis.layout.scene import Scene

NODE, LINE, TEXT, BORDER = range(4)

APART = np.array(
    [
        # box, line, label, border: pixels between the first and the second
        [26.0, 12.0, 4.0, 12.0],
        [12.0, 10.0, 4.0, 8.0],
        [4.0, 4.0, 4.0, 4.0],
        [12.0, 8.0, 4.0, 30.0],
    ]
)
NEAR = np.array(
    [
        # within so many pixels in the other direction two things still keep their order
        [14.0, 9.0, 3.0, 0.0],
        [9.0, 7.0, 3.0, 0.0],
        [3.0, 3.0, 3.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
    ]
)
ARROW = 16.0
_FAR = 1e6


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
    kept: dict[int, float] = field(default_factory=dict)


def close_up(scene: Scene, rounds: int = 2, kept: Mapping[int, tuple[float, float]] | None = None) -> None:
    """Compact a scene along and across the flow; what was correct stays correct.

    `kept` has the centres of nodes in an earlier drawing: they return there, or come to lie behind it where something
    needs the room.
    """
    for _ in range(5 if kept else rounds):
        for flat in (True, False):
            axis = _axis(scene, along=flat)
            if kept:
                axis.kept.update(
                    {node: centre[not flat] - (scene.x, scene.y)[not flat][node] for node, centre in kept.items()}
                )
                if not flat:
                    axis.kept[axis.border[0]] = -scene.borders[0]
            _move(scene, axis, _solved(axis), along=flat)


def _axis(scene: Scene, along: bool) -> Axis:
    problem, run = scene.problem, scene.pieces.run
    items = Items()
    main, cross = (scene.x, scene.y) if along else (scene.y, scene.x)
    size, other = (problem.w, problem.h) if along else (problem.h, problem.w)
    for node in range(problem.size):
        half, side = size[node] / 2, other[node] / 2
        items.add(main[node] - half, main[node] + half, cross[node] - side, cross[node] + side, NODE)
    line: dict[Key, int] = {}
    points = [scene.points(edge) for edge in range(len(problem.ends))]
    for key, piece in run.items():
        if piece[0] != along:
            a, b = points[key[0]][key[1]], points[key[0]][key[1] + 1]
            low, high = (a[along], b[along]) if a[along] <= b[along] else (b[along], a[along])
            line[key] = items.add(scene.at[key], scene.at[key], low, high, LINE)
    axis = Axis(items, line, [], [], [], [])
    for key, piece in run.items():
        forwards = scene.pieces.upward[key] > 0
        source, target = problem.ends[key[0]]
        ends = (source, target) if forwards else (target, source)
        if piece[0] != along:
            for node, turn in zip(ends, (piece[4], piece[5]), strict=True):
                if turn == 0:
                    items.tie(line[key], node)
        else:
            step = scene.pieces.upward[key]
            low = ends[0] if piece[4] == 0 else line[key[0], key[1] - step]
            high = ends[1] if piece[5] == 0 else line[key[0], key[1] + step]
            axis.pulls.append((low, high, 2.0 if key[0] in problem.spine else 1.0))
            if piece[4] == 0 or piece[5] == 0:
                axis.bounds.append((low, high, ARROW))
    _texts(scene, axis, along)
    if along:
        for edge, (source, target) in enumerate(problem.ends):
            if edge not in problem.back and source != target:
                reach = (problem.w[source] + problem.w[target]) / 2
                axis.bounds.append(
                    (source, target, (4.0 if problem.lane[source] == problem.lane[target] else 0.0) - reach)
                )
    if not along:
        for y in scene.borders:
            axis.border.append(items.add(y, y, -1e9, 1e9, BORDER))
        first: dict[int, int] = {}
        for node, row in enumerate(scene.rows):
            items.tie(node, first.setdefault(row, node))
    return axis


def _texts(scene: Scene, axis: Axis, along: bool) -> None:
    problem, items = scene.problem, axis.items
    for text in scene.texts:
        xs, ys = (text.x, text.x + text.w), (text.y, text.y + text.h)
        item = items.add(*xs, *ys, TEXT) if along else items.add(*ys, *xs, TEXT)
        axis.text.append(item)
        if text.beside is None:
            items.tie(item, text.node)
            continue
        key = text.beside
        piece = scene.pieces.run[key]
        if piece[0] != along:
            items.tie(item, axis.line[key])
            continue
        step = scene.pieces.upward[key]
        source, target = problem.ends[text.edge]
        ends = (source, target) if step > 0 else (target, source)
        low = ends[0] if piece[4] == 0 else axis.line[key[0], key[1] - step]
        high = ends[1] if piece[5] == 0 else axis.line[key[0], key[1] + step]
        axis.bounds.append((low, item, 3.0))
        axis.bounds.append((item, high, 3.0))
        axis.pulls.append((low, item, 0.5) if step > 0 else (item, high, 0.5))


def _constraints(axis: Axis) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Pairs of parts and how much further than the first the second has to move, at least (at most 0 as drawn)."""
    items = axis.items
    low, high = np.array(items.low), np.array(items.high)
    near, far = np.array(items.near), np.array(items.far)
    kind = np.array(items.kind)
    root = np.array([items.root(item) for item in range(len(low))])
    order = np.argsort(low + high, kind="stable")
    low, high, near, far, kind, root = (column[order] for column in (low, high, near, far, kind, root))
    slack = NEAR[kind[:, None], kind[None, :]]
    facing = (near[:, None] - slack < far[None, :]) & (near[None, :] - slack < far[:, None])
    facing &= root[:, None] != root[None, :]
    one, other = np.nonzero(np.triu(facing, 1))
    gap = low[other] - high[one]
    wanted = np.minimum(APART[kind[one], kind[other]], gap)
    source, target, least = root[one], root[other], wanted - gap
    if axis.bounds:
        a, b, apart = (np.array(column) for column in zip(*axis.bounds, strict=True))
        gap = np.array(items.low)[b] - np.array(items.high)[a]
        roots = np.array([items.root(item) for item in range(len(items.low))])
        a, b, least_b = roots[a], roots[b], np.minimum(apart, gap) - gap
        keep = a != b
        source, target = np.concatenate([source, a[keep]]), np.concatenate([target, b[keep]])
        least = np.concatenate([least, least_b[keep]])
    return source, target, least


def _solved(axis: Axis) -> NDArray[np.float64]:
    """How far each part moves: the smallest size, then the shortest lines within it."""
    items = axis.items
    size = len(items.low)
    if not size:
        return np.zeros(0)
    source, target, least = _constraints(axis)
    roots = np.array([items.root(item) for item in range(size)], dtype=np.intp)
    low, high = np.array(items.low), np.array(items.high)
    start = np.full(size, np.inf)
    np.minimum.at(start, roots, low)
    shift = np.where(np.isinf(start), 0.0, low.min() - start)
    if axis.kept:
        shift -= _FAR
        for item, wanted in axis.kept.items():
            shift[roots[item]] = max(shift[roots[item]], wanted)
    for _ in range(size + 2):
        wanted = shift.copy()
        np.maximum.at(wanted, target, shift[source] + least)
        if np.array_equal(wanted, shift):
            break
        shift = wanted
    floating = shift < -_FAR / 2
    if axis.kept:
        shift = _latest(shift, floating, source, target, least)
    width = (high + shift[roots]).max()
    ceiling = np.full(size, np.inf)
    np.minimum.at(ceiling, roots, width - high)
    floor = np.full(size, -np.inf) if axis.kept else low.min() - np.where(np.isinf(start), low, start)
    _shorten(axis, roots, shift, floor, ceiling, (source, target, least))
    moved: NDArray[np.float64] = shift[roots]
    return moved


def _latest(
    shift: NDArray[np.float64],
    floating: NDArray[np.bool_],
    source: NDArray[np.intp],
    target: NDArray[np.intp],
    least: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Parts that nothing holds from before come as close as they may to what follows them."""
    late = np.where(floating, np.inf, shift)
    for _ in range(len(shift) + 2):
        wanted = late.copy()
        free = floating[source]
        np.minimum.at(wanted, source[free], late[target[free]] - least[free])
        if np.array_equal(wanted, late):
            break
        late = wanted
    return np.where(np.isinf(late), 0.0, late)


def _shorten(
    axis: Axis,
    roots: NDArray[np.intp],
    shift: NDArray[np.float64],
    floor: NDArray[np.float64],
    ceiling: NDArray[np.float64],
    constraints: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]],
) -> None:
    """Weighted medians, part by part, back and forth."""
    items = axis.items
    middle = [(a + b) / 2 for a, b in zip(items.low, items.high, strict=True)]
    pulls: dict[int, list[tuple[float, int, float]]] = {}
    for one, other, weight in axis.pulls:
        a, b = int(roots[one]), int(roots[other])
        if a != b:
            pulls.setdefault(a, []).append((middle[other] - middle[one], b, weight))
            pulls.setdefault(b, []).append((middle[one] - middle[other], a, weight))
    source, target, least = constraints
    by_target, by_source = np.argsort(target, kind="stable"), np.argsort(source, kind="stable")
    sorted_target, sorted_source = target[by_target], source[by_source]
    still = {int(roots[item]) for item in axis.kept}
    order = sorted(pulls.keys() - still, key=lambda part: items.low[part] + shift[part])
    for turn in range(6):
        for part in order if turn % 2 else reversed(order):
            first, last = np.searchsorted(sorted_target, (part, part + 1))
            into = by_target[first:last]
            first, last = np.searchsorted(sorted_source, (part, part + 1))
            out = by_source[first:last]
            down = max(floor[part], (shift[source[into]] + least[into]).max(initial=-np.inf))
            up = min(ceiling[part], (shift[target[out]] - least[out]).min(initial=np.inf))
            if up - down < 1e-6:
                continue
            options = sorted((gap + shift[other], weight) for gap, other, weight in pulls[part])
            half, total = sum(weight for _, weight in options) / 2, 0.0
            for place, weight in options:
                total += weight
                if total >= half:
                    break
            shift[part] = min(max(place, down), up)


def _move(scene: Scene, axis: Axis, shift: NDArray[np.float64], along: bool) -> None:
    main = scene.x if along else scene.y
    for node in range(scene.problem.size):
        main[node] += float(shift[node])
    for key, item in axis.line.items():
        scene.at[key] += float(shift[item])
    for text, item in zip(scene.texts, axis.text, strict=True):
        if along:
            text.x += float(shift[item])
        else:
            text.y += float(shift[item])
    for at, item in enumerate(axis.border):
        scene.borders[at] += float(shift[item])
