"""Tables without a heading of steps: what was found, and the mapping file that would settle it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frictionaudit.domain.procedure import Side
from frictionaudit.errors import InputError
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.columns import DOES, SAID, Column, Header, header_at
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.headings import Role, weak_role_of
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.sides import known_side
from frictionaudit.sources.tables.wording import normal

SEARCHED_ROWS = 2000
_SERVICES = re.compile(
    r"(?:name of )?(?:the )?(?:main )?services?(?: ?/ ?transactions?| name| provided| offered)?|transactions?"
    r"|leistung(?:en)?|(?:public )?service name|form name|name of (?:the )?form"
)
_PLAIN = re.compile(r"[\w][\w '’.()/%&-]*")


def lists_services(header: Header) -> bool:
    """Whether the rows of a table are services and not steps: 'Services | Process | Fees'."""
    does = [column for column in header.columns if column.role in DOES]
    weak = all(weak_role_of(column.heading) for column in does)
    return weak and any(
        column.role is None and _SERVICES.fullmatch(normal(column.heading)) for column in header.columns
    )


def unknown_table(grid: Grid, mapping: TableMapping) -> InputError:
    """The error for a table without a heading of steps, with the nearest row to one."""
    row, nearest = mapping.header_row or 1, Header(mapping.header_row or 1, 1, ())
    for n in range(1, min(len(grid.rows), SEARCHED_ROWS) + 1):
        header = header_at(grid, n, mapping.columns)
        if (not mapping.header_row or n == row) and _rank(header) > _rank(nearest):
            nearest = header
    known = [column for column in nearest.columns if column.role]
    if lists_services(nearest):
        message = f"row {nearest.row} heads a list of services, one a row, and no steps"
        hint = "keep one service, and write its steps one below the other, with who does each"
        return InputError.of("no-table-heading", message, str(grid.span(nearest.row)), hint)
    found = f"; row {nearest.row} has only {', '.join(column.name for column in known)}" if known else ""
    return InputError.of(
        "no-table-heading",
        f"no row is a heading of steps{found}",
        str(grid.span(nearest.row)),
        f"name the columns {DOES[2]} and {' or '.join(SAID[:2])}, or write NAME.mapping.yaml: {_draft(grid, nearest)}",
    )


def _rank(header: Header) -> tuple[int, int]:
    """How near a row is to a heading: columns that are known, then texts beside each other."""
    headings = {column.heading for column in header.columns if column.heading}
    return len([column for column in header.columns if column.role]), min(len(headings), 2)


def _draft(grid: Grid, header: Header) -> str:
    """A mapping for the headings of the file that are not known, by what stands below them."""
    open_ = [c for c in header.columns if c.role is None and c.heading and _PLAIN.fullmatch(c.heading)]
    sides = {column: known_side(column.heading) for column in open_}
    if {Side.CUSTOMER, Side.BACKSTAGE} <= {*sides.values()}:  # a column for each party, with what it does
        roles = {Side.CUSTOMER: Role.CLIENT, Side.BACKSTAGE: Role.AGENCY}
        return _mapping(header, {column: roles[side] for column, side in sides.items() if side in roles})
    texts = {column: _below(grid, header, column) for column in open_}
    times = [column for column in open_ if any(read_time(text).duration for text in texts[column])]
    words = [column for column in open_ if column not in times]
    drafts: dict[Column, Role] = dict.fromkeys(times[:1], Role.TIME)
    if not header.roles & {*DOES} and words:
        longest = max(words, key=lambda column: sum(map(len, texts[column])))
        drafts[longest] = Role.STEP
        words.remove(longest)
    if Role.WHO not in header.roles:
        drafts |= dict.fromkeys(words[:1], Role.WHO)
    return _mapping(header, {column: drafts[column] for column in open_ if column in drafts})


def _mapping(header: Header, roles: Mapping[Column, Role]) -> str:
    columns = ", ".join(f"{column.heading}: {role}" for column, role in roles.items())
    row = f"header_row: {header.row}, " if header.row > 1 else ""
    return f"{{{row}columns: {{{columns or 'B: step, C: who'}}}}}"


def _below(grid: Grid, header: Header, column: Column) -> list[str]:
    rows = range(header.last + 1, min(len(grid.rows), header.last + 50) + 1)
    return [text for row in rows if (text := grid.at(row, column.number).text.strip())]
