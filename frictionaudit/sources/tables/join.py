"""One service printed as several tables, one after the other, is put together again."""

from __future__ import annotations

from frictionaudit.sources.tables.blocks import step_header
from frictionaudit.sources.tables.columns import Role, header_at
from frictionaudit.sources.tables.grid import Cell, Grid
from frictionaudit.sources.tables.head import FACT_OF
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.wording import normal


def joined(grids: list[Grid]) -> list[Grid]:
    """Tables in which the head and the requirements of a service stand before its steps become one table."""
    found: list[Grid] = []
    waiting: list[Grid] = []
    for grid in grids:
        header = step_header(grid, TableMapping())
        if header is None and _is_head(grid):
            waiting.append(grid)
            continue
        if header is not None and waiting:
            found.append(_one([*waiting, grid]))
        else:
            found += [*waiting, grid]
        waiting = []
    return [*found, *waiting]


def _is_head(grid: Grid) -> bool:
    for row in range(1, min(len(grid.rows), 30) + 1):
        cells = grid.own(row)
        if cells and FACT_OF.get(normal(cells[0].text.partition(":")[0])):
            return True
        if cells and Role.DOCUMENT in header_at(grid, row).roles and len(cells) < 4:
            return True
    return False


def _one(grids: list[Grid]) -> Grid:
    """One table of several; each keeps its own rows, which count over the whole page."""
    rows: list[tuple[Cell, ...]] = []
    for grid in grids:
        rows += grid.rows[len(rows) :]
    note = f"{len(grids)} tables that follow one another are read as one"
    return Grid(grids[0].path, tuple(rows), grids[0].name, (note,))
