"""What a view shows before it has coordinates: bands, shapes and arrows with their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from frictionaudit.results.drawing import BoxKind, Difference, EventSign, KeyRow, Mark, View

NOBODY = "nobody"
"""The band of steps that no party does."""


@dataclass(frozen=True)
class Band:
    """One party's lane, with the side of the counter on which it works."""

    id: str
    name: str
    side: str = ""


@dataclass(frozen=True)
class Shape:
    """A step as a view shows it; `facts` stand below its name, `told` says the same and more in words."""

    id: str
    kind: BoxKind
    shape: str
    lane: str
    name: str
    facts: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    burden: float | None = None
    marks: tuple[Mark, ...] = ()
    difference: Difference | None = None
    room: tuple[float, float] | None = None
    """Width and height that it takes at least, in pixels."""
    named: bool = True
    """Whether `name` is its own; one that only says where it stands is told in words and not seen in the picture."""
    sign: EventSign | None = None


@dataclass(frozen=True)
class Arrow:
    """A flow as a view shows it; `text` stands beside it."""

    id: str
    source: str
    target: str
    text: str = ""
    kind: Literal["sequence", "message"] = "sequence"
    share: float | None = None
    weight: float | None = None
    difference: Difference | None = None


@dataclass(frozen=True)
class Outline:
    """A view of a procedure: its shapes stand in the order of the flow."""

    procedure: str
    title: str
    view: View
    lanes: tuple[Band, ...]
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    starts: tuple[str, ...] = ()
    key: tuple[KeyRow, ...] = ()
    left_out: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Shape]:
        """The shapes by the ids of their steps."""
        return {shape.id: shape for shape in self.shapes}

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Arrow, ...]]:
        """The arrows that leave each shape, in the order in which their targets stand."""
        return self._grouped("source", "target")

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Arrow, ...]]:
        """The arrows that reach each shape, in the order in which their sources stand."""
        return self._grouped("target", "source")

    def _grouped(self, end: str, other: str) -> dict[str, tuple[Arrow, ...]]:
        place = {shape.id: n for n, shape in enumerate(self.shapes)}
        groups: dict[str, list[Arrow]] = {shape.id: [] for shape in self.shapes}
        for arrow in self.arrows:
            groups[getattr(arrow, end)].append(arrow)
        return {
            id: tuple(sorted(group, key=lambda arrow: place[getattr(arrow, other)])) for id, group in groups.items()
        }
