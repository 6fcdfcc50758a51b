"""Tables without a heading of steps: what was found, and the mapping file that would settle it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from frictionaudit.domain.procedure import Side
from frictionaudit.errors import InputError
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.columns import DOES, SAID, Column, Header, header_at
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.headings import TIMES, Role, is_deadline, weak_role_of
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.sides import known_side
from frictionaudit.sources.tables.wording import normal

SEARCHED_ROWS = 2000
_SERVICES = re.compile(
    r"(?:name of )?(?:the )?(?:main )?services?(?: ?/ ?transactions?| name| provided| offered)?|transactions?"
    r"|leistung(?:en)?|(?:public )?service name|form name|name of (?:the )?form"
)
_NAME = 4
"""Words in the name of a role, at most."""
_Texts = Mapping[Column, Sequence[str]]
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
    draft = _draft(grid, nearest)
    otherwise = f"write NAME.mapping.yaml: {draft}" if draft else "say in NAME.mapping.yaml what each column holds"
    return InputError.of(
        "no-table-heading",
        f"no row is a heading of steps{found}",
        str(grid.span(nearest.row)),
        f"name the columns {DOES[2]} and {' or '.join(SAID[:2])}, or {otherwise}",
    )


def _rank(header: Header) -> tuple[int, int]:
    """How near a row is to a heading: columns that are known, then texts beside each other."""
    headings = {column.heading for column in header.columns if column.heading}
    return len([column for column in header.columns if column.role]), min(len(headings), 2)


def _draft(grid: Grid, header: Header) -> str:
    """A mapping for the headings that are not known, by what stands below them; '' where none is sure to be right."""
    open_ = [c for c in header.columns if c.role is None and c.heading and _PLAIN.fullmatch(c.heading)]
    texts = {column: _below(grid, header, column) for column in open_}
    drafts = _of_both_sides(texts) or _of_steps(texts, header)
    if not header.with_roles(drafts).is_steps:
        return ""
    columns = ", ".join(f"{column.heading}: {drafts[column]}" for column in open_ if column in drafts)
    row = f"header_row: {header.row}, " if header.row > 1 else ""
    return f"{{{row}columns: {{{columns}}}}}"


def _of_both_sides(texts: _Texts) -> dict[Column, Role]:
    """A column for each party, with what it does; empty where there is not one of each."""
    roles = {Side.CUSTOMER: Role.CLIENT, Side.BACKSTAGE: Role.AGENCY}
    sides = {column: known_side(column.heading) for column, said in texts.items() if _most(_is_deed, said)}
    drafts = {column: roles[side] for column, side in sides.items() if side in roles}
    return drafts if sorted(drafts.values()) == sorted(roles.values()) else {}


def _of_steps(texts: _Texts, header: Header) -> dict[Column, Role]:
    """What happens, who does it and how long it takes, as far as the cells leave no doubt."""
    times = [c for c, said in texts.items() if _most(_is_time, said) and not is_deadline(c.heading)]
    names = [c for c, said in texts.items() if _are_names(said)]
    deeds = [c for c, said in texts.items() if c not in names and _most(_is_deed, said) and not is_deadline(c.heading)]
    drafts: dict[Column, Role] = {}
    if len(times) == 1 and not header.roles & TIMES:
        drafts[times[0]] = Role.TIME
    if len(deeds) == 1 and not header.roles & {*DOES}:
        drafts[deeds[0]] = Role.STEP
    if len(names) == 1 and Role.WHO not in header.roles:
        drafts[names[0]] = Role.WHO
    return drafts


def _most(holds: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return 2 * sum(map(holds, texts)) > len(texts)


def _is_time(text: str) -> bool:
    return read_time(text).duration is not None


def _is_deed(text: str) -> bool:
    """Whether a text may say what is done: several words, and no time."""
    return len(text.split()) > 1 and not _is_time(text)


def _are_names(texts: Sequence[str]) -> bool:
    """Whether texts are who does it: all of them short, and one at least known to be somebody."""
    return all(len(text.split()) <= _NAME for text in texts) and any(map(known_side, texts))


def _below(grid: Grid, header: Header, column: Column) -> list[str]:
    rows = range(header.last + 1, min(len(grid.rows), header.last + 50) + 1)
    return [text for row in rows if (text := grid.at(row, column.number).text.strip())]
