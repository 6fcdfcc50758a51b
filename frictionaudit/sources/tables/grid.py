"""A table as rows of cells, each with its place; a merged cell is known everywhere it reaches and counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.file_kinds import binary_kind

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

    Rows and columns count from 1. `name` is the heading, caption or sheet name that stands with the table. `headings`
    are those further above, the nearest last.
    """

    path: str
    rows: tuple[tuple[Cell, ...], ...]
    name: str | None = None
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    headings: tuple[str, ...] = ()

    def own(self, row: int) -> tuple[Cell, ...]:
        """The cells with text that begin in a row, those merged from above or repeated to the right left out."""
        return tuple(
            cell for n, cell in enumerate(self.rows[row - 1], 1) if cell.text and (cell.row, cell.column) == (row, n)
        )

    def at(self, row: int, column: int) -> Cell:
        """The cell seen at a place, an empty one where the row ends before."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else Cell("", row, column)

    def from_first_row(self) -> Grid:
        """The same with its rows counted from its own first one, where tables of a file count on from each other."""
        before = next((n for n, row in enumerate(self.rows) if row), 0)
        rows = (tuple(replace(cell, row=cell.row - before) for cell in row) for row in self.rows[before:])
        return replace(self, rows=tuple(rows)) if before else self

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
    """The error for a table with more cells than the limit."""
    return InputError.of(
        "too-large",
        f"the table has more than {LIMITS.cells:,} cells",
        f"{path}:{row}:1",
        "delete the empty rows and columns",
    )


def check_size(data: bytes, path: str) -> None:
    """InputError for a file that is empty or larger than any service table."""
    if not data.strip():
        raise InputError.of("not-a-table", "the file is empty", f"{path}:1:1", "save the table again")
    if len(data) > LIMITS.table_bytes:
        size, most = f"{len(data) / 1e6:.0f} MB", f"{LIMITS.table_bytes / 1e6:.0f} MB"
        message = f"the file has {size}; a service table has at most {most}"
        raise InputError.of("too-large", message, path, "save the table alone")


def check_text(data: bytes, path: str, expected: str) -> None:
    """InputError for a binary file that only has the name of a text file."""
    kind = binary_kind(data)
    nul = data.find(b"\0")
    if kind or nul >= 0:
        line = data[: max(nul, 0)].count(b"\n") + 1
        message = f"this is {kind or 'a binary file'}, not {expected}"
        hint = "give an .xlsx workbook its own ending" if kind and "Office" in kind else "save the table as text"
        raise InputError.of("not-text", message, f"{path}:{line}:1", hint)
