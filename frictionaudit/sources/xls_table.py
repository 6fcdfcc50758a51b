"""Tables in old workbooks (.xls): the cells of each sheet as last saved; formulas and macros are not run."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.extras import how_to_install
from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.grid import Cell, Grid, check_size, clean, too_many_cells
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.merged import Area, cover
from frictionaudit.sources.tables.number_formats import shown
from frictionaudit.sources.tables.reading import read_grids

_OLD = b"\xd0\xcf\x11\xe0"
_NUMBER, _DATE, _BOOLEAN, _ERROR = 2, 3, 4, 5
_AREAS = 10_000


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read an old workbook that holds one service in one of its sheets."""
    check_size(data, path)
    if not data.startswith(_OLD):
        raise InputError.of("not-a-table", "this is not an old Excel workbook", path, "save it as .xlsx")
    try:
        import xlrd
    except ImportError:
        raise InputError.of(
            "missing-extra", "old workbooks need one more package", path, how_to_install("office")
        ) from None
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        with book:
            sheets = (book.sheet_by_index(n) for n in range(book.nsheets))
            grids = [_grid(book, sheet, path) for sheet in sheets if sheet.visibility == 0]
    except InputError:
        raise
    except Exception:  # a damaged workbook fails in the library with whatever comes first
        message, hint = "the workbook is damaged or has a password", "open it and save it as .xlsx"
        raise InputError.of("not-a-table", message, path, hint) from None
    if not grids:
        raise InputError.of("not-a-table", "the workbook has no visible sheet", path, "unhide the sheet with the table")
    return read_grids(grids, path, mapping)


def _grid(book: Any, sheet: Any, path: str) -> Grid:
    count = sum(max(1, sheet.row_len(n)) for n in range(sheet.nrows))
    if count > LIMITS.cells:
        raise too_many_cells(path, sheet.nrows)
    rows = [
        [Cell(clean(_text(book, cell)), n + 1, m) for m, cell in enumerate(sheet.row(n), 1)] for n in range(sheet.nrows)
    ]
    for row in rows:
        while row and not row[-1].text:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    for top, bottom, left, right in sheet.merged_cells[:_AREAS]:
        cover(rows, Area(top + 1, left + 1, bottom, right))
    return Grid(path, tuple(tuple(row) for row in rows), sheet.name)


def _text(book: Any, cell: Any) -> str:
    if cell.ctype == _BOOLEAN:
        return str(bool(cell.value)).lower()
    if cell.ctype == _ERROR:
        return ""
    if cell.ctype in (_NUMBER, _DATE):
        return shown(repr(cell.value), book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    return str(cell.value)
