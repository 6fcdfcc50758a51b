"""A matrix of who does what: a column for each role, and marks such as X, or R and A, in the rows."""

from __future__ import annotations

import re
from dataclasses import replace

from frictionaudit.domain.procedure import Skipped
from frictionaudit.sources.tables.columns import Column, Header
from frictionaudit.sources.tables.grid import Grid, letter
from frictionaudit.sources.tables.headings import Role, weak_role_of
from frictionaudit.sources.tables.printed import Entry, PrintedRow

_LETTERS = r"[racis](?:(?:\s*[/,;&+]\s*|\s+)[racis])*"
_MARK = re.compile(rf"x|✓|✔|•|●|{_LETTERS}", re.IGNORECASE)
"""Marks: who does it (x, R), who answers for it (A), and who is asked or told (C, I, S); 'A, R' is two of them."""
_DOES = re.compile(r"[xr✓✔•●]", re.IGNORECASE)
_ANSWERS = re.compile(r"a", re.IGNORECASE)
_ODD = re.compile(r"[^\d]{1,12}")
"""What may stand among marks and be none, such as '(x)'; a number shows that a column holds something else."""
_NO_ROLE = re.compile(
    r".*\?|online|web(?:site)?|portal|app|(?:on )?paper|papier|(?:tele)?phone|telefon|e-?mail|post|mail|letter|brief"
    r"|chat|fax|in person|counter|schalter|digital|manual|automat(?:ed|ic)|mandatory|required|optional|critical"
    r"|value[ -]add(?:ed|ing)?",
    re.IGNORECASE,
)
"""Headings of marks that say how, or of what kind, and not who."""
_FEWEST = 2
_BY_HEADING = (None, Role.WHO, Role.TIME, Role.EFFORT, Role.WAIT, Role.LEAD_TIME)
"""What a column of marks may seem to hold by its heading alone: 'HR' reads as hours, and is a department."""


def with_roles(grid: Grid, header: Header) -> Header:
    """The header, where columns of marks stand for who does it; as it is where a column says who, or few have marks."""
    header = _without_marked(grid, header)
    open_ = [column for column in header.columns if column.role in _BY_HEADING and column.heading]
    marked = [c for c in open_ if not _NO_ROLE.fullmatch(c.heading.strip()) and _marks(grid, header, c)]
    says_who = any(column not in marked for column in header.of(Role.WHO))
    if says_who or len(marked) < _FEWEST:
        return header
    return header.with_roles(dict.fromkeys(marked, Role.WHO))


def _without_marked(grid: Grid, header: Header) -> Header:
    """The header, in which a column such as 'Office' says who only where no cell below it is a mark."""
    weak = [column for column in header.of(Role.WHO) if weak_role_of(column.heading)]
    columns = [column for column in weak if any(map(_MARK.fullmatch, _texts(grid, header, column)))]
    without = tuple(replace(column, role=None) if column in columns else column for column in header.columns)
    return replace(header, columns=without)


def _texts(grid: Grid, header: Header, column: Column) -> list[str]:
    """The texts below a heading; a cell that reaches in from another column, such as a legend, is none of them."""
    cells = (grid.at(row, column.number) for row in range(header.last + 1, len(grid.rows) + 1))
    return [text for cell in cells if cell.column == column.number and (text := cell.text.strip())]


def _marks(grid: Grid, header: Header, column: Column) -> bool:
    """Whether a column holds marks; one that is not clear leaves it a column of marks."""
    said = _texts(grid, header, column)
    clear = [text for text in said if _MARK.fullmatch(text)]
    return bool(clear) and 2 * len(clear) >= len(said) and all(map(_ODD.fullmatch, said))


def is_matrix(grid: Grid, header: Header) -> bool:
    """Whether the columns that say who does it hold marks."""
    columns = header.of(Role.WHO)
    return len(columns) >= _FEWEST and all(_marks(grid, header, column) for column in columns)


def odd_marks(grid: Grid, header: Header, row: int) -> list[Skipped]:
    """The cells of a row of such a matrix that hold no known mark."""
    cells = [cell for cell in grid.own(row) if cell.column in {column.number for column in header.of(Role.WHO)}]
    return [
        Skipped(
            what=f"row {row}, column {letter(cell.column)}: '{cell.text.strip()}'",
            why="it is no mark of who does it (x or R) or answers for it (A), so it names nobody",
            where=grid.span(row, cell.column),
            not_understood=True,
        )
        for cell in cells
        if cell.text.strip() and not _MARK.fullmatch(cell.text.strip())
    ]


def named(grid: Grid, header: Header, row: PrintedRow) -> PrintedRow:
    """A row of such a matrix with the roles that its marks name: those who do it, else those who answer for it."""

    texts = {column: grid.at(row.row, column.number).text.strip() for column in header.of(Role.WHO)}
    marks = {column: text for column, text in texts.items() if _MARK.fullmatch(text)}
    who = [c for c in marks if _DOES.search(marks[c])] or [c for c in marks if _ANSWERS.search(marks[c])]
    others: dict[Role, Entry] = {role: entry for role, entry in row.entries.items() if role is not Role.WHO}
    if not who:
        return replace(row, entries=others)
    entry = Entry("\n".join(column.heading for column in who), row.row, who[0].number)
    return replace(row, entries={**others, Role.WHO: entry})
