"""Tables in workbooks: the cells of each sheet as last saved; formulas and macros are not run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from frictionaudit.domain.procedure import Reading, Skipped
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.archive import Archive
from frictionaudit.sources.tables.grid import Cell, Grid, check_size, clean, letter, too_many_cells
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.merged import Area, cover
from frictionaudit.sources.tables.number_formats import formats_of, shown
from frictionaudit.sources.tables.raised import raised
from frictionaudit.sources.tables.reading import read_grids

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PLACE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_ROWS, _COLUMNS, _AREAS = 1_048_576, 16_384, 10_000


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read a workbook that holds one service in one of its sheets."""
    check_size(data, path)
    archive = Archive(data, path, "xl/workbook.xml", ".xlsx")
    strings, formats = _strings(archive), formats_of(archive)
    grids = [_grid(archive, part, name, strings, formats) for name, part in _sheets(archive)]
    if not grids:
        raise InputError.of("not-a-table", "the workbook has no visible sheet", path, "unhide the sheet with the table")
    return read_grids(grids, path, mapping)


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    """The visible sheets: name and part."""
    targets: dict[str, str] = {}
    links = "xl/_rels/workbook.xml.rels"
    if links in archive.names:
        for link in archive.elements(links, _RELATION):
            target = str(link.get("Target") or "")
            targets[str(link.get("Id"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = [dict(sheet.items()) for sheet in archive.elements("xl/workbook.xml", f"{_MAIN}sheet")]
    for sheet in sheets:
        part = targets.get(str(sheet.get(_LINK)), "")
        if str(sheet.get("state") or "visible") == "visible" and part in archive.names:
            yield str(sheet.get("name") or ""), part


def _strings(archive: Archive) -> list[str]:
    part = "xl/sharedStrings.xml"
    return [_text(item) for item in archive.elements(part, f"{_MAIN}si")] if part in archive.names else []


def _text(element: etree._Element) -> str:
    """The text of a cell or string, without the hints on how to pronounce it."""
    return "".join(
        _printed(node)
        for node in element.iter(f"{_MAIN}t")
        if not any(parent.tag == f"{_MAIN}rPh" for parent in node.iterancestors())
    )


def _printed(node: etree._Element) -> str:
    """The text of a node, with raised figures where its run is raised."""
    run = node.getparent()
    place = run.find(f"{_MAIN}rPr/{_MAIN}vertAlign") if run is not None else None
    text = node.text or ""
    return raised(text) if place is not None and place.get("val") == "superscript" else text


@dataclass
class _Sheet:
    """A sheet as far as it is read."""

    path: str
    rows: list[list[Cell]] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    count: int = 0

    def row(self, number: int) -> list[Cell]:
        """The row with this number; those between are empty."""
        if number > _ROWS or self.count + number - len(self.rows) > LIMITS.cells:
            raise too_many_cells(self.path, min(number, _ROWS))
        while len(self.rows) < number:
            self.rows.append([])
            self.count += 1
        return self.rows[number - 1]

    def put(self, number: int, column: int, text: str) -> None:
        """Put a text into its place."""
        row = self.row(number)
        self.count += max(0, column - len(row))
        if column > _COLUMNS or self.count > LIMITS.cells:
            raise too_many_cells(self.path, number)
        while len(row) < column:
            row.append(Cell("", number, len(row) + 1))
        row[column - 1] = Cell(clean(text), number, column)


def _grid(archive: Archive, part: str, name: str, strings: list[str], formats: list[str]) -> Grid:
    sheet = _Sheet(archive.path)
    number, column = 1, 0
    for element in archive.elements(part, f"{_MAIN}c", f"{_MAIN}row", f"{_MAIN}mergeCell"):
        if element.tag == f"{_MAIN}row":
            sheet.row(number)
            number, column = number + 1, 0
        elif element.tag == f"{_MAIN}mergeCell":
            sheet.areas += _area(str(element.get("ref") or ""))[: _AREAS - len(sheet.areas)]
        else:
            place = _PLACE.match(str(element.get("r") or ""))
            number, column = (int(place[2]), _column(place[1])) if place else (number, column + 1)
            text = _value(element, strings, formats)
            if text or column > 1:
                sheet.put(max(1, number), column, text)
            if not text and element.find(f"{_MAIN}f") is not None:
                sheet.skipped.append(_unsaved(archive.path, number, column))
    while sheet.rows and not any(cell.text for cell in sheet.rows[-1]):
        sheet.rows.pop()
    for row in sheet.rows:
        while row and not row[-1].text:
            row.pop()
    for area in sheet.areas:
        cover(sheet.rows, area)
    return Grid(archive.path, tuple(tuple(row) for row in sheet.rows), name, skipped=tuple(sheet.skipped))


def _value(cell: etree._Element, strings: list[str], formats: list[str]) -> str:
    kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    if kind == "b":
        return "true" if value == "1" else "false"
    if kind in ("str", "e", "d") or not value:
        return value
    style = str(cell.get("s") or "")
    code = formats[int(style)] if style.isdigit() and int(style) < len(formats) else ""
    return shown(value, code)


def _unsaved(path: str, row: int, column: int) -> Skipped:
    return Skipped(
        what=f"the formula in row {row}, column {letter(column)}",
        why="its result is not saved, and formulas are not run; open the workbook and save it once",
        where=Grid(path, ()).span(row, column),
    )


def _area(reference: str) -> list[Area]:
    first, _, last = reference.partition(":")
    start, end = _PLACE.match(first), _PLACE.match(last)
    if not start or not end:
        return []
    area = Area(int(start[2]), _column(start[1]), int(end[2]), _column(end[1]))
    return [area] if 1 <= area.top <= area.bottom and area.left <= area.right else []


def _column(letters: str) -> int:
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number
