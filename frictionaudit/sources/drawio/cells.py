"""The cells of a draw.io page: shapes, arrows and lanes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.xml_tree import Box, Element
from frictionaudit.sources.drawio.pages import pages
from frictionaudit.sources.drawio.shapes import is_lane, kind_of, style_of
from frictionaudit.sources.flowcharts import Arrow, Chart, Lane, Shape
from frictionaudit.sources.flowcharts.text import plain_text

_UNTITLED = ("page", "seite", "página", "pagina", "strona", "sida", "sivu", "σελίδα")


@dataclass
class _Cell:
    """A cell: a shape, an arrow, a container or a group."""

    id: str
    element: Element
    style: Mapping[str, str]
    label: str
    parent: str
    vertex: bool
    edge: bool
    source: str = ""
    target: str = ""
    box: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass
class _Page:
    cells: dict[str, _Cell] = field(default_factory=dict)
    layers: set[str] = field(default_factory=set)

    def around(self, cell: _Cell) -> list[_Cell]:
        """The containers around a cell, the innermost first."""
        found: list[_Cell] = []
        at = self.cells.get(cell.parent)
        while at is not None and at not in found and len(found) < LIMITS.drawing_depth:
            found.append(at)
            at = self.cells.get(at.parent)
        return found

    def place(self, cell: _Cell) -> Box:
        """Where a cell stands on the paper; a place inside a container is relative to it."""
        left, top, width, height = cell.box
        for outer in self.around(cell):
            left, top = left + outer.box[0], top + outer.box[1]
        return left, top, width, height


def charts(data: bytes, path: str) -> tuple[list[Chart], list[Skipped]]:
    """The flow chart of each page that has one, and what no step could be made of."""
    listed: list[Chart] = []
    skipped: list[Skipped] = []
    for name, place, model, own_lines in pages(data, path):
        chart = _chart(model, path, skipped, place, own_lines)
        chart.name = "" if name.casefold().startswith(_UNTITLED) and name[-1:].isdigit() else name
        chart.line, chart.column = place.line, place.column
        if chart.shapes:
            listed.append(chart)
        else:
            skipped.append(Skipped(what=f"page '{name[:80]}'", why="it has no shapes", where=place.span(path)))
    return listed, skipped


def _chart(model: Element, path: str, skipped: list[Skipped], place: Element, own_lines: bool) -> Chart:
    page = _cells(model)
    shapes = sum(cell.vertex or cell.edge for cell in page.cells.values())
    if shapes > LIMITS.drawing_steps:
        message = f"the page has more than {LIMITS.drawing_steps:,} shapes and arrows"
        raise InputError.of("too-large", message, str(place.span(path)), "split it into several drawings")
    chart = Chart()

    def at(cell: _Cell) -> tuple[int, int]:
        return (cell.element.line, cell.element.column) if own_lines else (place.line, place.column)

    lanes = [cell for cell in page.cells.values() if cell.vertex and cell.label and _is_lane(page, cell)]
    if len(lanes) > LIMITS.drawing_pools:
        message = f"the page has more than {LIMITS.drawing_pools} lanes"
        raise InputError.of("too-large", message, str(place.span(path)), "split it into several drawings")
    known = {cell.id for cell in lanes}
    for cell in sorted(lanes, key=lambda lane: len(page.around(lane))):
        outer = next((around.id for around in page.around(cell) if around.id in known), None)
        chart.lanes[cell.id] = Lane(cell.id, cell.label, *at(cell), outer)
    labels = {cell.parent: cell for cell in page.cells.values() if cell.vertex and _is_arrow(page, cell.parent)}
    for cell in page.cells.values():
        kind = kind_of(cell.style, cell.label) if cell.vertex and cell.id not in known else None
        if kind is not None and not _is_arrow(page, cell.parent):
            chart.shapes[cell.id] = Shape(cell.id, kind, cell.label, *at(cell), lane=_lane(page, cell, lanes, known))
    for cell in page.cells.values():
        if not cell.edge:
            continue
        name = cell.label or (labels[cell.id].label if cell.id in labels else "")
        if cell.source in chart.shapes and cell.target in chart.shapes:
            ends = (cell.target, cell.source) if _backwards(cell.style) else (cell.source, cell.target)
            chart.arrows.append(Arrow(*ends, name, *at(cell), id=cell.id))
        else:
            skipped.append(_loose(cell, chart, name, SourceSpan(path, *at(cell))))
    return chart


def _is_lane(page: _Page, cell: _Cell) -> bool:
    """Whether a cell is a lane; in a table with named rows the rows are, and a column is a phase."""
    row = page.cells.get(cell.parent)
    in_a_row = row is not None and row.label and row.style.get("shape", "").casefold() == "tablerow"
    return is_lane(cell.style) and not in_a_row


def _backwards(style: Mapping[str, str]) -> bool:
    """Whether the only arrow head is at the beginning."""
    return style.get("endArrow") == "none" and style.get("startArrow", "none") != "none"


def _loose(cell: _Cell, chart: Chart, name: str, where: SourceSpan) -> Skipped:
    ends = [chart.shapes[end].name for end in (cell.source, cell.target) if end in chart.shapes]
    what = f"arrow '{name}'" if name else f"an arrow at '{ends[0]}'" if ends and ends[0] else "an arrow"
    why = "one end of it is not attached to a shape" if ends else "its ends are not attached to shapes"
    return Skipped(what=what, why=f"{why}; drag it onto the shape in draw.io", where=where)


def _is_arrow(page: _Page, id_: str) -> bool:
    cell = page.cells.get(id_)
    return cell is not None and cell.edge


def _lane(page: _Page, cell: _Cell, lanes: list[_Cell], known: set[str]) -> str | None:
    """The lane that holds a shape, else the smallest one around its middle."""
    holder = next((around.id for around in page.around(cell) if around.id in known), None)
    if holder is not None:
        return holder
    left, top, width, height = page.place(cell)
    across, down = left + width / 2, top + height / 2
    around = []
    for lane in lanes:
        x, y, wide, high = page.place(lane)
        if x <= across <= x + wide and y <= down <= y + high and wide and high:
            around.append((wide * high, lane.id))
    return min(around)[1] if around else None


def _cells(model: Element) -> _Page:
    """All cells of a page; `object` and `UserObject` carry the label and the id of the cell inside them."""
    page = _Page()
    for element in model.below():
        if element.name != "mxCell":
            continue
        holder = element.parent if element.parent is not None and element.parent.name != "root" else element
        id_ = holder.get("id") or element.get("id")
        raw = holder.get("label") or element.get("value") or holder.get("value")
        if not id_ or id_ in page.cells:
            continue
        geometry = next((child for child in element.children if child.name == "mxGeometry"), None)
        page.cells[id_] = _Cell(
            id_,
            element,
            style_of(element.get("style")),
            plain_text(raw),
            element.get("parent"),
            element.get("vertex") == "1",
            element.get("edge") == "1",
            element.get("source"),
            element.get("target"),
            _box(geometry) if geometry is not None else (0.0, 0.0, 0.0, 0.0),
        )
    return page


def _box(geometry: Element) -> Box:
    def number(name: str) -> float:
        try:
            value = float(geometry.get(name) or 0)
        except ValueError:
            return 0.0
        return value if abs(value) < 1e9 else 0.0

    return number("x"), number("y"), number("width"), number("height")
