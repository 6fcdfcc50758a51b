"""Limits that a table states for the customer: 'within 15 days of notice' is a deadline, and no time that it takes."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Wait
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.columns import DOES, Column
from frictionaudit.sources.tables.consequences import with_consequences
from frictionaudit.sources.tables.conventions import Convention
from frictionaudit.sources.tables.headings import Role, is_deadline
from frictionaudit.sources.tables.people import People
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.remarks import Remarks
from frictionaudit.sources.tables.turns import is_an_answer

_AS_THE_TIME = Assumed(why="the limit for the customer read as the time that they take")
_LIMIT = re.compile(
    r"\b(?:with ?in|no(?:t)? (?:later|more|longer) than|not exceeding|up to|at (?:the )?(?:most|latest)|latest"
    r"|max(?:imum|imal)?|or less|innerhalb|binnen|bis(?: zu)?|höchstens|spätestens|längstens)\b|[<≤]",
    re.IGNORECASE,
)
_BEFORE, _AFTER = "a limit for beginning the case", "after everybody else is done"
_TIMES = (Role.TIME, Role.WAIT, Role.LEAD_TIME)


def of_the_case(
    wait: Wait, row: PrintedRow, printed: Printed, people: People, convention: Convention, said: Remarks
) -> Wait | None:
    """A wait for the customer with what the row states for it: a limit, a reminder, what happens without an answer.

    A limit for coming to us is no time of the case, nor are days of the customer after everybody else is done: None.
    """
    if wait.customer is None:
        return wait
    limited = _with_deadline(wait, row, printed, people, convention, said)
    return limited and with_consequences(limited, [row.own(role) for role in (Role.NOTE, *_TIMES, *DOES)])


def _with_deadline(
    wait: Wait, row: PrintedRow, printed: Printed, people: People, convention: Convention, said: Remarks
) -> Wait | None:
    if wait.customer is None or wait.deadline is not None:
        return wait
    outside = _outside_the_case(row, printed, people)
    for role in _TIMES:
        limited = bool(row.own(role)) and _is_limit(row, role, printed)
        if outside and (limited or (role is Role.TIME and row.own(role) and outside == _AFTER)):
            said.note(role, f"'{row.own(role)}' is {outside}, so no case waits for it")
            return None
        if limited:
            limit, taken = wait.customer, wait.customer.model_copy(update={"evidence": _AS_THE_TIME})
            said.note(role, f"'{row.own(role)}' is the customer's deadline, and counts as the time that they take")
            return wait.model_copy(update={"deadline": limit, "customer": taken})
    for column in printed.header.columns:
        if beside := _beside(row, column, printed, convention):
            said.notes.append(f"row {row.row}, {column.name}: read as the customer's deadline")
            return wait.model_copy(update={"deadline": beside})
    if noted := _in_a_note(row, convention):
        said.note(Role.NOTE, f"'{row.own(Role.NOTE)[:80]}' is read as the customer's deadline")
    return wait.model_copy(update={"deadline": noted}) if noted else wait


def _in_a_note(row: PrintedRow, convention: Convention) -> Duration | None:
    """The one limit in the remark of a row, as in 'Return within 14 days'; None where there are none or several."""
    found = list(_LIMIT.finditer(row.own(Role.NOTE)))
    rest = row.own(Role.NOTE)[found[0].start() :] if len(found) == 1 else ""
    limit = re.split(r"[.,;\n]", rest, maxsplit=1)[0]
    return read_time(limit, working_days=convention.working_days).duration if limit else None


def _outside_the_case(row: PrintedRow, printed: Printed, people: People) -> str:
    """Where a limit for the customer lies outside the case, in words; '' for one within it.

    Rows that lead elsewhere than to the next one show no order, so that their limits stay within the case.
    """
    if any(other.own(Role.NEXT) for other in printed.rows):
        return ""
    others = [other.row for other in printed.rows if people.by.get(other.row) not in people.customers]
    if not any(other < row.row for other in others) and not is_an_answer(row.own(Role.STEP) or row.own(Role.ACTION)):
        return _BEFORE
    return "" if not others or any(other > row.row for other in others) else _AFTER


def _is_limit(row: PrintedRow, role: Role, printed: Printed) -> bool:
    """Whether a time is a limit, by its own words or by its heading: 'max. 10 days', '28 days' under 'Max. time'."""
    number = row.entry(role).column
    headings = [column.heading for column in printed.header.of(role) if column.number == number]
    if _LIMIT.search(row.own(role)):
        return True
    return any(is_deadline(heading) or _LIMIT.search(heading) for heading in headings)


def _beside(row: PrintedRow, column: Column, printed: Printed, convention: Convention) -> Duration | None:
    """The limit in a column for deadlines, which holds no time of a step."""
    if column.role is not None or not is_deadline(column.heading):
        return None
    text = printed.grid.at(row.row, column.number).text
    return read_time(text, working_days=convention.working_days, unit=column.hint).duration if text else None
