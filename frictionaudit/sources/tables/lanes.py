"""Tables with a column for each party, as in a swim-lane diagram, and those of suppliers, inputs and outputs."""

from __future__ import annotations

from dataclasses import replace

from frictionaudit.domain.procedure import Skipped
from frictionaudit.sources.tables.columns import Column, Header
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.heading_words import EXACT, Role
from frictionaudit.sources.tables.printed import Entry, PrintedRow
from frictionaudit.sources.tables.sides import is_known_customer
from frictionaudit.sources.tables.wording import normal, says_nothing

_FEWEST = 3
"""Parties with a column of their own, at least; two are those of client and staff."""
_SINGLE = 0.75
"""Share of the rows in which one party acts, at least."""
_NAME = 4
"""Words in the name of a party, at most."""


def with_lanes(grid: Grid, header: Header) -> Header:
    """The header, where each party has a column and nearly every row says in one of them what that party does.

    One of the parties is known to be the customer.
    """
    if header.roles & {Role.WHO, Role.CLIENT, Role.AGENCY, Role.ACTION}:
        return header
    lanes = [c for c in header.columns if c.role is None and 0 < len(c.heading.split()) <= _NAME]
    if len({column.heading for column in lanes}) < _FEWEST or not any(is_known_customer(c.heading) for c in lanes):
        return header
    rows = [_filled(grid, row, lanes) for row in range(header.last + 1, len(grid.rows) + 1)]
    acting = [filled for filled in rows if filled]
    one_a_row = sum(len(filled) == 1 for filled in acting) >= _SINGLE * len(acting)
    used = {column for filled in acting for column in filled}
    return header.with_roles(dict.fromkeys(lanes, Role.ACTION)) if one_a_row and used == {*lanes} else header


def _filled(grid: Grid, row: int, lanes: list[Column]) -> list[Column]:
    """The columns in which a row says what is done, in several words or one."""
    own = {cell.column: cell.text for cell in grid.own(row)}
    return [column for column in lanes if not says_nothing(own.get(column.number, ""))]


def has_lanes(header: Header) -> bool:
    """Whether the columns of what is done are headed with the parties that do it."""
    headings = {normal(column.heading) for column in header.of(Role.ACTION)}
    return Role.WHO not in header.roles and len(headings) >= _FEWEST and not headings & {*EXACT}


def in_its_lane(grid: Grid, header: Header, row: PrintedRow) -> tuple[PrintedRow, list[Skipped]]:
    """A row with the party that heads the first column in which it says what is done, and what others do meanwhile."""
    lanes = _filled(grid, row.row, list(header.of(Role.ACTION)))
    if not lanes:
        return row, []
    first, *others = lanes
    entries = {
        Role.ACTION: Entry(grid.at(row.row, first.number).text, row.row, first.number),
        Role.WHO: Entry(first.heading, row.row, first.number),
    }
    lost = [
        Skipped(
            what=f"row {row.row}: {column.heading}: '{' '.join(grid.at(row.row, column.number).text.split())[:80]}'",
            why="a row is read as the step of one party; write what others do in rows of their own",
            where=grid.span(row.row, column.number),
            not_understood=True,
        )
        for column in others
    ]
    return replace(row, entries={**row.entries, **entries}), lost


def with_suppliers(header: Header) -> Header:
    """The header, where 'Supplier' beside 'Process' and 'Input' or 'Output' names who does the step."""
    named = {normal(column.heading).removesuffix("s"): column for column in header.columns if column.role is None}
    words = {normal(column.heading).removesuffix("s") for column in header.columns}
    process = bool(words & {"proces", "process", "process step", "step", "activity", "task"})
    if Role.WHO in header.roles or "supplier" not in named or not process or not words & {"input", "output"}:
        return header
    return header.with_roles({named["supplier"]: Role.WHO})
