"""Finds the parts of a service table: title, facts, requirements, the heading of the steps, their rows, the total."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Skipped
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.tables.columns import DOES, SAID, Column, Header, Role, header_at, role_of, with_actions
from frictionaudit.sources.tables.grid import Cell, Grid
from frictionaudit.sources.tables.head import FACT_OF, Head
from frictionaudit.sources.tables.mapping import EXAMPLE, TableMapping
from frictionaudit.sources.tables.printed import Printed, PrintedRow, line_of, row_of
from frictionaudit.sources.tables.responsibility import is_matrix, named, with_roles
from frictionaudit.sources.tables.wording import normal

SEARCHED_ROWS = 2000
_TOTAL = re.compile(
    r"(?:grand |sub-?)?total(?:\s*[:=-].*|\s+(?:\w+ )?(?:time|fees?|duration|costs?)\b.*|\s+\d.*)?|"
    r"(?:gesamt|summe|insgesamt)(?:\s*[:=-].*|\s+\d.*)?",
    re.IGNORECASE | re.DOTALL,
)


def step_header(grid: Grid, mapping: TableMapping) -> Header | None:
    """The row that looks most like the heading of steps; None when none does. A mapping may name the row."""
    if mapping.header_row:
        if mapping.header_row > len(grid.rows):
            return None
        return header_at(grid, mapping.header_row, mapping.columns)
    best: Header | None = None
    for row in range(1, min(len(grid.rows), SEARCHED_ROWS) + 1):
        own = len(grid.own(row))
        header = header_at(grid, row, mapping.columns) if own else None
        if header is None or (own < 2 and header.last == row):
            continue
        if header.is_steps and (best is None or len(header.roles) > len(best.roles)):
            best = header
    return best


def unknown_table(grid: Grid, mapping: TableMapping) -> InputError:
    """The error for a table without a heading of steps, with the nearest row to one."""
    row, known = mapping.header_row or 1, list[Column]()
    for n in range(1, min(len(grid.rows), SEARCHED_ROWS) + 1):
        columns = [column for column in header_at(grid, n, mapping.columns).columns if column.role]
        if len(columns) > len(known) and (not mapping.header_row or n == row):
            row, known = n, columns
    nearest = f"; row {row} has only {', '.join(column.name for column in known)}" if known else ""
    return InputError.of(
        "no-table-heading",
        f"no row is a heading of steps{nearest}",
        str(grid.span(row)),
        f"name the columns {DOES[2]} and {' or '.join(SAID[:2])}, or write NAME.mapping.yaml: {EXAMPLE}",
    )


def find_blocks(grid: Grid, header: Header) -> Printed:
    """Take a table apart; InputError when it holds several services."""
    header, head = with_roles(grid, with_actions(grid, header)), Head(grid)
    matrix = is_matrix(grid, header)
    for row in range(1, header.row):
        head.take(row)
    rows: list[PrintedRow] = []
    total: PrintedRow | None = None
    notes, skipped = list(head.notes), list(head.skipped)
    separate = {Role.CLIENT, Role.AGENCY} <= header.roles
    headings = [normal(column.heading) for column in header.columns if column.role in (*DOES, *SAID)]
    for row in range(header.last + 1, len(grid.rows) + 1):
        cells = grid.own(row)
        if not cells:
            continue
        texts = [normal(cell.text) for cell in cells]
        if [text for text in texts if text in headings] == headings:
            notes.append(f"row {row} repeats the heading and is skipped")
        elif separate and (FACT_OF.get(texts[0]) == "office" or role_of(cells[0].text) is Role.DOCUMENT):
            raise _several(grid, header, cells[0])
        elif _is_total(cells):
            if total is None:
                total = row_of(grid, header, row)
            else:
                skipped.append(Skipped(what=line_of(cells), why="a second total", where=grid.span(row)))
        elif total is not None:
            skipped.append(Skipped(what=line_of(cells), why="it is below the total", where=grid.span(row)))
        else:
            printed = row_of(grid, header, row)
            rows.append(named(grid, header, printed) if matrix else printed)
    charter = separate and (
        bool(head.facts) or head.requirement_header is not None or {"client steps", "agency actions"} <= {*headings}
    )
    return Printed(
        grid, header, charter, tuple(rows), head.title, head.facts, tuple(head.requirements), total,
        tuple(notes), tuple(skipped),
    )  # fmt: skip


def _is_total(cells: tuple[Cell, ...]) -> bool:
    """Whether a row is the total: it begins so, but for its number, or one of its cells says no more than that."""
    texts = [cell.text for cell in cells if not re.fullmatch(r"[\d.\s]*", cell.text)]
    return bool(texts) and (
        _TOTAL.fullmatch(texts[0]) is not None or any(normal(text) in ("total", "summe", "gesamt") for text in texts)
    )


def _several(grid: Grid, header: Header, cell: Cell) -> InputError:
    return InputError(
        Problem(
            "several-services",
            f"a second service begins in row {cell.row} ('{cell.text[:60]}'), after the one from row {header.row}",
            str(grid.span(cell.row, cell.column)),
            "save each service in its own file",
        )
    )
