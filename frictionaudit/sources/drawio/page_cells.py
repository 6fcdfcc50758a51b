"""The cells of one page of draw.io: what each is, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.xml_tree import Box, Element
from frictionaudit.sources.drawio.shapes import is_lane, kind_of, style_of
from frictionaudit.sources.flowcharts import ShapeKind
from frictionaudit.sources.flowcharts.text import plain_text

_THIN = 12
"""The most that a bar measures across, in points."""
_TIMES = 4
"""How many times as long as thick a bar is at least."""


@dataclass
class Cell:
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
class Page:
    cells: dict[str, Cell] = field(default_factory=dict)

    def around(self, cell: Cell) -> list[Cell]:
        """The containers around a cell, the innermost first."""
        found: list[Cell] = []
        at = self.cells.get(cell.parent)
        while at is not None and at not in found and len(found) < LIMITS.drawing_depth:
            found.append(at)
            at = self.cells.get(at.parent)
        return found

    def place(self, cell: Cell) -> Box:
        """Where a cell stands on the paper; a place inside a container is relative to it."""
        left, top, width, height = cell.box
        for outer in self.around(cell):
            left, top = left + outer.box[0], top + outer.box[1]
        return left, top, width, height

    @cached_property
    def joined(self) -> frozenset[str]:
        """The cells at which an arrow begins or ends."""
        return frozenset(end for cell in self.cells.values() if cell.edge for end in (cell.source, cell.target) if end)

    def kind(self, cell: Cell) -> ShapeKind | None:
        """What a shape stands for; a thin bar without a text forks or joins."""
        kind = kind_of(cell.style, cell.label)
        thin, long = sorted(cell.box[2:])
        is_bar = not cell.label and 0 < thin <= _THIN and long >= _TIMES * thin
        return ShapeKind.FORK if kind is ShapeKind.STEP and is_bar else kind

    def lanes(self) -> list[Cell]:
        """The lanes, or where none is drawn as such, the frames around shapes that arrows join."""
        lanes = [cell for cell in self.cells.values() if cell.vertex and cell.label and self._is_lane(cell)]
        return lanes or self._frames()

    def table(self, lanes: list[Cell]) -> str:
        """The text of the one table whose rows are all the lanes; empty where there is none."""
        holders = {lane.parent for lane in lanes}
        table = self.cells.get(next(iter(holders))) if len(holders) == 1 else None
        return table.label if table is not None and table.style.get("shape", "").casefold() == "table" else ""

    def _is_lane(self, cell: Cell) -> bool:
        """Whether a cell is a lane; in a table with named rows the rows are, and a column is a phase."""
        row = self.cells.get(cell.parent)
        in_a_row = row is not None and row.label and row.style.get("shape", "").casefold() == "tablerow"
        return is_lane(cell.style) and not in_a_row

    def _frames(self) -> list[Cell]:
        """Rectangles with a text and without arrows that hold the middle of shapes with arrows: no step does."""
        free = [
            cell
            for cell in self.cells.values()
            if cell.vertex and cell.label and cell.id not in self.joined and self.kind(cell) is ShapeKind.STEP
        ]
        if len(free) > LIMITS.drawing_pools:
            return []
        inside = [self.place(cell) for cell in self.cells.values() if cell.vertex and cell.id in self.joined]
        places = {cell.id: self.place(cell) for cell in free}
        held = {min(around)[1] for box in inside if (around := _around(box, places))}
        return [cell for cell in free if cell.id in held]

    def lane_of(self, cell: Cell, lanes: list[Cell], known: set[str]) -> str | None:
        """The lane that holds a shape, else the smallest one around its middle."""
        holder = next((around.id for around in self.around(cell) if around.id in known), None)
        if holder is not None:
            return holder
        around = _around(self.place(cell), {lane.id: self.place(lane) for lane in lanes})
        return min(around)[1] if around else None


def _around(box: Box, places: Mapping[str, Box]) -> list[tuple[float, str]]:
    """The boxes around the middle of one, with their sizes."""
    left, top, width, height = box
    across, down = left + width / 2, top + height / 2
    return [
        (wide * high, id_)
        for id_, (x, y, wide, high) in places.items()
        if x <= across <= x + wide and y <= down <= y + high and wide and high
    ]


def read_cells(model: Element) -> Page:
    """All cells of a page; `object` and `UserObject` carry the label and the id of the cell inside them."""
    page = Page()
    for element in model.below():
        if element.name != "mxCell":
            continue
        holder = element.parent if element.parent is not None and element.parent.name != "root" else element
        id_ = holder.get("id") or element.get("id")
        raw = holder.get("label") or element.get("value") or holder.get("value")
        if not id_ or id_ in page.cells:
            continue
        geometry = next((child for child in element.children if child.name == "mxGeometry"), None)
        page.cells[id_] = Cell(
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
