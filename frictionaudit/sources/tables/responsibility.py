"""A matrix of who does what: a column for each role, and marks such as X, or R and A, in the rows."""

from __future__ import annotations

import re
from dataclasses import replace

from frictionaudit.sources.tables.columns import Column, Header
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.headings import Role, weak_role_of
from frictionaudit.sources.tables.printed import Entry, PrintedRow

_DOES = re.compile(r"x|✓|✔|•|●|r|r ?/ ?a|a ?/ ?r", re.IGNORECASE)
_ANSWERS = re.compile(r"a", re.IGNORECASE)
_MARK = re.compile(rf"{_DOES.pattern}|a|c|i|s|c ?/ ?i", re.IGNORECASE)
"""Marks: who does it, who answers for it, and who is asked or told."""
_NO_ROLE = re.compile(
    r".*\?|online|web(?:site)?|portal|app|(?:on )?paper|papier|(?:tele)?phone|telefon|e-?mail|post|mail|letter|brief"
    r"|chat|fax|in person|counter|schalter|digital|manual|automat(?:ed|ic)|mandatory|required|optional|critical"
    r"|value[ -]add(?:ed|ing)?",
    re.IGNORECASE,
)
"""Headings of marks that say how, or of what kind, and not who."""
_FEWEST = 2


def with_roles(grid: Grid, header: Header) -> Header:
    """The header, where columns of marks stand for who does it; as it is where a column says who, or few have marks."""
    header = _without_marked(grid, header)
    if Role.WHO in header.roles:
        return header
    open_ = [column for column in header.columns if column.role is None and column.heading]
    marked = [c for c in open_ if not _NO_ROLE.fullmatch(c.heading.strip()) and _marks(grid, header, c)]
    return header.with_roles(dict.fromkeys(marked, Role.WHO)) if len(marked) >= _FEWEST else header


def _without_marked(grid: Grid, header: Header) -> Header:
    """The header, in which a column such as 'Office' says who only where no cell below it is a mark."""
    weak = [column for column in header.of(Role.WHO) if weak_role_of(column.heading)]
    columns = [column for column in weak if any(map(_MARK.fullmatch, _texts(grid, header, column)))]
    without = tuple(replace(column, role=None) if column in columns else column for column in header.columns)
    return replace(header, columns=without)


def _texts(grid: Grid, header: Header, column: Column) -> list[str]:
    texts = (grid.at(row, column.number).text.strip() for row in range(header.last + 1, len(grid.rows) + 1))
    return [text for text in texts if text]


def _marks(grid: Grid, header: Header, column: Column) -> bool:
    said = _texts(grid, header, column)
    return bool(said) and all(map(_MARK.fullmatch, said))


def is_matrix(grid: Grid, header: Header) -> bool:
    """Whether the columns that say who does it hold marks."""
    columns = header.of(Role.WHO)
    return len(columns) >= _FEWEST and all(_marks(grid, header, column) for column in columns)


def named(grid: Grid, header: Header, row: PrintedRow) -> PrintedRow:
    """A row of such a matrix with the roles that its marks name: those who do it, else those who answer for it."""

    def headings(mark: re.Pattern[str]) -> list[Column]:
        return [c for c in header.of(Role.WHO) if mark.fullmatch(grid.at(row.row, c.number).text.strip())]

    who = headings(_DOES) or headings(_ANSWERS)
    others: dict[Role, Entry] = {role: entry for role, entry in row.entries.items() if role is not Role.WHO}
    if not who:
        return replace(row, entries=others)
    entry = Entry("\n".join(column.heading for column in who), row.row, who[0].number)
    return replace(row, entries={**others, Role.WHO: entry})
