"""Values under the wrong heading: a time in the fee column is reported, not misread in silence."""

from __future__ import annotations

from frictionaudit.domain.procedure import Skipped
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.wording import says_nothing

_SHORT = (Role.FEE, Role.WHO, Role.CLIENT, Role.AGENCY, Role.STEP, Role.CHANNEL, Role.DOCUMENT)


def misplaced(row: PrintedRow, printed: Printed) -> Role | None:
    """The column in which a row has its time, when that is not a time column; None when nothing is wrong."""
    roles = printed.header.roles
    if Role.TIME not in roles or (not says_nothing(row.says(Role.TIME)) and read_time(row.says(Role.TIME)).duration):
        return None
    return next((role for role in _SHORT if read_time(row.own(role)).duration), None)


def shifted_rows(printed: Printed) -> tuple[list[Skipped], list[int]]:
    """A report of the shifted rows, and their numbers; InputError when most rows are shifted."""
    shifted = [(row, role) for row in printed.rows if (role := misplaced(row, printed))]
    if len(shifted) > 1 and len(shifted) * 2 >= len(printed.rows):
        column = printed.header.of(Role.TIME)[0]
        raise InputError(
            [
                Problem(
                    "shifted-columns",
                    f"the time '{row.own(role)}' is under the heading of {role}; {column.name} has no time",
                    str(printed.grid.span(row.entry(role).row, row.entry(role).column)),
                    "move the cells, or name the columns in NAME.mapping.yaml",
                )
                for row, role in shifted
            ]
        )
    skipped = [
        Skipped(
            what=f"{row.place(role)}: '{row.own(role)}'",
            why=f"a time is under the heading of {role}; the row looks shifted, so its time and fee stay unknown",
            where=printed.grid.span(row.entry(role).row, row.entry(role).column),
        )
        for row, role in shifted
    ]
    return skipped, [row.row for row, _ in shifted]
