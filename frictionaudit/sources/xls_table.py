"""Tables in old workbooks (.xls): the cells of each sheet as last saved; formulas and macros are not run."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.grid import Cell, Grid, check_size, clean, too_many_cells
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.merged import Area, cover
from frictionaudit.sources.tables.reading import read_grids

_OLD = b"\xd0\xcf\x11\xe0"


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read an old workbook that holds one service in one of its sheets."""
    check_size(data, path)
    if not data.startswith(_OLD):
        hint = "save it as .xlsx"
        raise InputError.of("not-a-table", "this is not an old Excel workbook", path, hint)
    try:
        import python_calamine as calamine
    except ImportError:
        raise InputError.of(
            "missing-extra", "old workbooks need one more package", path, "run: pip install 'frictionaudit[office]'"
        ) from None
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = calamine.SheetVisibleEnum.Visible
            names = [sheet.name for sheet in book.sheets_metadata if sheet.visible is shown]
            grids = [_grid(book.get_sheet_by_name(name), name, path) for name in names]
    except InputError:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a damaged workbook ends in any of the library's errors, a panic among them
        message, hint = "the workbook is damaged or has a password", "open it and save it as .xlsx"
        raise InputError.of("not-a-table", message, path, hint) from None
    if not grids:
        raise InputError.of("not-a-table", "the workbook has no visible sheet", path, "unhide the sheet with the table")
    return read_grids(grids, path, mapping)


def _grid(sheet: Any, name: str, path: str) -> Grid:
    if sheet.total_height * sheet.total_width > LIMITS.cells:
        raise too_many_cells(path, 1)
    rows = [
        [Cell(clean(_text(value)), n, m) for m, value in enumerate(row, 1)]
        for n, row in enumerate(sheet.to_python(skip_empty_area=False), 1)
    ]
    for row in rows:
        while row and not row[-1].text:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        cover(rows, Area(top + 1, left + 1, bottom + 1, right + 1))
    return Grid(path, tuple(tuple(row) for row in rows), name)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime.timedelta):
        return f"{value.total_seconds() / 60:.10g} minutes"
    if isinstance(value, datetime.time):
        return f"{value.hour * 60 + value.minute + value.second / 60:.10g} minutes"
    return str(value)
