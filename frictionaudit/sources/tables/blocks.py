"""Finds the parts of a service table: title, facts, requirements, the heading of the steps, their rows, the total."""

from __future__ import annotations

from frictionaudit.sources.tables.body import body_of
from frictionaudit.sources.tables.by_cells import told_by_cells, with_actions, with_numbers
from frictionaudit.sources.tables.columns import DOES, Header, header_at
from frictionaudit.sources.tables.ditto import with_dittos
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.head import Head
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.printed import Printed
from frictionaudit.sources.tables.responsibility import with_roles
from frictionaudit.sources.tables.unknown import SEARCHED_ROWS, lists_services
from frictionaudit.sources.tables.wording import normal


def step_header(grid: Grid, mapping: TableMapping) -> Header | None:
    """The row that looks most like the heading of steps; None when none does. A mapping may name the row."""
    if mapping.header_row:
        if mapping.header_row > len(grid.rows):
            return None
        return told_by_cells(grid, header_at(grid, mapping.header_row, mapping.columns))
    best: Header | None = None
    for row in range(1, min(len(grid.rows), SEARCHED_ROWS) + 1):
        own = len(grid.own(row))
        header = header_at(grid, row, mapping.columns) if own else None
        if header is None or (own < 2 and header.last == row):
            continue
        header = told_by_cells(grid, header)
        if lists_services(header) and not mapping.columns:
            continue
        if not header.is_steps:  # a matrix of roles and marks needs no other column
            header = with_roles(grid, header)
        if header.is_steps and (best is None or len(header.roles) > len(best.roles)):
            best = header
    return best


def find_blocks(grid: Grid, header: Header) -> Printed:
    """Take a table apart; InputError when it holds several services."""
    header, head = with_roles(grid, with_actions(grid, with_numbers(grid, header))), Head(grid)
    for row in range(1, header.row):
        head.take(row)
    body = body_of(grid, header)
    headings = {normal(column.heading) for column in header.columns if column.role in DOES}
    charter = {Role.CLIENT, Role.AGENCY} <= header.roles and (
        bool(head.facts.keys() - {"year", "month"})
        or head.requirement_header is not None
        or {"client steps", "agency actions"} <= headings
    )
    rows, dittos = with_dittos(body.rows)
    return Printed(
        grid, header, charter, rows, head.title, head.facts, tuple(head.requirements), body.total,
        (*head.notes, *body.notes, *dittos), (*head.skipped, *body.skipped),
    )  # fmt: skip
