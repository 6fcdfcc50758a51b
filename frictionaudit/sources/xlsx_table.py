"""Service tables in workbooks: the cells of each sheet as last saved; formulas and macros are not run."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from frictionaudit.domain.procedure import Reading, Skipped
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.grid import Cell, Grid, check_size, clean, letter, too_many_cells
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.reading import read_grids
from frictionaudit.sources.tables.workbook import Merged, check_archive, merged_cells


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read a workbook that holds one service in one of its sheets."""
    check_size(data, path)
    check_archive(data, path)
    try:
        import openpyxl
    except ImportError:
        raise InputError.of(
            "missing-extra", "workbooks need one more package", path, "run: pip install 'frictionaudit[office]'"
        ) from None
    values = formulas = None
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        merged = merged_cells(data)
        grids = []
        for n, sheet in enumerate(values.worksheets):
            if sheet.sheet_state == "visible":
                grids.append(_grid(sheet, formulas.worksheets[n], merged.get(sheet.title, ()), path))
    except InputError:
        raise
    except Exception:  # a damaged workbook fails in openpyxl with whatever comes first
        message, hint = "the workbook is damaged", "open it and save it again as .xlsx"
        raise InputError.of("not-a-table", message, path, hint) from None
    finally:
        for book in (values, formulas):
            if book is not None:
                book.close()
    if not grids:
        raise InputError.of("not-a-table", "the workbook has no visible sheet", path, "unhide the sheet with the table")
    return read_grids(grids, path, mapping)


def _grid(sheet: Any, formulas: Any, merged: tuple[Merged, ...], path: str) -> Grid:
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    rows: list[list[Cell]] = []
    skipped: list[Skipped] = []
    count = 0
    for n, (row, written) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=False), 1):
        count += max(1, len(row))
        if count > LIMITS.cells:
            raise too_many_cells(path, n)
        cells = [Cell(clean(_text(cell.value)), n, m) for m, cell in enumerate(row, 1)]
        skipped += _unsaved(cells, written, path)
        while cells and not cells[-1].text:
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    for area in merged:
        _cover(rows, area)
    return Grid(path, tuple(tuple(row) for row in rows), sheet.title, skipped=tuple(skipped))


def _unsaved(cells: list[Cell], written: tuple[Any, ...], path: str) -> Iterator[Skipped]:
    """Formulas whose result was never saved."""
    for cell, formula in zip(cells, written, strict=False):
        if not cell.text and formula.data_type == "f":
            where = f"row {cell.row}, column {letter(cell.column)}"
            yield Skipped(
                what=f"the formula in {where}",
                why="its result is not saved, and formulas are not run; open the workbook and save it once",
                where=Grid(path, ()).span(cell.row, cell.column),
            )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 60:.10g} minutes"
    return str(value)


def _cover(rows: list[list[Cell]], area: Merged) -> None:
    """Let a merged cell be seen wherever it reaches, as far as the sheet is filled."""
    if area.top > len(rows) or area.left > len(rows[area.top - 1]):
        return
    corner = rows[area.top - 1][area.left - 1]
    if not corner.text:
        return
    width = max(len(row) for row in rows)
    right = min(area.right, max(width, area.left))
    for row in rows[area.top - 1 : area.bottom]:
        while len(row) < right:
            row.append(Cell("", corner.row, len(row) + 1))
        for column in range(area.left, right + 1):
            row[column - 1] = corner
