"""Gives an outline its coordinates: texts are wrapped, boxes sized, the layout engine places them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from frictionaudit.analysis.layout import lay_out
from frictionaudit.analysis.layout.sketch import Placement, Sketch, SketchEdge, SketchNode
from frictionaudit.analysis.layout.text_size import width, wrap
from frictionaudit.application.drawings.outline import Arrow, Outline, Shape
from frictionaudit.application.drawings.words import arrow_in_words, place_in_words
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, KeyRow, Label, Lane, Line

LaneOrder = Literal["page", "fewest-crossings"]

NAME, FACT, LABEL = 13.0, 11.0, 11.0
"""Sizes of the type of names, facts and labels, in pixels."""
ROW, SMALL_ROW = 16.0, 14.0
"""Heights of their rows."""
TASK_WIDTH, PADDING = 144.0, 12.0
EVENT, GATEWAY = 34.0, 44.0
LABEL_WIDTH, NODE_LABEL_WIDTH = 104.0, 112.0
BAR = 12.0
"""Height that the bar of a burden takes, with its gap."""
MARGIN = 8.0
"""Around the whole, so that borders and marks are not cut."""


@dataclass(frozen=True)
class Texts:
    """The wrapped texts of one shape."""

    rows: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    label: tuple[str, ...] = ()


def place(outline: Outline, portrait: bool = False, lane_order: LaneOrder = "page") -> Drawing:
    """The drawing of an outline. `lane_order` is 'page', or 'fewest-crossings'."""
    texts = {shape.id: _texts(shape) for shape in outline.shapes}
    labels = {arrow.id: _wrap(arrow.text, LABEL_WIDTH, LABEL, 4) for arrow in outline.arrows}
    placement = lay_out(_sketch(outline, texts, labels), horizontal=not portrait, lane_order=lane_order)
    return _drawing(outline, texts, labels, placement, portrait)


def _texts(shape: Shape) -> Texts:
    name = sanitize.text(shape.name)
    if shape.kind == "task":
        inner = TASK_WIDTH - 2 * PADDING
        facts = tuple(row for fact in shape.facts for row in _wrap(fact, inner, FACT, 2))
        return Texts(_wrap(name, inner, NAME, 4), facts)
    label = _wrap(name, NODE_LABEL_WIDTH, LABEL, 4)
    return Texts(label=(*label, *(row for fact in shape.facts[:1] for row in _wrap(fact, NODE_LABEL_WIDTH, LABEL, 1))))


def _wrap(text: str, most: float, size: float, rows: int) -> tuple[str, ...]:
    return tuple(wrap(sanitize.text(text), most, size=size, rows=rows)) if text else ()


def _size(shape: Shape, texts: Texts) -> tuple[float, float]:
    if shape.kind == "event":
        return EVENT, EVENT
    if shape.kind == "gateway":
        return GATEWAY, GATEWAY
    height = 2 * PADDING + len(texts.rows) * ROW + len(texts.facts) * SMALL_ROW
    height += BAR if shape.burden is not None else 0
    return TASK_WIDTH, max(54.0, height)


def _area(rows: tuple[str, ...]) -> tuple[float, float] | None:
    return (max(width(row, size=LABEL) for row in rows) + 4, len(rows) * SMALL_ROW + 2) if rows else None


def _sketch(outline: Outline, texts: Mapping[str, Texts], labels: Mapping[str, tuple[str, ...]]) -> Sketch:
    nodes = []
    for shape in outline.shapes:
        w, h = _size(shape, texts[shape.id])
        nodes.append(SketchNode(shape.id, shape.kind, shape.lane, w, h, _area(texts[shape.id].label)))
    edges = [
        SketchEdge(a.id, a.source, a.target, _area(labels[a.id]), a.weight, a.kind == "message") for a in outline.arrows
    ]
    return Sketch(tuple(lane.id for lane in outline.lanes), tuple(nodes), tuple(edges), outline.starts)


def _drawing(
    outline: Outline,
    texts: Mapping[str, Texts],
    labels: Mapping[str, tuple[str, ...]],
    placed: Placement,
    portrait: bool,
) -> Drawing:
    """The placement with its texts, and a margin around it."""
    words = place_in_words(outline)
    lanes = tuple(
        Lane(id=lane.id, name=sanitize.text(lane.name), side=lane.side, x=x + MARGIN, y=y + MARGIN, w=w, h=h)
        for lane in outline.lanes
        for x, y, w, h in [placed.lanes[lane.id]]
    )
    boxes = tuple(_box(shape, texts[shape.id], words[shape.id], placed.nodes[shape.id]) for shape in outline.shapes)
    lines = tuple(_line(outline, arrow, placed) for arrow in outline.arrows)
    placed_labels = tuple(
        Label(
            of=label.of,
            kind=label.kind,
            rows=texts[label.of].label if label.kind == "node" else labels[label.of],
            x=label.x + MARGIN,
            y=label.y + MARGIN,
            w=label.w,
            h=label.h,
        )
        for label in placed.labels
    )
    w, h = placed.w + 2 * MARGIN, placed.h + 2 * MARGIN
    key = tuple(_key(row, max(w, 420.0)) for row in outline.key)
    return Drawing(
        procedure=outline.procedure,
        title=sanitize.text(outline.title),
        view=outline.view,
        horizontal=not portrait,
        w=w,
        h=h,
        lanes=lanes,
        boxes=boxes,
        lines=lines,
        labels=placed_labels,
        key=key,
        left_out=outline.left_out,
    )


def _box(shape: Shape, texts: Texts, words: str, at: tuple[float, float]) -> Box:
    w, h = _size(shape, texts)
    return Box(
        id=shape.id,
        kind=shape.kind,
        shape=shape.shape,
        lane=shape.lane,
        x=at[0] + MARGIN,
        y=at[1] + MARGIN,
        w=w,
        h=h,
        name=sanitize.text(shape.name),
        rows=texts.rows,
        facts=tuple(sanitize.text(fact) for fact in shape.facts),
        details=texts.facts,
        words=sanitize.text(words),
        burden=shape.burden,
        marks=shape.marks,
        difference=shape.difference,
    )


def _line(outline: Outline, arrow: Arrow, placed: Placement) -> Line:
    return Line(
        id=arrow.id,
        source=arrow.source,
        target=arrow.target,
        points=tuple((x + MARGIN, y + MARGIN) for x, y in placed.edges[arrow.id]),
        kind=arrow.kind,
        text=sanitize.text(arrow.text),
        words=sanitize.text(arrow_in_words(outline, arrow)),
        share=arrow.share,
        difference=arrow.difference,
    )


def _key(row: KeyRow, most: float) -> KeyRow:
    text = sanitize.text(" ".join(row.rows))
    return row.model_copy(update={"rows": tuple(wrap(text, min(most, 900.0) - 60, size=12.0, rows=6))})
