"""A table as rows of cells, each with its place; a merged cell is known everywhere it reaches and counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS

_BLANKS = re.compile(r"[ \t\f\v\u00a0\u2007\u202f]+")


@dataclass(frozen=True)
class Cell:
    """The text of a cell and where it stands; a merged cell stands at its upper left corner."""

    text: str
    row: int
    column: int


@dataclass(frozen=True)
class Grid:
    """Rows of cells. The cells that a merged cell covers are that same cell, so its text is known in all of them.

    Rows and columns count from 1. `name` is the heading, caption or sheet name that stands with the table.
    """

    path: str
    rows: tuple[tuple[Cell, ...], ...]
    name: str | None = None
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def own(self, row: int) -> tuple[Cell, ...]:
        """The cells with text that begin in a row, those merged from above or repeated to the right left out."""
        return tuple(
            cell for n, cell in enumerate(self.rows[row - 1], 1) if cell.text and (cell.row, cell.column) == (row, n)
        )

    def at(self, row: int, column: int) -> Cell:
        """The cell seen at a place, an empty one where the row ends before."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else Cell("", row, column)

    def span(self, row: int = 1, column: int = 1) -> SourceSpan:
        """The place of a cell."""
        return SourceSpan(path=self.path, line=row, column=column)


def letter(column: int) -> str:
    """The letters that spreadsheets print above a column."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def clean(text: str) -> str:
    """Cell text without stray blanks and empty lines; line ends within the cell stay, since they separate things."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def plain_grid(path: str, rows: Iterable[Sequence[str]], name: str | None = None) -> Grid:
    """A grid from rows of texts without merged cells; InputError when there are too many of them."""
    cells: list[tuple[Cell, ...]] = []
    count = 0
    for n, row in enumerate(rows, 1):
        count += max(1, len(row))
        if count > LIMITS.cells:
            raise too_many_cells(path, n)
        cells.append(tuple(Cell(clean(text), n, m) for m, text in enumerate(row, 1)))
    return Grid(path, tuple(cells), name)


def too_many_cells(path: str, row: int) -> InputError:
    """The error for a table that has more cells than anybody printed."""
    return InputError.of(
        "too-large", f"more than {LIMITS.cells} cells", f"{path}:{row}:1", "a service table has a few hundred"
    )


def check_size(data: bytes, path: str) -> None:
    """InputError for a file that is empty or larger than any service table."""
    if not data.strip():
        raise InputError.of("not-a-table", "expected a service table, found an empty file", f"{path}:1:1")
    if len(data) > LIMITS.table_bytes:
        size, most = f"{len(data) / 1e6:.0f} MB", f"at most {LIMITS.table_bytes / 1e6:.0f} MB"
        raise InputError.of("too-large", f"{size} is more than a service table has", path, most)


def check_text(data: bytes, path: str, expected: str) -> None:
    """InputError for a binary file that only has the name of a text file."""
    known = {
        b"PK\x03\x04": "a zip archive, perhaps an .xlsx workbook",
        b"%PDF": "a PDF",
        b"\xd0\xcf\x11\xe0": "an .xls",
    }
    kind = next((kind for start, kind in known.items() if data.startswith(start)), None)
    nul = data.find(b"\0")
    if kind or nul >= 0:
        line = data[: max(nul, 0)].count(b"\n") + 1
        found = kind or "a NUL byte, so this is a binary file"
        raise InputError.of("not-text", f"expected {expected} as text, found {found}", f"{path}:{line}:1")
