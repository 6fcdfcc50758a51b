"""A sketch by numbers: what the steps of the layout look up again and again."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.analysis.layout.forward import feedback, topological
from frictionaudit.analysis.layout.sketch import Gaps, Sketch
from frictionaudit.analysis.layout.spine import longest, main_path

Size = tuple[float, float]


@dataclass(frozen=True)
class Problem:
    """Nodes and edges as consecutive numbers, in the order of the page; sizes in pixels along and across the flow."""

    w: tuple[float, ...]
    h: tuple[float, ...]
    task: tuple[bool, ...]
    diamond: tuple[bool, ...]
    lane: tuple[int, ...]
    lanes: int
    names: tuple[Size | None, ...]
    ends: tuple[tuple[int, int], ...]
    texts: tuple[Size | None, ...]
    order: tuple[int, ...]
    back: frozenset[int]
    spine: frozenset[int]
    incident: tuple[tuple[int, ...], ...]
    gaps: Gaps
    heads: tuple[float, ...]

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.w)


def problem(sketch: Sketch, horizontal: bool) -> Problem:
    """Number a sketch; for a flow from top to bottom, width and height change places."""
    at = {node.id: number for number, node in enumerate(sketch.nodes)}
    lanes = {lane: number for number, lane in enumerate(sketch.lanes)}
    ends = tuple((at[edge.source], at[edge.target]) for edge in sketch.edges)
    size = len(sketch.nodes)
    starts = [at[id] for id in sketch.starts if id in at]
    back = feedback(size, ends, starts)
    order = topological(size, ends, back)
    incident: list[list[int]] = [[] for _ in range(size)]
    for number, (source, target) in enumerate(ends):
        incident[source].append(number)
        if target != source:
            incident[target].append(number)

    def turned(pair: Size | None) -> Size | None:
        return pair if pair is None or horizontal else (pair[1], pair[0])

    sizes = [turned((node.w, node.h)) or (0.0, 0.0) for node in sketch.nodes]
    spine = longest(size, ends, back, order) | main_path(
        size, ends, back, order, [edge.weight for edge in sketch.edges]
    )
    return Problem(
        w=tuple(pair[0] for pair in sizes),
        h=tuple(pair[1] for pair in sizes),
        task=tuple(node.kind == "task" for node in sketch.nodes),
        diamond=tuple(node.kind == "gateway" for node in sketch.nodes),
        lane=tuple(lanes.setdefault(node.lane, len(lanes)) for node in sketch.nodes),
        lanes=max(len(lanes), 1),
        names=tuple(turned(node.label) for node in sketch.nodes),
        ends=ends,
        texts=tuple(turned(edge.label) for edge in sketch.edges),
        order=order,
        back=back,
        spine=frozenset(spine),
        incident=tuple(map(tuple, incident)),
        gaps=sketch.gaps,
        heads=tuple(sketch.heads.get(lane, 0.0) for lane in lanes),
    )
