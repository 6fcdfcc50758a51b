"""Merged cells: whatever a format calls them, a cell that covers others is seen in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.grid import Cell, clean, too_many_cells


@dataclass(frozen=True)
class Area:
    """An area of merged cells, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Spanning:
    """A cell with the number of columns and rows it covers, and how often it is repeated to the right."""

    text: str
    across: int = 1
    down: int = 1
    repeated: int = 1


def lay_out(rows: Iterable[Iterable[Spanning]], path: str, before: int = 0, count: int = 0) -> list[tuple[Cell, ...]]:
    """Rows of cells with those that they cover. `before` rows and `count` cells stand earlier in the file."""
    reaching: dict[int, tuple[Cell, int]] = {}  # column -> the cell from above and the last row it reaches
    laid: list[tuple[Cell, ...]] = []
    for n, cells in enumerate(rows, 1):
        row: dict[int, Cell] = {column: cell for column, (cell, last) in reaching.items() if last >= n}
        column = 1
        for cell in cells:
            text = clean(cell.text)
            for _ in range(cell.repeated):
                while column in row:
                    column += 1
                placed = Cell(text, before + n, column)
                for covered in range(column, column + cell.across):
                    row[covered] = placed
                    if cell.down > 1:
                        reaching[covered] = (placed, n + cell.down - 1)
                column += cell.across
                if count + len(row) > LIMITS.cells:
                    raise too_many_cells(path, before + n)
        width = max(row, default=0)
        count += max(1, width)
        if count > LIMITS.cells:
            raise too_many_cells(path, before + n)
        laid.append(tuple(row.get(m) or Cell("", before + n, m) for m in range(1, width + 1)))
    return laid


def cover(rows: list[list[Cell]], area: Area) -> None:
    """Let a merged cell be seen wherever it reaches, as far as the sheet is filled."""
    if area.top > len(rows) or area.left > len(rows[area.top - 1]):
        return
    corner = rows[area.top - 1][area.left - 1]
    if not corner.text:
        return
    right = min(area.right, max(max(len(row) for row in rows), area.left))
    for row in rows[area.top - 1 : area.bottom]:
        while len(row) < right:
            row.append(Cell("", corner.row, len(row) + 1))
        for column in range(area.left, right + 1):
            row[column - 1] = corner
