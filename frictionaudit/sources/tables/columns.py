"""What each column of a service table holds, read from its heading in English or German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from frictionaudit.sources.tables.bounds import Bound, bounds_in
from frictionaudit.sources.tables.cells.units import amounts
from frictionaudit.sources.tables.grid import Grid, letter
from frictionaudit.sources.tables.heading_phrases import is_some_task
from frictionaudit.sources.tables.headings import EXACT, TIMES, Role, is_cycle_time, role_of, weak_role_of
from frictionaudit.sources.tables.time_columns import is_unit, unit_of_heading, whose_time
from frictionaudit.sources.tables.wording import normal

DOES = (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION)
SAID = (
    Role.WHO,
    Role.TIME,
    Role.EFFORT,
    Role.WAIT,
    Role.LEAD_TIME,
    Role.FEE,
    Role.DOCUMENT,
    Role.FORM,
    Role.CHANNEL,
    Role.NEXT,
)


@dataclass(frozen=True)
class Column:
    """One column with its printed heading; `hint` is its unit, or what else it says in brackets.

    `whose` tells the minutes of one side from those of another: 'customer', 'work' (of staff), or ''. `bound` is the
    end of a range that the times are, 'min' or 'max', or ''.
    """

    number: int
    heading: str
    role: Role | None
    hint: str = ""
    whose: str = ""
    bound: str = ""

    @property
    def name(self) -> str:
        """How the column is called in notes and errors."""
        return f"column {letter(self.number)} '{self.heading}'" if self.heading else f"column {letter(self.number)}"


@dataclass(frozen=True)
class Header:
    """The heading row of the steps: its row, the last row it reaches to, and its columns."""

    row: int
    last: int
    columns: tuple[Column, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(column.role for column in self.columns if column.role)

    @property
    def kinds(self) -> frozenset[tuple[Role, str]]:
        """The roles, with whose times they are."""
        return frozenset((column.role, column.whose) for column in self.columns if column.role)

    def of(self, role: Role) -> tuple[Column, ...]:
        """The columns that hold this; a heading merged over two columns has both."""
        return tuple(column for column in self.columns if column.role is role)

    def with_roles(self, roles: Mapping[Column, Role]) -> Header:
        """The same, with other roles for some of its columns."""
        columns = tuple(replace(column, role=roles.get(column, column.role)) for column in self.columns)
        return replace(self, columns=columns)

    @property
    def known(self) -> tuple[Column, ...]:
        """The columns whose heading is known; one heading merged over several counts once."""
        known: dict[tuple[str, str], Column] = {}
        for column in self.columns:
            if column.role:
                known.setdefault((column.heading, column.role), column)
        return tuple(known.values())

    @property
    def is_steps(self) -> bool:
        """Whether it has what is done, and at least one more thing about it."""
        return any(role in self.roles for role in DOES) and len(self.roles & {*DOES, *SAID}) > 1


def header_at(grid: Grid, row: int, settled: Mapping[str, Role] | None = None) -> Header:
    """Read a row as headings; `settled` gives the role by heading or by column letter and goes first."""
    reader = _Headings(settled or {})
    cells = grid.rows[row - 1]
    texts = [grid.at(row, n).text for n in range(1, len(cells) + 1)]
    one = _settled(Header(row, row, reader.columns(texts, [""] * len(texts))))
    below = grid.own(row + 1) if row < len(grid.rows) else ()
    if not below:
        return one
    width = max(len(cells), len(grid.rows[row]))
    above = [grid.at(row, n) for n in range(1, width + 1)]
    for n in range(1, width):  # a heading over several columns may leave those to its right blank
        if not above[n].text and grid.at(row + 1, n + 1).text:
            above[n] = above[n - 1]
    own = {cell.column: cell.text for cell in below}
    columns = reader.columns([cell.text for cell in above], [own.get(n, "") for n in range(1, width + 1)])
    two = _settled(Header(row, row + 1, columns))
    reaches = any(cell.row == row and cell.text for cell in grid.rows[row])  # a heading merged over both rows
    known_alone = all(
        reader.known(n, text) or whose_time(text)[1] or normal(f"{above[n - 1].text} {text}") in EXACT
        for n, text in own.items()
    )
    alone = {reader.known(n, text) for n, text in own.items()}
    all_known = known_alone and len(two.kinds) > max(len(one.kinds), len(alone))
    return two if reaches or all_known or _parts_times([columns[n - 1] for n in own], own) else one


class _Headings:
    """Reads headings; what a mapping says of a heading or of a column's letter goes first."""

    def __init__(self, settled: Mapping[str, Role]) -> None:
        self._given = {normal(name): role for name, role in settled.items()}

    def known(self, number: int, text: str) -> Role | None:
        """What a heading holds by itself; None for unknown ones."""
        return self._given.get(normal(text)) or self._given.get(letter(number).casefold()) or role_of(text)

    def columns(self, above: Sequence[str], below: Sequence[str]) -> tuple[Column, ...]:
        """The columns of a row of headings and of the row below it, '' where that one has none."""
        bounds = bounds_in(above, below)
        return tuple(
            self._end_of_range(n, high, low, bound) or self._column(n, high, low)
            for n, (high, low, bound) in enumerate(zip(above, below, bounds, strict=True), 1)
        )

    def _column(self, number: int, above: str, below: str = "") -> Column:
        heading = " ".join((below or above).split())
        role = (self.known(number, below) or EXACT.get(normal(f"{above} {below}"))) if below else None
        over = self.known(number, above)
        role = over if below and over in TIMES and is_unit(below) else role or over
        whose, of = whose_time(below or above)
        if whose and role in (None, Role.TIME, Role.EFFORT) and (role if below else of):
            role = Role.EFFORT
        else:
            whose = ""
        return Column(number, heading, role, unit_of_heading(f"{above} {below}"), whose)

    def _end_of_range(self, number: int, above: str, below: str, bound: Bound) -> Column | None:
        """The column of an end of a range, read as the heading is without it; None where that is no time."""
        heading = " ".join((below or above).split())
        if not bound.end or self._given.get(normal(heading)) or self._given.get(letter(number).casefold()):
            return None
        column = self._column(number, bound.rest)
        role = column.role or (Role.TIME if bound.plain and not bound.rest else None)
        return replace(column, heading=heading, role=role, bound=bound.end) if role in TIMES else None


def _parts_times(columns: Sequence[Column], own: Mapping[int, str]) -> bool:
    """Whether a row only parts times: into ends of ranges or units, 'Min' and 'Max' below 'Days'."""
    parted = [column.bound or is_unit(own[column.number]) for column in columns]
    return len(columns) > 1 and all(parted) and all(column.role in TIMES for column in columns)


def _settled(header: Header) -> Header:
    """The header with the roles that depend on the other columns."""
    header, free = _one_a_side(header), dict[Role, Column]()
    several = len({c.heading for c in header.columns if c.role is None and is_some_task(normal(c.heading))}) > 1
    for column in header.columns:
        role = weak_role_of(column.heading) if column.role is None else None
        role = None if several and role is Role.STEP and is_some_task(normal(column.heading)) else role
        if role and not header.roles & ({role} if role is Role.WHO else {*DOES}):
            free.setdefault(role, column)
    return _lead_times_apart(_cycle_times_apart(header.with_roles({column: role for role, column in free.items()})))


def _one_a_side(header: Header) -> Header:
    """The header, in which no two columns are the actions of one side: those of a clerk and of a manager are apart."""
    for role in (Role.CLIENT, Role.AGENCY):
        named = [column for column in header.of(role) if normal(column.heading) not in EXACT]
        if len({column.heading for column in named}) > 1:
            columns = (replace(column, role=None) if column in named else column for column in header.columns)
            header = replace(header, columns=tuple(columns))
    return header


def _cycle_times_apart(header: Header) -> Header:
    """The header, in which a cycle time is work: beside a lead time or a wait, or minutes beside a time in days."""
    cycles = [column for column in header.of(Role.LEAD_TIME) if is_cycle_time(column.heading)]
    others = {column.role for column in header.columns if column not in cycles}
    if not cycles or Role.EFFORT in others:
        return header
    if Role.TIME not in others:
        return header.with_roles(dict.fromkeys(cycles, Role.TIME)) if others & {Role.LEAD_TIME, Role.WAIT} else header
    fine = all(amounts(f"1 {column.hint}").minutes for column in cycles)
    coarse = all(not amounts(f"1 {column.hint}").minutes for column in header.of(Role.TIME))
    return header.with_roles(dict.fromkeys(cycles, Role.EFFORT)) if fine and coarse else header


def _lead_times_apart(header: Header) -> Header:
    """The header, in which a lead time with no minutes or time beside it is the processing time."""
    if header.roles & {Role.TIME, Role.EFFORT}:
        return header
    return header.with_roles(dict.fromkeys(header.of(Role.LEAD_TIME), Role.TIME))
