"""Rows into steps: the client's part of a row, then the staff's, with the times and fees that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.domain.procedure import Fee, Step
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.cells.fees import read_fees
from frictionaudit.sources.tables.cells.times import ReadTime, read_time
from frictionaudit.sources.tables.columns import Column, Role
from frictionaudit.sources.tables.conventions import Convention
from frictionaudit.sources.tables.people import CUSTOMER, People, acts, roles_in
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.timing import counted_time, wait_before
from frictionaudit.sources.tables.wording import actions, numbered, shortly, slug

_INSIDE = re.compile(
    r"\b(?:within|after|innerhalb|binnen|next)\s+(?:\w+\s+){0,2}?(?:hours?|days?|weeks?|months?|tag|woche)"
)
_ATTENDS = "Attends to the client"


@dataclass(frozen=True)
class RowStep:
    """A step with the row it comes from and the words its id is made of."""

    row: PrintedRow
    role: Role
    id: str
    step: Step


@dataclass(frozen=True)
class RowSteps:
    """The steps of one row, and notes about the row."""

    steps: tuple[RowStep, ...]
    notes: tuple[str, ...]
    plain_days: bool = False


def steps_of(row: PrintedRow, printed: Printed, people: People, convention: Convention) -> RowSteps:
    """Read one row; times and fees of a cell merged over several rows count in the first of them."""
    notes = list(_remarks(row))
    time = _time(row, Role.TIME, printed, convention, notes)
    waiting = _time(row, Role.WAIT, printed, convention, notes)
    fees = _fees(row, convention, notes)
    by = people.by.get(row.row)
    both = printed.charter or Role.AGENCY in row.entries or Role.CLIENT in row.entries
    drafts = list(_client_and_staff_steps(row, by, time) if both else _single_step(row, by))
    if not drafts:
        return RowSteps((), (*notes, f"row {row.row} has no action, so it is not a step"))
    main = len(drafts) - 1
    row_steps = []
    for n, (role, id, step) in enumerate(drafts):
        counted = counted_time(step, time, convention.calendar, main=n == main, both=both)
        if n == 0:
            counted |= {"fees": fees} if fees is not None else {}
            wait = wait_before(counted.get("wait"), time, waiting)
            counted |= {"wait": wait} if wait else {}
        channels = read_channels(row.own(Role.CHANNEL)) if Role.CHANNEL in row.entries else ()
        counted |= {"channel": channels[0], "also": channels[1:]} if channels else {}
        if n == main and (lines := "; ".join(actions(row.own(Role.NOTE)))):
            counted["note"] = "; ".join(filter(None, [step.note, lines]))
        row_steps.append(RowStep(row, role, id, step.model_copy(update=counted)))
    if row.own(Role.CHANNEL) and not read_channels(row.own(Role.CHANNEL)):
        notes.append(f"{row.place(Role.CHANNEL)}: the channel '{row.own(Role.CHANNEL)}' is not known")
    return RowSteps(tuple(row_steps), tuple(notes), time.plain_days or waiting.plain_days)


def _client_and_staff_steps(row: PrintedRow, by: str | None, time: ReadTime) -> Iterator[tuple[Role, str, Step]]:
    """The client's step of a row, then the staff's."""
    client, agency = row.own(Role.CLIENT), row.own(Role.AGENCY)
    if acts(row):
        number, text = numbered(client)
        parts = actions(client) or [text]
        yield (
            Role.CLIENT,
            slug(f"{number} {shortly(parts)}"),
            Step(name=shortly(parts), by=CUSTOMER, note=_full(parts, [])),
        )
    parts = actions(agency)
    others = roles_in(row.own(Role.WHO))[1:]
    if parts:
        id = slug(f"{numbered(agency)[0]} {parts[0]}")
        yield Role.AGENCY, id, Step(name=shortly(parts), by=by, note=_full(parts, others))
    elif row.own(Role.WHO) or time.duration or time.later:
        number = numbered(client)[0] or numbered(agency)[0] or numbered(row.own(Role.NUMBER))[0]
        name = _ATTENDS if acts(row) else f"Step {number or row.row}"
        yield Role.AGENCY, slug(f"{number} {name}"), Step(name=name, by=by, note=_full([name], others))


def _single_step(row: PrintedRow, by: str | None) -> Iterator[tuple[Role, str, Step]]:
    """The one step of a row, in a table that does not part client and staff."""
    name, more = row.own(Role.STEP), row.own(Role.ACTION)
    number, bare = numbered(name)
    if more and (number and not bare):
        name, more = f"{number}. {more}", ""
    parts, further = actions(name or more), actions(more) if name else []
    if not parts:
        return
    number = numbered(name or more)[0] or numbered(row.own(Role.NUMBER))[0]
    mine = acts(row)
    others = roles_in(row.own(Role.WHO))[1:]
    note = "; ".join(filter(None, [_full(parts, others), *further])) or None
    yield (
        Role.STEP if row.own(Role.STEP) else Role.ACTION,
        slug(f"{number} {shortly(parts)}"),
        Step(name=shortly(parts), by=CUSTOMER if mine else by, note=note),
    )


def _full(parts: list[str], others: list[str]) -> str | None:
    lines = ["; ".join(parts)] if len(parts) > 1 else []
    lines += [f"also responsible: {', '.join(others)}"] if others else []
    return ". ".join(lines) or None


def _remarks(row: PrintedRow) -> Iterator[str]:
    for role in (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION):
        text = row.own(role)
        for part in actions(text):
            if re.match(r"(?:if|falls|wenn)\b", part, re.IGNORECASE):
                yield f"{row.place(role)}: '{part[:80]}' is read as happening every time; the table gives no share"
            elif _INSIDE.search(part.casefold()):
                yield f"{row.place(role)}: '{part[:80]}' has a time outside the time column, which is not counted"


def _time(row: PrintedRow, role: Role, printed: Printed, convention: Convention, notes: list[str]) -> ReadTime:
    columns: tuple[Column, ...] = printed.header.of(role)
    if row.says(role) and not row.own(role):
        notes.append(f"{row.place(role)}: '{row.says(role)}' spans several rows; counted in the first")
    read = read_time(row.own(role), working_days=convention.working_days, unit=columns[0].hint if columns else "")
    notes += [f"{row.place(role)}: {note}" for note in read.notes]
    return read


def _fees(row: PrintedRow, convention: Convention, notes: list[str]) -> tuple[Fee, ...] | None:
    text = row.own(Role.FEE)
    if row.says(Role.FEE) and not text:
        notes.append(f"{row.place(Role.FEE)}: '{row.says(Role.FEE)}' spans several rows; counted in the first")
    fees = read_fees(text, convention.currency)
    for fee in fees or ():
        if fee.amount is None:
            notes.append(f"{row.place(Role.FEE)}: there is no single amount, so the fee is unknown: '{fee.note}'")
        elif convention.currency and fee.amount.currency != convention.currency:
            notes.append(
                f"{row.place(Role.FEE)}: the currency differs from the table's, so the fee is unknown: '{text}'"
            )
            return (Fee(note=" ".join(text.split())),)
    return fees
