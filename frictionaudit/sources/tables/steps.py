"""Rows into steps: the client's part of a row, then the staff's, with the times and fees that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from frictionaudit.domain.procedure import Effort, Fee, Side, Skipped, Step, StepKind, Wait
from frictionaudit.domain.quantities import Duration
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.cells.efforts import PARTS, TURNS, ReadParts, read_parts
from frictionaudit.sources.tables.cells.kinds import read_kind
from frictionaudit.sources.tables.cells.times import ReadTime, read_time
from frictionaudit.sources.tables.columns import Header
from frictionaudit.sources.tables.contacts import channels_of
from frictionaudit.sources.tables.conventions import A_LEAD_TIME, Convention
from frictionaudit.sources.tables.details import details_of
from frictionaudit.sources.tables.handing_out import at_one_time, is_handed_out, staff_begin
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.labels import name_of_row
from frictionaudit.sources.tables.limits import of_the_case
from frictionaudit.sources.tables.people import CUSTOMER, People, acts, in_charge, names_in
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.remarks import Remarks, tell_row
from frictionaudit.sources.tables.row_fees import fees_of
from frictionaudit.sources.tables.timing import counted_time, likely_part, of_both, wait_before
from frictionaudit.sources.tables.told_waits import told_wait
from frictionaudit.sources.tables.turns import NOBODYS, is_nobodys, named_parts, turn_before, turn_of
from frictionaudit.sources.tables.wording import actions, numbered, shortly

_ATTENDS = "Attends to the client"
_WORD_ID = re.compile(r"[a-z][a-z0-9._:-]*[a-z._:-][a-z0-9._:-]*")
"""An id in words, such as `send-form`; others are numbers of rows, such as `3b` or `P100`."""


@dataclass(frozen=True)
class RowStep:
    """A step with the row it comes from and the words its id is made of."""

    row: PrintedRow
    role: Role
    id: str
    step: Step


@dataclass(frozen=True)
class RowSteps:
    """The steps of one row, notes about the row, and what of it was not understood."""

    steps: tuple[RowStep, ...]
    notes: tuple[str, ...]
    unread: tuple[Skipped, ...] = ()
    plain_days: bool = False


@dataclass(frozen=True)
class _Amounts:
    """The times and fees of a row."""

    time: ReadTime
    waiting: ReadParts
    lead_time: bool
    effort: ReadParts
    fees: tuple[Fee, ...] | None


def steps_of(row: PrintedRow, printed: Printed, people: People, convention: Convention) -> RowSteps:
    """Read one row; times and fees of a cell merged over several rows count in the first of them."""
    said = Remarks(row, printed)
    tell_row(row, said)
    by = people.by.get(row.row)
    read = _amounts(row, printed, convention, said, customers=by in people.customers)
    both = printed.charter or bool(printed.header.roles & {Role.CLIENT, Role.AGENCY})
    drafts = _drafts(row, printed, by, read.time, both)
    if not drafts:
        said.notes.append(f"row {row.row} has no action, so it is not a step")
        return RowSteps((), tuple(said.notes), tuple(said.unread))
    main = max(range(len(drafts)), key=lambda n: (drafts[n][0] is Role.AGENCY, n))
    mine = next((n for n, (role, _, _) in enumerate(drafts) if role is Role.CLIENT), main)
    paying = mine if is_handed_out(row, printed.rows) else 0
    channels = channels_of(row, people.parties[by].side if by else None, said)
    row_steps = []
    for n, (role, id, draft) in enumerate(drafts):
        step = draft.model_copy(update={"channel": channels[0], "also": channels[1:]}) if channels else draft
        side = people.parties[step.by].side if step.by else None
        counted = counted_time(step, read.time, convention.calendar, side, main=n == main, both=both)
        if is_nobodys(step):
            read, counted = _of_nobody(read, counted, said)
        if spent := _spent(read.effort, step, side, n == main, n == mine):
            counted["effort"] = spent
        if row.row in people.together and "effort" in counted:
            counted["effort"] = of_both(counted["effort"], side)
        if n == 0:
            counted |= _first(read, step, side, counted.get("wait"), printed.header, convention)
        counted |= {"fees": read.fees} if n == paying and read.fees is not None else {}
        if isinstance(wait := counted.get("wait"), Wait):
            counted["wait"] = of_the_case(wait, row, printed, people, convention, said)
            if counted["wait"] is None:  # such a time is none of the case, and none of its published total
                counted["processing"] = None
        if n == main:
            counted |= details_of(row, step, said)
        row_steps.append(RowStep(row, role, id, step.model_copy(update=counted)))
    plain_days = read.time.plain_days or read.waiting.plain_days or read.effort.plain_days
    shared = at_one_time([one.step for one in row_steps], staff_first=mine > 0)
    row_steps = [replace(one, step=step) for one, step in zip(row_steps, shared, strict=True)]
    return RowSteps(tuple(row_steps), tuple(said.notes), tuple(said.unread), plain_days)


def _amounts(row: PrintedRow, printed: Printed, convention: Convention, said: Remarks, *, customers: bool) -> _Amounts:
    time = _time(row, Role.TIME, printed, convention, said)
    waiting = _parts(row, Role.WAIT, TURNS, printed, convention, said)
    lead_time = not (waiting.times or waiting.none)
    if lead_time:
        waiting = _parts(row, Role.LEAD_TIME, TURNS, printed, convention, said).because(A_LEAD_TIME)
    if not (waiting.times or waiting.none or time.later):
        waiting = told_wait(row, printed.rows, convention) or waiting
    effort = _parts(row, Role.EFFORT, {**PARTS, "customer": "customer"}, printed, convention, said)
    return _Amounts(time, waiting, lead_time, effort, fees_of(row, convention, said, customers=customers))


def _drafts(
    row: PrintedRow, printed: Printed, by: str | None, time: ReadTime, both: bool
) -> list[tuple[Role, str, Step]]:
    """The steps of a row without their times, as they happen: in the order of the columns, but given before had."""
    if not both:
        return list(_single_step(row, by))
    staff_not_listed = printed.charter or Role.AGENCY not in printed.header.roles
    drafts = list(_client_and_staff_steps(row, by, staff_not_listed and bool(time.duration or time.later)))
    first = (staff_begin(printed.header) and not printed.charter) or is_handed_out(row, printed.rows)
    return drafts[::-1] if first else drafts


def _of_nobody(read: _Amounts, counted: dict[str, object], said: Remarks) -> tuple[_Amounts, dict[str, object]]:
    """The times of a row that names nobody: those that say whose they are, and the time that is printed."""
    rest = replace(read, waiting=named_parts(read.waiting), effort=named_parts(read.effort))
    if rest != read or len(counted) > len({"processing"} & {*counted}):
        said.notes.append(NOBODYS)
    return rest, {key: value for key, value in counted.items() if key == "processing"}


def _first(
    read: _Amounts, step: Step, side: Side | None, wait: object, header: Header, convention: Convention
) -> dict[str, object]:
    """What the first step of a row has: the wait before it."""
    turn = turn_of(step, side) if read.lead_time else turn_before(step, side, read.waiting, header, convention.calendar)
    before = wait_before(wait, read.time, read.waiting, turn)
    return {"wait": before} if before else {}


def _spent(read: ReadParts, step: Step, side: Side | None, main: bool, mine: bool) -> Effort | None:
    """The minutes of a row by part; those that name no part go to the part that fits the step.

    The step of a row that is the customer's own has what is printed as theirs, the main one has the rest.
    """
    fitting = likely_part(step) if side is Side.CUSTOMER else "work"
    times: dict[str, Duration] = {}
    for part, duration in read.times.items():
        if mine if part == "customer" else main:
            theirs = fitting if side is Side.CUSTOMER else "counter"
            key = theirs if part == "customer" else part or fitting
            times[key] = times[key].plus(duration) if key in times else duration
    return Effort.model_validate(times) if times or (main and read.none) else None


def _client_and_staff_steps(row: PrintedRow, by: str | None, timed: bool) -> Iterator[tuple[Role, str, Step]]:
    """The client's step of a row, then the staff's; `timed`: a time alone shows that staff do something."""
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
    others = in_charge(row.own(Role.WHO))[0][1:]
    if parts:
        id = slug(f"{numbered(agency)[0]} {parts[0]}")
        yield Role.AGENCY, id, Step(name=shortly(parts), by=by, note=_full(parts, others))
    elif row.own(Role.WHO) or timed:
        number = numbered(client)[0] or numbered(agency)[0] or numbered(row.own(Role.NUMBER))[0]
        name = _ATTENDS if acts(row) else f"Step {number or row.row}"
        yield Role.AGENCY, slug(f"{number} {name}"), Step(name=name, by=by, note=_full([name], others))


def _single_step(row: PrintedRow, by: str | None) -> Iterator[tuple[Role, str, Step]]:
    """The one step of a row, in a table that does not part client and staff."""
    name, more = name_of_row(row)
    parts, further = actions(name or more), actions(more) if name else []
    kind = read_kind(row.own(Role.KIND))
    code = row.own(Role.NUMBER).strip()
    if not parts and kind.kind is StepKind.TASK and not _WORD_ID.fullmatch(code):
        return
    number = numbered(name or more)[0] or numbered(code)[0]
    title = shortly(parts) if parts else None
    id = code if _WORD_ID.fullmatch(code) else slug(f"{number or code} {title or kind.kind}")
    others = names_in(row.own(Role.WHO))[1:]
    note = "; ".join(filter(None, [_full(parts, others), *further])) or None
    step = Step(kind=kind.kind, name=title, by=by, note=note, outcome=kind.outcome)
    if kind.kind.gateway or kind.kind in (StepKind.START, StepKind.END):
        step = step.model_copy(update={"by": None})
    yield Role.STEP if row.own(Role.STEP) else Role.ACTION, id, step


def _full(parts: list[str], others: list[str]) -> str | None:
    lines = ["; ".join(parts)] if len(parts) > 1 else []
    lines += [f"also responsible: {', '.join(others)}"] if others else []
    return ". ".join(lines) or None


def _time(row: PrintedRow, role: Role, printed: Printed, convention: Convention, said: Remarks) -> ReadTime:
    if row.says(role) and not row.own(role):
        said.spans(role)
    read = read_time(row.own(role), working_days=convention.working_days, unit=printed.unit(role))
    for note in read.notes:
        said.note(role, note)
    if read.unread:
        said.not_read(role, row.own(role), read.unread)
    return read


def _parts(
    row: PrintedRow, role: Role, words: Mapping[str, str], printed: Printed, convention: Convention, said: Remarks
) -> ReadParts:
    if row.says(role) and not row.own(role):
        said.spans(role)
    read = read_parts(row.own(role), words, unit=printed.unit(role), working_days=convention.working_days)
    for note in read.notes:
        said.note(role, note)
    if read.unread:
        said.not_read(role, row.own(role), read.unread)
    return read
