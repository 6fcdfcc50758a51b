"""The rows below the heading of the steps: the steps, the totals among them, and what stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Skipped
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.tables.below import notes_below
from frictionaudit.sources.tables.columns import DOES, SAID, Header
from frictionaudit.sources.tables.grid import Cell, Grid
from frictionaudit.sources.tables.head import FACT_OF, names_a_service
from frictionaudit.sources.tables.headings import Role, role_of
from frictionaudit.sources.tables.lanes import has_lanes, in_its_lane
from frictionaudit.sources.tables.printed import PrintedRow, line_of, row_of
from frictionaudit.sources.tables.responsibility import is_matrix, named, odd_marks
from frictionaudit.sources.tables.wording import normal, numbered, says_nothing

_TOTAL = re.compile(
    r"(?:grand |sub[- ]?)?total(?:\s*[:=-].*|\s+(?:\w+ )?(?:time|fees?|duration|costs?)\b.*|\s+\d.*)?|"
    r"(?:gesamt|summe|insgesamt|zwischensumme)(?:\s*[:=-].*|\s+\d.*)?",
    re.IGNORECASE | re.DOTALL,
)
_SUMS = re.compile(
    r"(?:grand |sub[- ]?|sum |over ?all )?total|sum|average|mean|overall"
    r"|summe|gesamt(?:dauer|zeit|kosten|aufwand|summe)?|insgesamt|zwischensumme|durchschnitt",
    re.IGNORECASE,
)
"""Words of a sum; such a row is one where it says no more, or where it names nobody and holds only numbers."""
_BEGINS = re.compile(rf"\s*(?:{_SUMS.pattern})(?!\w)", re.IGNORECASE)
_AVERAGE = re.compile(r"average|mean|durchschnitt", re.IGNORECASE)
_SUB = re.compile(
    rf"\s*(?:sub[- ]?total|zwischensumme|{_AVERAGE.pattern}"
    r"|(?:total|summe|sum)s?(?: of| for)? (?:part|section|stage|phase|block|teil|abschnitt)\b)",
    re.IGNORECASE,
)
"""Sums of a part of the rows, and averages: none of them is the total of the table."""
_SECTION = re.compile(
    r"(?:stage|phase|part|section|abschnitt|teil)\s+(?:\d{1,2}|[ivx]{1,4}|[a-h])\b\s*(?:[:.–—-]|$)", re.IGNORECASE
)
"""How a heading between the steps begins."""
_ALONE = re.compile(r"(?:grand |sub[- ]?)?total|summe|gesamt|zwischensumme")


@dataclass
class Body:
    """The rows of steps, the total, and what is to say of the other rows."""

    rows: list[PrintedRow] = field(default_factory=list)
    total: PrintedRow | None = None
    notes: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def body_of(grid: Grid, header: Header) -> Body:
    """Part the rows below a heading; InputError where a second service begins.

    A total ends the table only where no further total stands below: the earlier ones are sub-totals.
    """
    body, matrix, lanes = Body(), is_matrix(grid, header), has_lanes(header)
    separate = {Role.CLIENT, Role.AGENCY} <= header.roles
    headings = [normal(column.heading) for column in header.columns if column.role in (*DOES, *SAID)]
    rows = [row for row in range(header.last + 1, len(grid.rows) + 1) if grid.own(row)]
    end, notes = _end(grid, header, rows), notes_below(grid, header, rows)
    for row in rows:
        cells = grid.own(row)
        texts = [normal(cell.text) for cell in cells]
        if [text for text in texts if text in headings] == headings:
            if end and row > end:
                raise _several(grid, header, cells[0])
            body.notes.append(f"row {row} repeats the heading and is skipped")
        elif names_a_service(cells) or (
            separate and (FACT_OF.get(texts[0]) == "office" or role_of(cells[0].text) is Role.DOCUMENT)
        ):
            raise _several(grid, header, cells[0])
        elif row in notes and (end is None or row < end):
            why = "it stands below the steps and is no step"
            body.skipped.append(Skipped(what=f"row {row}: '{line_of(cells)}'", why=why, where=grid.span(row)))
        elif row == end:
            body.total = row_of(grid, header, row)
        elif total := _total_in(grid, header, row):
            below = end is not None and row > end
            why = "a second total" if below else "a sub-total; the rows above and below it count"
            why = "an average and no step" if _AVERAGE.match(total) else why
            body.skipped.append(Skipped(what=line_of(cells), why=why, where=grid.span(row)))
        elif end is not None and row > end:
            lost = _is_step(grid, header, row)  # a step that is left out has to be told
            what, why = line_of(cells), "it is below the total"
            what = f"row {row}: '{what}'" if lost else what
            body.skipped.append(Skipped(what=what, why=why, where=grid.span(row), not_understood=lost))
        elif _is_section(grid, header, row):
            body.notes.append(f"row {row} is a heading between the steps and no step: '{line_of(cells)}'")
        else:
            printed = row_of(grid, header, row)
            printed, lost_acts = in_its_lane(grid, header, printed) if lanes else (printed, [])
            body.skipped += lost_acts
            body.rows.append(named(grid, header, printed) if matrix else printed)
            body.skipped += odd_marks(grid, header, row) if matrix else []
    return body


def _end(grid: Grid, header: Header, rows: list[int]) -> int | None:
    """The row of the total, None where there is none: the last of several between which there are steps.

    Of totals one below the other the first counts, unless the table has sections with totals of their own.
    """
    end: int | None = None
    steps_since, sections = True, False
    for row in rows:
        total = _total_in(grid, header, row)
        if total and (steps_since or sections):
            sections = sections or bool(_SUB.match(total)) or (end is not None and steps_since)
            end = end if _SUB.match(total) else row
            steps_since = False
        elif not total and _is_step(grid, header, row):
            steps_since = True
    return end


def _is_step(grid: Grid, header: Header, row: int) -> bool:
    """Whether a row says what is done, and at least one more thing about it."""
    entries = row_of(grid, header, row).entries
    said = {role for role, entry in entries.items() if entry.own and not says_nothing(entry.text)}
    return bool(said & {*DOES}) and len(said & {*DOES, *SAID}) > 1 and len(grid.own(row)) > 1


def _is_section(grid: Grid, header: Header, row: int) -> bool:
    """Whether a row is a heading between the steps: one cell over all columns, 'STAGE 1: INTAKE', 'B' above 'B1'."""
    cells = grid.own(row)
    if len(cells) != 1:
        return _heads_numbers(grid, header, row)
    seen = [grid.at(row, column.number) for column in header.columns if column.role]
    over_all = len(seen) > 2 and all(cell == cells[0] for cell in seen)
    return over_all or (not numbered(cells[0].text)[0] and _SECTION.match(cells[0].text) is not None)


def _heads_numbers(grid: Grid, header: Header, row: int) -> bool:
    """Whether a row has only a number and a name, and the number of the next row goes on with it: 'B', then 'B1'."""
    here = row_of(grid, header, row)
    said = {role for role, entry in here.entries.items() if entry.own and not says_nothing(entry.text)}
    number = here.own(Role.NUMBER).strip(" .:)").casefold()
    if not number or Role.NUMBER not in said or said & {*SAID}:
        return False
    below = next((n for n in range(row + 1, len(grid.rows) + 1) if grid.own(n)), 0)
    following = row_of(grid, header, below).own(Role.NUMBER).strip().casefold() if below else ""
    return re.fullmatch(rf"{re.escape(number)}(?:[.-]|(?<=[a-z]))\s?\w.*", following) is not None


def _total_in(grid: Grid, header: Header, row: int) -> str:
    """The words that make a row a total, '' for others: it begins so, or a cell says no more."""
    texts = [cell.text for cell in grid.own(row) if not re.fullmatch(r"[\d.\s]*", cell.text)]
    if texts and (_TOTAL.fullmatch(texts[0]) or _SUMS.fullmatch(normal(texts[0]))):
        return texts[0]
    if texts and _BEGINS.match(texts[0]) and _only_numbers(grid, header, row):
        return texts[0]
    return next((text for text in texts if _ALONE.fullmatch(normal(text))), "")


def _only_numbers(grid: Grid, header: Header, row: int) -> bool:
    """Whether a row names nobody, in a table that says who acts, and has only figures beside its first text."""
    first, *others = [cell.text for cell in grid.own(row) if re.search(r"[^\d.\s]", cell.text)] or [""]
    names_nobody = Role.WHO in header.roles and not row_of(grid, header, row).says(Role.WHO)
    return bool(first) and names_nobody and all(re.search(r"\d", text) or says_nothing(text) for text in others)


def _several(grid: Grid, header: Header, cell: Cell) -> InputError:
    return InputError(
        Problem(
            "several-services",
            f"a second service begins in row {cell.row} ('{cell.text[:60]}'), after the one from row {header.row}",
            str(grid.span(cell.row, cell.column)),
            "save each service in its own file",
        )
    )
