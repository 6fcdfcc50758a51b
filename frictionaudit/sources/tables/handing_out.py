"""Rows in which staff act before the client: who hands out acts first, and both spend the minutes of the row there."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.domain.procedure import Effort, Step
from frictionaudit.domain.procedure.names import receives
from frictionaudit.sources.tables.columns import Header
from frictionaudit.sources.tables.conventions import AT_THE_COUNTER
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.people import acts
from frictionaudit.sources.tables.printed import PrintedRow
from frictionaudit.sources.tables.wording import actions


def is_handed_out(row: PrintedRow, rows: Sequence[PrintedRow]) -> bool:
    """Whether the client receives what staff hand out in the same row, after a row in which only staff act.

    After a row in which the client acts, the client brings the case along, and so comes first.
    """
    parts = actions(row.own(Role.CLIENT))
    if not parts or not receives(parts[0]) or not actions(row.own(Role.AGENCY)):
        return False
    above = [other for other in rows if other.row < row.row]
    return bool(above) and not acts(above[-1])


def staff_begin(header: Header) -> bool:
    """Whether the column of staff stands before the column of the client, so that staff act first."""
    first = {role: min(column.number for column in header.of(role)) for role in header.roles}
    return first.get(Role.AGENCY, 0) < first.get(Role.CLIENT, 0) and Role.AGENCY in first


def at_one_time(steps: Sequence[Step], *, staff_first: bool) -> list[Step]:
    """The steps of a row in order; where staff act first, the client's time passes beside their work, and not after."""
    if len(steps) != 2 or not staff_first:
        return list(steps)
    ours, theirs = steps
    spent, beside = ours.effort, theirs.effort
    counter = beside.counter if beside else None
    if spent is None or spent.counter or counter is None or not _of_the_row(counter.evidence):
        return [ours, theirs]
    return [
        ours.model_copy(update={"effort": spent.model_copy(update={"counter": counter})}),
        theirs.model_copy(update={"effort": Effort()}),
    ]


def _of_the_row(evidence: object) -> bool:
    """Whether a time at the counter is the one that the row prints for everybody in it."""
    return str(getattr(evidence, "why", "") or "").startswith(str(AT_THE_COUNTER.why))
