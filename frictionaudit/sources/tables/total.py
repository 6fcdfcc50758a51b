"""The total row: the published total of the procedure, as printed and as counted."""

from __future__ import annotations

from decimal import Decimal

from frictionaudit.domain.procedure import Published
from frictionaudit.domain.quantities import Duration, Money
from frictionaudit.sources.tables.cells.fees import read_fees
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.conventions import Convention
from frictionaudit.sources.tables.grid import letter
from frictionaudit.sources.tables.headings import TIMES, Role
from frictionaudit.sources.tables.printed import Printed, line_of
from frictionaudit.sources.tables.wording import says_nothing


def published_of(printed: Printed, convention: Convention) -> tuple[Published | None, list[str]]:
    """The printed totals, and notes about them; None when there is no total row."""
    if printed.total is None:
        return None, ["the table has no total"] if printed.charter else []
    cells = printed.grid.own(printed.total.row)
    notes: list[str] = []
    time = _time(printed, convention, notes)
    fees = _fees(printed, convention, notes)
    return Published(time=time, fees=fees, printed=line_of(cells)), notes


def _time(printed: Printed, convention: Convention, notes: list[str]) -> Duration | None:
    total = printed.total
    assert total is not None
    unit = printed.unit(Role.TIME)
    text, place = total.own(Role.TIME), total.place(Role.TIME)
    if says_nothing(text):
        unknown = {column.number for column in printed.header.columns if column.heading and column.role is None}
        for cell in printed.grid.own(total.row):
            if cell.column in unknown:
                continue
            rest = cell.text.partition(":")[2] or cell.text
            if read_time(rest).duration:
                text, place = rest, f"row {cell.row}, column {letter(cell.column)}"
                times = {column.number for column in printed.header.columns if column.role in TIMES}
                outside = cell.column not in times
                notes.append(f"{place}: the total time is {'outside the time column' if outside else 'the one here'}")
                break
    read = read_time(text, working_days=convention.working_days, unit=unit)
    notes += [f"{place}: {note}" for note in read.notes]
    notes += [f"{place}: '{text}': {read.unread}"] if read.unread else []
    for role in (Role.EFFORT, Role.WAIT, Role.LEAD_TIME):
        if total.own(role) and total.place(role) != place and not says_nothing(total.own(role)):
            notes.append(f"{total.place(role)}: the total '{total.own(role)}' is not compared with the rows")
    return read.duration


def _fees(printed: Printed, convention: Convention, notes: list[str]) -> Money | None:
    total = printed.total
    assert total is not None
    text = total.own(Role.FEE)
    if read_time(text).duration:  # the total time, shifted
        return None
    fees = read_fees(text, convention.currency)
    if fees is None or (not fees and convention.currency is None):
        return None
    if not fees:
        return Money(amount=Decimal(0), currency=convention.currency or "")
    if fees[0].amount is None or fees[0].amount.currency != (convention.currency or fees[0].amount.currency):
        notes.append(f"{total.place(Role.FEE)}: there is no single amount, so the total fee is unknown: '{text}'")
        return None
    return fees[0].amount
