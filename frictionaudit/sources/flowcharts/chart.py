"""A flow chart: its shapes, the arrows between them, and the lanes they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ShapeKind(StrEnum):
    """What a shape of a flow chart stands for."""

    STEP = "step"
    DECISION = "decision"
    FORK = "fork"
    TERMINATOR = "terminator"
    EVENT = "event"
    TIMER = "timer"
    LINK = "link"
    SERVICE = "service"
    CALL = "call"
    STORE = "store"
    DOCUMENT = "document"
    NOTE = "note"


@dataclass
class Shape:
    """A shape with its text and its place in the file."""

    id: str
    kind: ShapeKind
    name: str
    line: int
    column: int = 1
    lane: str | None = None


@dataclass(frozen=True)
class Arrow:
    """An arrow from one shape to another; its text is the condition."""

    source: str
    target: str
    name: str
    line: int
    column: int = 1
    id: str = ""


@dataclass(frozen=True)
class Lane:
    """A lane, or a pool around lanes."""

    id: str
    name: str
    line: int
    column: int = 1
    outer: str | None = None


@dataclass
class Chart:
    """One flow chart of a file."""

    name: str = ""
    table: str = ""
    """What stands over all lanes, where they are the rows of one table."""
    line: int = 1
    column: int = 1
    shapes: dict[str, Shape] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    lanes: dict[str, Lane] = field(default_factory=dict)
