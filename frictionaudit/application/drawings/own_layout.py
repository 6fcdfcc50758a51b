"""The coordinates that an imported BPMN file has of its own, as a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.layout.sketch import PlacedLabel, Placement
from frictionaudit.analysis.layout.text_size import extent
from frictionaudit.application.drawings.outline import NOBODY, Arrow, Outline
from frictionaudit.application.drawings.place import placed_drawing
from frictionaudit.application.drawings.staff import staff
from frictionaudit.application.drawings.texts import label_rows, shape_texts
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.procedure.originals import Original
from frictionaudit.errors import InputError
from frictionaudit.results.drawing import Drawing

Point = tuple[float, float]
_EDGE = 12.0


def own_layout(
    procedure: Procedure, known: Mapping[str, Original], path: str, outline: Outline | None = None
) -> Drawing:
    """The drawing with the file's own coordinates. InputError names steps that have none."""
    shown = outline or staff(Subject(procedure))
    if len(shown.lanes) > 1:  # the file has a lane for each party and none for nobody
        shown = replace(shown, lanes=tuple(lane for lane in shown.lanes if lane.id != NOBODY))
    bare = [shape.name or shape.id for shape in shown.shapes if shape.id not in known or known[shape.id].place is None]
    if bare:
        names = ", ".join(f"'{name}'" for name in bare[:3])
        message = f"{len(bare)} of the steps have no place in the file: {names}"
        raise InputError.of("no-coordinates", message, path, "leave out --keep-layout")
    places = {shape.id: known[shape.id].place or (0.0, 0.0, 0.0, 0.0) for shape in shown.shapes}
    shown = replace(shown, shapes=tuple(replace(shape, facts=()) for shape in shown.shapes))
    flows = {one.ends: one for one in known.values() if one.tag == "sequenceFlow"}
    lines = {arrow.id: _points(arrow, flows, places) for arrow in shown.arrows}
    lanes = {lane.id: _band(lane.id, shown, known, places) for lane in shown.lanes}
    left = min(x for x, *_ in (*lanes.values(), *places.values()))
    top = min(y for _, y, *_ in (*lanes.values(), *places.values()))
    right = max(x + w for x, _, w, _ in (*lanes.values(), *places.values()))
    bottom = max(y + h for _, y, _, h in (*lanes.values(), *places.values()))
    placement = Placement(
        right - left,
        bottom - top,
        {id: (x - left, y - top) for id, (x, y, _, _) in places.items()},
        {id: tuple((x - left, y - top) for x, y in points) for id, points in lines.items()},
        tuple(_labels(shown, flows, known, places, lines, (left, top))),
        {id: (x - left, y - top, w, h) for id, (x, y, w, h) in lanes.items()},
    )
    sizes = {id: (w, h) for id, (_, _, w, h) in places.items()}
    return placed_drawing(shown, placement, portrait=False, sizes=sizes)


def _points(
    arrow: Arrow, flows: Mapping[tuple[str, str], Original], places: Mapping[str, tuple[float, float, float, float]]
) -> tuple[Point, ...]:
    """The way of the flow in the file, else straight from middle to middle."""
    drawn = flows.get((arrow.source, arrow.target))
    if drawn is not None and drawn.points:
        return drawn.points
    (ax, ay, aw, ah), (bx, by, bw, bh) = places[arrow.source], places[arrow.target]
    return ((ax + aw / 2, ay + ah / 2), (bx + bw / 2, by + bh / 2))


def _band(
    id: str,
    outline: Outline,
    known: Mapping[str, Original],
    places: Mapping[str, tuple[float, float, float, float]],
) -> tuple[float, float, float, float]:
    """The lane in the file, else what holds its steps."""
    drawn = known.get(id)
    if drawn is not None and drawn.place is not None:
        return drawn.place
    inside = [places[shape.id] for shape in outline.shapes if shape.lane == id]
    left, top = min(x for x, *_ in inside) - 3 * _EDGE, min(y for _, y, *_ in inside) - _EDGE
    right, bottom = max(x + w for x, _, w, _ in inside) + _EDGE, max(y + h for _, y, _, h in inside) + _EDGE
    return left, top, right - left, bottom - top


def _labels(
    outline: Outline,
    flows: Mapping[tuple[str, str], Original],
    known: Mapping[str, Original],
    places: Mapping[str, tuple[float, float, float, float]],
    lines: Mapping[str, tuple[Point, ...]],
    origin: Point,
) -> Iterator[PlacedLabel]:
    """Labels where the file has them, else below their shape, or beside the beginning of their line."""
    for shape in outline.shapes:
        rows = shape_texts(shape).label
        if not rows:
            continue
        w, h = extent(rows, 11.0)
        x, y, bw, bh = places[shape.id]
        at = known[shape.id].label or (x + bw / 2 - w / 2, y + bh + 2, w, h)
        yield PlacedLabel(shape.id, "node", at[0] + at[2] / 2 - w / 2 - origin[0], at[1] - origin[1], w, h)
    for arrow in outline.arrows:
        rows = label_rows(arrow)
        drawn = flows.get((arrow.source, arrow.target))
        if rows:
            w, h = extent(rows, 11.0)
            first = lines[arrow.id][0]
            at = drawn.label if drawn is not None and drawn.label is not None else (first[0] + 6, first[1] + 4, w, h)
            yield PlacedLabel(arrow.id, "edge", at[0] - origin[0], at[1] - origin[1], w, h)
