"""The flow chart of a draw.io page: its shapes, arrows and lanes."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.drawio.page_cells import Cell, Page, read_cells
from frictionaudit.sources.drawio.pages import pages
from frictionaudit.sources.flowcharts import Arrow, Chart, Lane, Shape, ShapeKind

_BOXES = (ShapeKind.STEP, ShapeKind.FORK)
_UNTITLED = ("page", "seite", "página", "pagina", "strona", "sida", "sivu", "σελίδα")


def charts(data: bytes, path: str) -> tuple[list[Chart], list[Skipped]]:
    """The flow chart of each page that has one, and what no step could be made of."""
    listed: list[tuple[str, Chart]] = []
    skipped: list[Skipped] = []
    for name, place, model, own_lines in pages(data, path):
        chart = _chart(model, path, skipped, place, own_lines)
        chart.name = "" if name.casefold().startswith(_UNTITLED) and name[-1:].isdigit() else name
        chart.line, chart.column = place.line, place.column
        if chart.shapes:
            listed.append((name, chart))
        else:
            skipped.append(_no_chart(name, chart, "it has no shapes", path))
    joined = [chart for _, chart in listed if chart.arrows]
    if not joined:
        return [chart for _, chart in listed], skipped
    for name, chart in listed:  # a page without arrows beside others is a legend or a list
        if not chart.arrows:
            skipped.append(_no_chart(name, chart, "no arrow joins its shapes", path))
    return joined, skipped


def _no_chart(name: str, chart: Chart, why: str, path: str) -> Skipped:
    return Skipped(what=f"page '{name[:80]}'", why=why, where=SourceSpan(path, chart.line, chart.column))


def _chart(model: Element, path: str, skipped: list[Skipped], place: Element, own_lines: bool) -> Chart:
    page = read_cells(model)
    shapes = sum(cell.vertex or cell.edge for cell in page.cells.values())
    if shapes > LIMITS.drawing_steps:
        message = f"the page has more than {LIMITS.drawing_steps:,} shapes and arrows"
        raise InputError.of("too-large", message, str(place.span(path)), "split it into several drawings")
    chart = Chart()

    def at(cell: Cell) -> tuple[int, int]:
        return (cell.element.line, cell.element.column) if own_lines else (place.line, place.column)

    lanes = page.lanes()
    if len(lanes) > LIMITS.drawing_pools:
        message = f"the page has more than {LIMITS.drawing_pools} lanes"
        raise InputError.of("too-large", message, str(place.span(path)), "split it into several drawings")
    known = {cell.id for cell in lanes}
    chart.table = page.table(lanes)
    for cell in sorted(lanes, key=lambda lane: len(page.around(lane))):
        outer = next((around.id for around in page.around(cell) if around.id in known), None)
        chart.lanes[cell.id] = Lane(cell.id, cell.label, *at(cell), outer)
    labels = {cell.parent: cell for cell in page.cells.values() if cell.vertex and _is_arrow(page, cell.parent)}
    for cell in page.cells.values():
        kind = page.kind(cell) if cell.vertex and cell.id not in known else None
        if kind is not None and not _is_arrow(page, cell.parent):
            chart.shapes[cell.id] = Shape(cell.id, kind, cell.label, *at(cell), lane=page.lane_of(cell, lanes, known))
    for cell in page.cells.values():
        if not cell.edge:
            continue
        name = cell.label or (labels[cell.id].label if cell.id in labels else "")
        if cell.source in chart.shapes and cell.target in chart.shapes:
            ends = (cell.target, cell.source) if _backwards(cell.style) else (cell.source, cell.target)
            chart.arrows.append(Arrow(*ends, name, *at(cell), id=cell.id))
        else:
            skipped.append(_loose(cell, chart, name, SourceSpan(path, *at(cell))))
    skipped += _without_bare(chart, page, path)
    return chart


def _without_bare(chart: Chart, page: Page, path: str) -> list[Skipped]:
    """Leave out the boxes without a text and without an arrow; returns what is left out."""
    bare = [s for s in chart.shapes.values() if s.kind in _BOXES and not s.name and s.id not in page.joined]
    for shape in bare:
        del chart.shapes[shape.id]
    why = "it has no text and no arrow"
    return [Skipped(what="a shape", why=why, where=SourceSpan(path, shape.line, shape.column)) for shape in bare]


def _backwards(style: Mapping[str, str]) -> bool:
    """Whether the only arrow head is at the beginning."""
    return style.get("endArrow") == "none" and style.get("startArrow", "none") != "none"


def _loose(cell: Cell, chart: Chart, name: str, where: SourceSpan) -> Skipped:
    ends = [chart.shapes[end].name for end in (cell.source, cell.target) if end in chart.shapes]
    what = f"arrow '{name}'" if name else f"an arrow at '{ends[0]}'" if ends and ends[0] else "an arrow"
    why = "one end of it is not attached to a shape" if ends else "its ends are not attached to shapes"
    return Skipped(what=what, why=f"{why}; drag it onto the shape in draw.io", where=where, not_understood=True)


def _is_arrow(page: Page, id_: str) -> bool:
    cell = page.cells.get(id_)
    return cell is not None and cell.edge
