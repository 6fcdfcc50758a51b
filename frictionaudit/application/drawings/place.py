"""Gives an outline its coordinates: texts are wrapped, boxes sized, the layout engine places them."""

from __future__ import annotations

import re
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

Places = Mapping[str, tuple[float, float]]
"""The top left corners of boxes by the ids of their steps, in pixels."""
LaneOrder = Literal["page", "fewest-crossings"]

NAME, FACT, LABEL = 13.0, 11.0, 11.0
"""Sizes of the type of names, facts and labels, in pixels."""
ROW, SMALL_ROW = 16.0, 14.0
"""Heights of their rows."""
TASK_WIDTH, PADDING = 148.0, 8.0
EVENT, GATEWAY = 34.0, 44.0
LABEL_WIDTH, NODE_LABEL_WIDTH = 124.0, 124.0
_UNIT = re.compile(r"(?<=\d) (?=%|min\b|h\b|s\b|days?\b|working\b)")
_BOUND = "\ue000"
"""Stands for a blank at which no row may end."""
WIDER = 1.13
"""How much wider the font of a reader can be than the one that texts are measured in: DejaVu beside Helvetica."""
MARKS = 20.0
"""Height that the marks of findings take at the top of a box."""
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


def wrapped(part: Shape | Arrow) -> tuple[str, ...]:
    """The rows of a label: of a flow, or of a shape too small for its name."""
    if isinstance(part, Arrow):
        return _wrap(part.text, LABEL_WIDTH, LABEL, 4)
    return _texts(part, TASK_WIDTH).label


def _texts_of(
    outline: Outline, widths: Mapping[str, float] | None = None
) -> tuple[dict[str, Texts], dict[str, tuple[str, ...]]]:
    given = widths or {}
    texts = {shape.id: _texts(shape, given.get(shape.id, TASK_WIDTH)) for shape in outline.shapes}
    return texts, {arrow.id: wrapped(arrow) for arrow in outline.arrows}


def _texts(shape: Shape, task_width: float) -> Texts:
    name = sanitize.text(shape.name)
    if shape.kind == "task":
        inner = task_width - (2 * PADDING if task_width >= TASK_WIDTH else 8)
        facts = tuple(row for fact in shape.facts for row in _wrap(fact, inner, FACT, 2))
        return Texts(_wrap(name, inner, NAME, 4), facts)
    label = _wrap(name, NODE_LABEL_WIDTH, LABEL, 4)
    more = f"also {', '.join(str(mark.number) for mark in shape.marks[1:])}" if len(shape.marks) > 1 else ""
    facts = (*shape.facts[:1], *filter(None, [more]))
    return Texts(label=(*label, *(row for fact in facts for row in _wrap(fact, NODE_LABEL_WIDTH, LABEL, 2))))


def _wrap(text: str, most: float, size: float, rows: int) -> tuple[str, ...]:
    """The rows of a text, as wide as a wider font than the measured one needs; a dot between two rows is left out."""
    bound = _UNIT.sub(_BOUND, sanitize.text(text))
    made = wrap(bound, most, size=size * WIDER, rows=rows) if text else ()
    return tuple(row.removeprefix("· ").removesuffix(" ·").replace(_BOUND, " ") for row in made)


def _size(shape: Shape, texts: Texts) -> tuple[float, float]:
    if shape.kind == "event":
        return EVENT, EVENT
    if shape.kind == "gateway":
        return GATEWAY, GATEWAY
    height = 2 * PADDING + len(texts.rows) * ROW + len(texts.facts) * SMALL_ROW
    height += (BAR if shape.burden is not None else 0) + (MARKS if shape.marks else 0)
    w, h = shape.room or (0.0, 0.0)
    return max(TASK_WIDTH, w), max(54.0, height, h)


def _area(rows: tuple[str, ...]) -> tuple[float, float] | None:
    return (max(width(row, size=LABEL * WIDER) for row in rows) + 4, len(rows) * SMALL_ROW + 2) if rows else None


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
    sizes: Mapping[str, tuple[float, float]],
) -> Drawing:
    """The placement with its texts, and a margin around it."""
    words = place_in_words(outline)
    lanes = tuple(
        Lane(id=lane.id, name=sanitize.text(lane.name), side=lane.side, x=x + MARGIN, y=y + MARGIN, w=w, h=h)
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


def _box(shape: Shape, texts: Texts, words: str, at: tuple[float, float], size: tuple[float, float] | None) -> Box:
    w, h = size or _size(shape, texts)
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
    return row.model_copy(update={"rows": tuple(wrap(text, min(most, 900.0) - 70, size=12.0 * WIDER, rows=6))})
