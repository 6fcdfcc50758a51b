"""Joins the tables of one service that is printed as several tables in a row."""

from __future__ import annotations

from frictionaudit.sources.tables.blocks import step_header
from frictionaudit.sources.tables.columns import header_at
from frictionaudit.sources.tables.grid import Cell, Grid
from frictionaudit.sources.tables.head import FACT_OF
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.wording import normal


def joined(grids: list[Grid]) -> list[Grid]:
    """Join tables where the head and the requirements of a service come before its steps."""
    result: list[Grid] = []
    waiting: list[Grid] = []
    for grid in grids:
        header = step_header(grid, TableMapping())
        if header is None and _is_head(grid):
            waiting.append(grid)
            continue
        if header is not None and waiting:
            result.append(_merge([*waiting, grid]))
        else:
            result += [*waiting, grid]
        waiting = []
    return [*result, *waiting]


def _is_head(grid: Grid) -> bool:
    for row in range(1, min(len(grid.rows), 30) + 1):
        cells = grid.own(row)
        if cells and FACT_OF.get(normal(cells[0].text.partition(":")[0])):
            return True
        if cells and Role.DOCUMENT in header_at(grid, row).roles and len(cells) < 4:
            return True
    return False


def _merge(grids: list[Grid]) -> Grid:
    """One table of several; each keeps its own rows, which count over the whole page."""
    rows: list[tuple[Cell, ...]] = []
    for grid in grids:
        rows += grid.rows[len(rows) :]
    note = f"{len(grids)} tables in a row are read as one"
    return Grid(grids[0].path, tuple(rows), grids[0].name, (note,), headings=grids[-1].headings)
