"""Rows into steps: the client's part of a row, then the staff's, with the times and fees that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Effort, Fee, Side, Skipped, Step, StepKind, Tells
from frictionaudit.domain.quantities import Duration
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.cells.efforts import PARTS, TURNS, ReadParts, read_parts
from frictionaudit.sources.tables.cells.fees import read_fees
from frictionaudit.sources.tables.cells.kinds import read_kind
from frictionaudit.sources.tables.cells.systems import read_systems
from frictionaudit.sources.tables.cells.tells import read_tells
from frictionaudit.sources.tables.cells.times import ReadTime, read_time
from frictionaudit.sources.tables.columns import Role
from frictionaudit.sources.tables.conventions import A_LEAD_TIME, Convention
from frictionaudit.sources.tables.people import CUSTOMER, People, acts, names_in, roles_in
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.timing import counted_time, likely_part, wait_before
from frictionaudit.sources.tables.wording import actions, numbered, says_nothing, shortly

_INSIDE = re.compile(
    r"\b(?:within|after|innerhalb|binnen|next)\s+(?:\w+\s+){0,2}?(?:hours?|days?|weeks?|months?|tag|woche)"
)
_ATTENDS = "Attends to the client"
_SHARE = re.compile(
    r"\((?:in |ca\.? ?|about |approx\.? ?|~ ?)?\d+\s*(?:%|per ?cent\b|prozent\b)[^()]*\)"
    r"|\d\s*(?:%|per ?cent) of (?:all |the )?(?:cases|customers|clients|requests|applications|people)\b",
    re.IGNORECASE,
)
"""How the name of a step says that it happens in a share of the cases only."""
_SHARE_GOES = re.compile(
    r"\d\s*(?:%|per ?cent|prozent)[^%]*(?:back|return|reject|refus|repeat|again|to step|go(?:es)? to|zurück|abgelehnt)"
    r"|(?:back|return|reject|refus|repeat|zurück|abgelehnt)[^%]*\d\s*(?:%|per ?cent|prozent)"
)
"""How a remark says that a share of the cases goes elsewhere."""
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


@dataclass
class _Remarks:
    """What is to say about a row: how it was read, and what of it was not understood."""

    row: PrintedRow
    printed: Printed
    notes: list[str] = field(default_factory=list)
    unread: list[Skipped] = field(default_factory=list)

    def note(self, role: Role, text: str) -> None:
        self.notes.append(f"{self.row.place(role)}: {text}")

    def not_read(self, role: Role, text: str, why: str) -> None:
        entry = self.row.entry(role)
        where = self.printed.grid.span(entry.row or self.row.row, entry.column or 1)
        self.unread.append(
            Skipped(what=f"{self.row.place(role)}: '{' '.join(text.split())[:80]}'", why=why, where=where)
        )


def steps_of(row: PrintedRow, printed: Printed, people: People, convention: Convention) -> RowSteps:
    """Read one row; times and fees of a cell merged over several rows count in the first of them."""
    said = _Remarks(row, printed)
    _conditions(row, said)
    _remark(row, said)
    time = _time(row, Role.TIME, printed, convention, said)
    waiting = _parts(row, Role.WAIT, TURNS, printed, convention, said)
    if not (waiting.times or waiting.none):
        waiting = _parts(row, Role.LEAD_TIME, TURNS, printed, convention, said).because(A_LEAD_TIME)
    effort = _parts(row, Role.EFFORT, PARTS, printed, convention, said)
    fees = _fees(row, convention, said)
    by = people.by.get(row.row)
    both = printed.charter or bool(printed.header.roles & {Role.CLIENT, Role.AGENCY})
    staff_not_listed = printed.charter or Role.AGENCY not in printed.header.roles
    timed = staff_not_listed and bool(time.duration or time.later)
    drafts = list(_client_and_staff_steps(row, by, timed) if both else _single_step(row, by))
    if not drafts:
        said.notes.append(f"row {row.row} has no action, so it is not a step")
        return RowSteps((), tuple(said.notes), tuple(said.unread))
    main = len(drafts) - 1
    channels = read_channels(row.own(Role.CHANNEL)) if Role.CHANNEL in row.entries else ()
    if row.own(Role.CHANNEL) and not channels and not says_nothing(row.own(Role.CHANNEL)):
        said.not_read(Role.CHANNEL, row.own(Role.CHANNEL), "no known channel, so the channel is unknown")
    row_steps = []
    for n, (role, id, draft) in enumerate(drafts):
        step = draft.model_copy(update={"channel": channels[0], "also": channels[1:]}) if channels else draft
        side = people.parties[step.by].side if step.by else None
        counted = counted_time(step, time, convention.calendar, side, main=n == main, both=both)
        if n == main and (effort.none or effort.times):
            counted["effort"] = _effort(effort, likely_part(step) if side is Side.CUSTOMER else "work")
        if n == 0:
            counted |= {"fees": fees} if fees is not None else {}
            wait = wait_before(counted.get("wait"), time, waiting, "third" if side is Side.THIRD else "queue")
            counted |= {"wait": wait} if wait else {}
        if n == main and row.own(Role.TELLS):
            counted["tells"] = _tells(row, said)
        if n == main and (systems := read_systems(row.own(Role.SYSTEM))):
            counted["systems"] = systems
        if n == main and (lines := "; ".join(actions(row.own(Role.NOTE)))):
            counted["note"] = "; ".join(filter(None, [step.note, lines]))
        row_steps.append(RowStep(row, role, id, step.model_copy(update=counted)))
    plain_days = time.plain_days or waiting.plain_days or effort.plain_days
    return RowSteps(tuple(row_steps), tuple(said.notes), tuple(said.unread), plain_days)


def _effort(read: ReadParts, otherwise: str) -> Effort:
    """The minutes of a row by part; those that name no part go to the part that fits the step."""
    times: dict[str, Duration] = {}
    for part, duration in read.times.items():
        key = part or otherwise
        times[key] = times[key].plus(duration) if key in times else duration
    return Effort.model_validate(times)


def _tells(row: PrintedRow, said: _Remarks) -> Tells:
    """What the customer learns: 'result; contact: the desk'."""
    told = read_tells(row.own(Role.TELLS))
    for word in told.unknown:
        said.not_read(Role.TELLS, word, f"not one of {', '.join(Tells.model_fields)}")
    return told.tells


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
    others = roles_in(row.own(Role.WHO))[1:]
    if parts:
        id = slug(f"{numbered(agency)[0]} {parts[0]}")
        yield Role.AGENCY, id, Step(name=shortly(parts), by=by, note=_full(parts, others))
    elif row.own(Role.WHO) or timed:
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


def _conditions(row: PrintedRow, said: _Remarks) -> None:
    for role in (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION):
        for part in actions(row.own(role)):
            if re.match(r"(?:if|falls|wenn)\b", part, re.IGNORECASE):
                said.not_read(role, part, "read as happening every time; the table gives no share")
            elif _SHARE.search(part):
                said.not_read(role, part, "read as happening every time; say where cases go in a column 'Next'")
            elif _INSIDE.search(part.casefold()):
                said.note(role, f"'{part[:80]}' has a time outside the time column, which is not counted")


def _remark(row: PrintedRow, said: _Remarks) -> None:
    """Tell of a share in a remark that it moves no case: only a column for what comes next does."""
    for part in () if row.own(Role.NEXT) else row.own(Role.NOTE).splitlines():
        if _SHARE_GOES.search(part.casefold()):
            said.not_read(Role.NOTE, part, "a remark is kept as a note; say where cases go in a column 'Next'")


def _time(row: PrintedRow, role: Role, printed: Printed, convention: Convention, said: _Remarks) -> ReadTime:
    if row.says(role) and not row.own(role):
        said.note(role, f"'{row.says(role)}' spans several rows; counted in the first")
    read = read_time(row.own(role), working_days=convention.working_days, unit=printed.unit(role))
    for note in read.notes:
        said.note(role, note)
    if read.unread:
        said.not_read(role, row.own(role), read.unread)
    return read


def _parts(
    row: PrintedRow, role: Role, words: Mapping[str, str], printed: Printed, convention: Convention, said: _Remarks
) -> ReadParts:
    if row.says(role) and not row.own(role):
        said.note(role, f"'{row.says(role)}' spans several rows; counted in the first")
    read = read_parts(row.own(role), words, unit=printed.unit(role), working_days=convention.working_days)
    for note in read.notes:
        said.note(role, note)
    if read.unread:
        said.not_read(role, row.own(role), read.unread)
    return read


def _fees(row: PrintedRow, convention: Convention, said: _Remarks) -> tuple[Fee, ...] | None:
    text = row.own(Role.FEE)
    if row.says(Role.FEE) and not text:
        said.note(Role.FEE, f"'{row.says(Role.FEE)}' spans several rows; counted in the first")
    fees = read_fees(text, convention.currency)
    for fee in fees or ():
        if fee.amount is None:
            said.not_read(Role.FEE, text, "there is no single amount, so the fee is unknown")
        elif convention.currency and fee.amount.currency != convention.currency:
            said.not_read(Role.FEE, text, "the currency differs from the table's, so the fee is unknown")
            return (Fee(note=" ".join(text.split())),)
    return fees
