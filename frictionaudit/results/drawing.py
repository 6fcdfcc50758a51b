"""A procedure as a drawing with coordinates, from which every picture format is written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.values import Value

View = Literal["staff", "customer", "findings", "difference", "shares"]
BoxKind = Literal["task", "event", "gateway"]
Difference = Literal["added", "removed", "moved", "changed"]
EventSign = Literal["received", "sent", "time", "system"]
"""A message comes or goes, a case waits for a time, or a system does something."""
Point = tuple[float, float]
"""x to the right and y downwards, in pixels at 96 to the inch."""


class Mark(Value):
    """A numbered mark on a box that leads to a finding."""

    number: int = Field(ge=1)
    severity: Literal["error", "warning", "info"]
    text: str = Field(description="the finding's message")
    fingerprint: str = Field(description="of the finding, by which a report links the two")


class Box(Value):
    """A step as drawn; `x` and `y` are its top left corner."""

    id: str = Field(description="of the step")
    kind: BoxKind
    shape: str = Field(description="kind of the step: task, start, end, event, exclusive, parallel, inclusive, …")
    sign: EventSign | None = Field(default=None, description="what an event is about, as its symbol shows it")
    lane: str = Field(description="id of the lane")
    x: float
    y: float
    w: float
    h: float
    name: str = Field(description="in full")
    rows: tuple[str, ...] = Field(default=(), description="the name as wrapped inside the box; empty: it has a label")
    facts: tuple[str, ...] = Field(default=(), description="short facts about it, for example '12 min', in full")
    details: tuple[str, ...] = Field(default=(), description="the facts as wrapped below the name")
    words: str = Field(default="", description="the step in a sentence: lane, place in the order, times, what follows")
    burden: float | None = Field(default=None, ge=0, le=1, description="its share of the case's burden, drawn as a bar")
    marks: tuple[Mark, ...] = ()
    difference: Difference | None = None


class Line(Value):
    """A flow as drawn, from the border of its source to the border of its target."""

    id: str
    source: str
    target: str
    points: tuple[Point, ...] = Field(min_length=2)
    kind: Literal["sequence", "message"] = "sequence"
    text: str = Field(default="", description="what stands beside it, in full")
    words: str = Field(default="", description="the flow in a sentence")
    share: float | None = Field(default=None, ge=0, description="passages per case, drawn as width where asked for")
    difference: Difference | None = None


class Label(Value):
    """A text beside a line, or beside a box that is too small to hold its name."""

    of: str = Field(description="id of the line or box")
    kind: Literal["edge", "node"]
    rows: tuple[str, ...]
    x: float
    y: float
    w: float
    h: float


class Lane(Value):
    """The band in which one party's steps stand."""

    id: str
    name: str
    rows: tuple[str, ...] = Field(default=(), description="the name as wrapped along the band; empty: in one row")
    side: str = Field(default="", description="customer, frontstage, backstage, third; empty for steps of nobody")
    x: float
    y: float
    w: float
    h: float


class KeyRow(Value):
    """A line of the key below a drawing: a sign, and what it stands for."""

    sign: str = Field(description="a number of a mark, the name of a difference, or 'burden'")
    severity: Literal["error", "warning", "info"] | None = Field(default=None, description="of the finding")
    rows: tuple[str, ...] = Field(description="the text, wrapped")
    fingerprint: str = Field(default="", description="of the finding that it tells, if any")


class Drawing(Value):
    """One view of one procedure, ready to be written as a picture."""

    schema_version: Literal["frictionaudit/drawing/1"] = Field(default="frictionaudit/drawing/1", alias="schema")
    procedure: str = Field(description="id")
    title: str
    view: View
    horizontal: bool = Field(default=True, description="whether the flow runs from left to right")
    w: float
    h: float
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...] = Field(description="in the order of the flow")
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    key: tuple[KeyRow, ...] = Field(default=(), description="what the signs in the drawing stand for")
    left_out: tuple[str, ...] = Field(default=(), description="what this drawing does not show")
