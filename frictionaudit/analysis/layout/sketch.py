"""What is to be drawn, before it has coordinates: lanes, sized nodes, and edges with the sizes of their labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Point = tuple[float, float]


@dataclass(frozen=True)
class SketchNode:
    """A box to place: its size in pixels, and the size of the label beside it where the name does not fit inside."""

    id: str
    kind: Literal["task", "event", "gateway"]
    lane: str
    w: float
    h: float
    label: tuple[float, float] | None = None


@dataclass(frozen=True)
class SketchEdge:
    """A line to route, with the size of its label; `weight` says how much of the flow takes it, 0 to 1."""

    id: str
    source: str
    target: str
    label: tuple[float, float] | None = None
    weight: float | None = None
    message: bool = False


@dataclass(frozen=True)
class Gaps:
    """Pixels that a view needs: from line to line, for a line's last piece, and from a label to its own line."""

    track: float = 10.0
    arrow: float = 16.0
    label: float = 3.0


@dataclass(frozen=True)
class Sketch:
    """Nodes and edges in the order of the page; lanes from top to bottom.

    `heads` has the pixels that the name of each lane needs across the flow, where that is known.
    """

    lanes: tuple[str, ...]
    nodes: tuple[SketchNode, ...]
    edges: tuple[SketchEdge, ...]
    starts: tuple[str, ...] = ()
    gaps: Gaps = Gaps()
    heads: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PlacedLabel:
    """Where a label lies: its top left corner and its size."""

    of: str
    kind: Literal["edge", "node"]
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Placement:
    """Coordinates for a sketch: top left corners, polylines, labels, and the band of each lane (x, y, w, h)."""

    w: float
    h: float
    nodes: Mapping[str, Point]
    edges: Mapping[str, tuple[Point, ...]]
    labels: tuple[PlacedLabel, ...] = ()
    lanes: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
