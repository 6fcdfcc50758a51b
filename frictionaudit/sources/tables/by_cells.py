"""What a column holds where its heading alone does not tell, and the cells below it do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.columns import DOES, Column, Header
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.heading_phrases import pronoun_of
from frictionaudit.sources.tables.headings import TIMES, Role
from frictionaudit.sources.tables.lanes import with_lanes, with_suppliers
from frictionaudit.sources.tables.sides import known_side
from frictionaudit.sources.tables.wording import normal, says_nothing

_BARE_NUMBER, _LETTERS = re.compile(r"\d+(?:\.\d+)*\s?[a-z]?[.)]?", re.IGNORECASE), re.compile(r"[^\W\d_]{2}")
_CODE = re.compile(r"[a-z]{0,3}[-.]?\d{1,4}(?:\.\d{1,3})*[a-z]?[.)]?|[a-z][.)]?", re.IGNORECASE)
_WHEN = re.compile(r"when|wann|timing|time when")
_WHERE = re.compile(r"where|wo|locations?|places?|venue|ort|where it happens|place of (?:action|work)")


def told_by_cells(grid: Grid, header: Header) -> Header:
    """The header, with the columns of parties, 'When' and 'Where' by what stands beside or below them."""
    return with_lanes(grid, _where(grid, _when(grid, _you_and_we(grid, with_suppliers(header)))))


def _you_and_we(grid: Grid, header: Header) -> Header:
    """The header, where 'You' and 'We' stand beside each other above sentences: who reads it acts, then the office."""
    open_ = [column for column in header.columns if column.role in (None, Role.ACTION, Role.AGENCY)]
    sides = {column: pronoun_of(normal(column.heading)) for column in open_}
    yours = [column for column, side in sides.items() if side is Side.CUSTOMER]
    ours = [column for column, side in sides.items() if side is Side.BACKSTAGE or column.role is Role.AGENCY]
    pair = (*yours, *ours)
    if len(yours) != 1 or len(ours) != 1 or not all(_worded(_below(grid, header, column)) for column in pair):
        return header
    return header.with_roles({yours[0]: Role.CLIENT, ours[0]: Role.AGENCY})


def _worded(texts: list[str]) -> bool:
    """Whether most texts are several words, as what people do is."""
    said = [text for text in texts if not says_nothing(text)]
    return bool(said) and 2 * sum(len(text.split()) > 1 for text in said) > len(said)


def _when(grid: Grid, header: Header) -> Header:
    """The header, where most cells below 'When' are times, and no other column is one of times."""
    columns = [c for c in header.columns if c.role is None and _WHEN.fullmatch(normal(c.heading))]
    if len(columns) != 1 or header.roles & TIMES:
        return header
    said = [text for text in _below(grid, header, columns[0]) if not says_nothing(text)]
    timed = [text for text in said if read_time(text).duration]
    return header.with_roles({columns[0]: Role.TIME}) if 2 * len(timed) > len(said) else header


def _where(grid: Grid, header: Header) -> Header:
    """The header, where 'Where' is a channel if most cells name one, and otherwise a place, which goes to the note."""
    columns = [c for c in header.columns if c.role is None and _WHERE.fullmatch(normal(c.heading))]
    if len(columns) != 1 or not header.roles & {*DOES}:
        return header
    said = [text for text in _below(grid, header, columns[0]) if not says_nothing(text)]
    named = [text for text in said if read_channels(text)]
    channel = Role.CHANNEL not in header.roles and 2 * len(named) > len(said)
    return header.with_roles({columns[0]: Role.CHANNEL if channel else Role.NOTE})


def with_numbers(grid: Grid, header: Header) -> Header:
    """The header, where no column is known to number the steps and the first, unknown one holds a code for each."""
    first = next((column for column in header.columns if column.heading), None)
    if first is None or first.role is not None or Role.NUMBER in header.roles:
        return header
    *codes, last = _below(grid, header, first) or [""]
    codes += [last] if _CODE.fullmatch(last) else []  # the last may be 'Total'
    if len(codes) < 2 or len({*codes}) < len(codes) or not all(map(_CODE.fullmatch, codes)):
        return header
    return header.with_roles({first: Role.NUMBER})


def _below(grid: Grid, header: Header, column: Column) -> list[str]:
    cells = (grid.at(row, column.number).text.strip() for row in range(header.last + 1, len(grid.rows) + 1))
    return [text for text in cells if text]


def with_actions(grid: Grid, header: Header) -> Header:
    """The header, where 'Step' holds only numbers: it is the number of what client and staff do, or of what happens.

    Where nothing is known to say what happens, the unknown column with the longest texts does; where one column is
    headed with the customer and one with staff, these say what each of them does.
    """
    if Role.STEP not in header.roles or Role.ACTION in header.roles:
        return header

    steps = [text for column in header.of(Role.STEP) for text in _below(grid, header, column)]
    numbers = dict.fromkeys(header.of(Role.STEP), Role.NUMBER)
    if header.roles & {Role.CLIENT, Role.AGENCY}:
        numbered = Role.NUMBER not in header.roles and any(map(_BARE_NUMBER.fullmatch, steps))
        return header.with_roles(numbers) if numbered and not any(map(_LETTERS.search, steps[:-1])) else header
    texts = {
        column: _below(grid, header, column) for column in header.columns if column.role is None and column.heading
    }
    worded = {column: sum(map(len, said)) for column, said in texts.items() if all(map(_LETTERS.search, said)) and said}
    if not worded or not all(map(_BARE_NUMBER.fullmatch, steps)):
        return header
    if both := _for_each_side(worded):
        return header.with_roles({**numbers, **both})
    return header.with_roles({**numbers, max(worded, key=lambda column: worded[column]): Role.ACTION})


def _for_each_side(columns: Iterable[Column]) -> dict[Column, Role]:
    """What the customer does and what staff do, where the headings name one of each; empty elsewhere."""
    roles = {Side.CUSTOMER: Role.CLIENT, Side.BACKSTAGE: Role.AGENCY}
    sides = {column: known_side(column.heading) for column in columns}
    both = {column: roles[side] for column, side in sides.items() if side in roles}
    return both if sorted(both.values()) == sorted(roles.values()) else {}
