"""Gives an outline its coordinates: texts are wrapped, boxes sized, the layout engine places them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from frictionaudit.analysis.layout import lay_out
from frictionaudit.analysis.layout.sketch import Gaps, Placement, Sketch, SketchEdge, SketchNode
from frictionaudit.analysis.layout.text_size import wrap
from frictionaudit.application.drawings.outline import Arrow, Outline, Shape
from frictionaudit.application.drawings.texts import (
    PADDING,
    ROW,
    SMALL_ROW,
    TASK_WIDTH,
    WIDER,
    Texts,
    area,
    head_length,
    label_rows,
    lane_rows,
    shape_texts,
)
from frictionaudit.application.drawings.words import arrow_in_words, place_in_words
from frictionaudit.exports.drawings.key import text_width
from frictionaudit.exports.drawings.shapes import MARK_SPACE
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, KeyRow, Label, Lane, Line, View

Places = Mapping[str, tuple[float, float]]
"""The top left corners of boxes by the ids of their steps, in pixels."""
LaneOrder = Literal["page", "fewest-crossings"]

EVENT, GATEWAY = 34.0, 44.0
GAPS: Mapping[View, Gaps] = {"shares": Gaps(track=16.0, arrow=20.0), "difference": Gaps(arrow=30.0, label=9.0)}
"""Room for wide arrows, and for the signs on the lines."""
BAR = 12.0
"""Height that the bar of a burden takes, with its gap."""
MARGIN = 8.0
"""Around the whole, so that borders and marks are not cut."""


def place(
    outline: Outline,
    portrait: bool = False,
    lane_order: LaneOrder = "page",
    effort: int | None = None,
    start: Places | None = None,
) -> Drawing:
    """The drawing of an outline, as the layout engine places it; `effort` is that of its search, 0 for none.

    `start` has the places of an earlier drawing, which this one keeps where it can.
    """
    texts, labels = _texts_of(outline)
    sketch = _sketch(outline, texts, labels)
    horizontal = not portrait
    before = {id: (x - MARGIN, y - MARGIN) for id, (x, y) in (start or {}).items()}
    placement = lay_out(sketch, horizontal=horizontal, lane_order=lane_order, effort=effort, start=before)
    return _drawing(outline, texts, labels, placement, portrait, {})


def placed_drawing(
    outline: Outline, placement: Placement, portrait: bool, sizes: Mapping[str, tuple[float, float]]
) -> Drawing:
    """The drawing of an outline that has its places already, in boxes of given sizes."""
    texts, labels = _texts_of(outline, {id: w for id, (w, _) in sizes.items()})
    return _drawing(outline, texts, labels, placement, portrait, sizes)


def _texts_of(
    outline: Outline, widths: Mapping[str, float] | None = None
) -> tuple[dict[str, Texts], dict[str, tuple[str, ...]]]:
    given = widths or {}
    texts = {shape.id: shape_texts(shape, given.get(shape.id, TASK_WIDTH)) for shape in outline.shapes}
    return texts, {arrow.id: label_rows(arrow) for arrow in outline.arrows}


def _size(shape: Shape, texts: Texts) -> tuple[float, float]:
    if shape.kind == "event":
        return EVENT, EVENT
    if shape.kind == "gateway":
        return GATEWAY, GATEWAY
    height = 2 * PADDING + len(texts.rows) * ROW + len(texts.facts) * SMALL_ROW
    height += (BAR if shape.burden is not None else 0) + (MARK_SPACE if shape.marks else 0)
    w, h = shape.room or (0.0, 0.0)
    return max(TASK_WIDTH, w), max(54.0, height, h)


def _sketch(outline: Outline, texts: Mapping[str, Texts], labels: Mapping[str, tuple[str, ...]]) -> Sketch:
    nodes = []
    for shape in outline.shapes:
        w, h = _size(shape, texts[shape.id])
        label = area(texts[shape.id].label, len(shape.marks) if shape.kind != "task" else 0)
        nodes.append(SketchNode(shape.id, shape.kind, shape.lane, w, h, label))
    edges = [
        SketchEdge(a.id, a.source, a.target, area(labels[a.id]), a.weight, a.kind == "message") for a in outline.arrows
    ]
    lanes = tuple(lane.id for lane in outline.lanes)
    heads = {lane.id: head_length(lane.name) for lane in outline.lanes}
    return Sketch(lanes, tuple(nodes), tuple(edges), outline.starts, GAPS.get(outline.view, Gaps()), heads)


def _drawing(
    outline: Outline,
    texts: Mapping[str, Texts],
    labels: Mapping[str, tuple[str, ...]],
    placed: Placement,
    portrait: bool,
    sizes: Mapping[str, tuple[float, float]],
) -> Drawing:
    """The placement with its texts, and a margin around it."""
    words = place_in_words(outline)
    lanes = tuple(
        Lane(
            id=lane.id,
            name=sanitize.text(lane.name),
            rows=lane_rows(lane.name, w if portrait else h),
            side=lane.side,
            x=x + MARGIN,
            y=y + MARGIN,
            w=w,
            h=h,
        )
        for lane in outline.lanes
        for x, y, w, h in [placed.lanes[lane.id]]
    )
    boxes = tuple(
        _box(shape, texts[shape.id], words[shape.id], placed.nodes[shape.id], sizes.get(shape.id))
        for shape in outline.shapes
    )
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
    key = tuple(_key(row, text_width(w, len(outline.key))) for row in outline.key)
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


def _box(shape: Shape, texts: Texts, words: str, at: tuple[float, float], size: tuple[float, float] | None) -> Box:
    w, h = size or _size(shape, texts)
    return Box(
        id=shape.id,
        kind=shape.kind,
        shape=shape.shape,
        sign=shape.sign,
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
    return row.model_copy(update={"rows": tuple(wrap(text, most, size=12.0 * WIDER, rows=8, longest=len(text)))})
