"""Tables in OpenDocument spreadsheets: the cells of each sheet as last saved; formulas and macros are not run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.archive import Archive
from frictionaudit.sources.tables.grid import Grid, check_size, too_many_cells
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.merged import Spanning, lay_out
from frictionaudit.sources.tables.reading import read_grids

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ROWS, _COLUMNS = 1_048_576, 16_384


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read an OpenDocument spreadsheet that holds one service in one of its sheets."""
    check_size(data, path)
    archive = Archive(data, path, "content.xml", ".ods")
    grids: list[Grid] = []
    rows: list[list[Spanning]] = []
    empty = count = 0  # empty rows matter only where a filled one follows
    for element in archive.elements("content.xml", f"{_TABLE}table-row", f"{_TABLE}table"):
        if element.tag == f"{_TABLE}table":
            grids.append(Grid(path, tuple(lay_out(rows, path)), element.get(f"{_TABLE}name")))
            rows, empty, count = [], 0, 0
            continue
        repeated, cells = _number(element, f"{_TABLE}number-rows-repeated", _ROWS), list(_cells(element))
        if not cells:
            empty += repeated
            continue
        width = sum(cell.across * cell.repeated for cell in cells)
        count += empty + repeated * max(1, width)
        if count > LIMITS.cells:
            raise too_many_cells(path, len(rows) + empty + 1)
        rows += [[] for _ in range(empty)]
        rows += [cells] * repeated
        empty = 0
    if not grids:
        raise InputError.of("not-a-table", "the file has no sheet", path, "save the table again as .ods")
    return read_grids(grids, path, mapping)


def _cells(row: etree._Element) -> Iterator[Spanning]:
    """The cells of a row up to the last one with text; cells that another one covers are not told."""
    blank: list[Spanning] = []
    for cell in row.iterchildren(f"{_TABLE}table-cell"):
        text = _text(cell)
        placed = Spanning(
            text,
            _number(cell, f"{_TABLE}number-columns-spanned", _COLUMNS),
            _number(cell, f"{_TABLE}number-rows-spanned", _ROWS),
            _number(cell, f"{_TABLE}number-columns-repeated", _COLUMNS),
        )
        blank.append(placed)
        if text:
            yield from blank
            blank = []


def _text(cell: etree._Element) -> str:
    """What a person sees in a cell; a time in minutes."""
    if cell.get(f"{_OFFICE}value-type") == "time":
        return str(cell.get(f"{_OFFICE}time-value") or "")
    return "\n".join(_line(line) for line in cell.iterchildren(f"{_TEXT}p"))


def _line(line: etree._Element) -> str:
    parts = [line.text or ""]
    for node in line.iterdescendants():
        if node.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif node.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        elif node.tag != f"{_OFFICE}annotation":
            parts.append(node.text or "")
        parts.append(node.tail or "")
    return "".join(parts)


def _number(element: etree._Element, name: str, most: int) -> int:
    text = str(element.get(name) or "1")
    return max(1, min(most, int(text))) if text.isascii() and text.isdigit() and len(text) < 10 else 1
