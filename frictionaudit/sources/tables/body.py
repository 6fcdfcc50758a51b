"""The rows below the heading of the steps: the steps, the totals among them, and what stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Skipped
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.tables.columns import DOES, SAID, Header
from frictionaudit.sources.tables.grid import Cell, Grid
from frictionaudit.sources.tables.head import FACT_OF, names_a_service
from frictionaudit.sources.tables.headings import Role, role_of
from frictionaudit.sources.tables.printed import PrintedRow, line_of, row_of
from frictionaudit.sources.tables.responsibility import is_matrix, named, odd_marks
from frictionaudit.sources.tables.wording import normal, numbered, says_nothing

_TOTAL = re.compile(
    r"(?:grand |sub[- ]?)?total(?:\s*[:=-].*|\s+(?:\w+ )?(?:time|fees?|duration|costs?)\b.*|\s+\d.*)?|"
    r"(?:gesamt|summe|insgesamt|zwischensumme)(?:\s*[:=-].*|\s+\d.*)?",
    re.IGNORECASE | re.DOTALL,
)
_SUB = re.compile(r"\s*(?:sub[- ]?total|zwischensumme)", re.IGNORECASE)
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
    body, matrix = Body(), is_matrix(grid, header)
    separate = {Role.CLIENT, Role.AGENCY} <= header.roles
    headings = [normal(column.heading) for column in header.columns if column.role in (*DOES, *SAID)]
    rows = [row for row in range(header.last + 1, len(grid.rows) + 1) if grid.own(row)]
    end = _end(grid, header, rows)
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
        elif row == end:
            body.total = row_of(grid, header, row)
        elif _total_in(cells):
            below = end is not None and row > end
            why = "a second total" if below else "a sub-total; the rows above and below it count"
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
        total = _total_in(grid.own(row))
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
    """Whether a row is a heading between the steps: one cell over all columns, or a lone 'STAGE 1: INTAKE'."""
    cells = grid.own(row)
    if len(cells) != 1 or numbered(cells[0].text)[0]:
        return False
    seen = [grid.at(row, column.number) for column in header.columns if column.role]
    over_all = len(seen) > 2 and all(cell == cells[0] for cell in seen)
    return over_all or _SECTION.match(cells[0].text) is not None


def _total_in(cells: tuple[Cell, ...]) -> str:
    """The words that make a row a total, '' for others: it begins so, or a cell says no more."""
    texts = [cell.text for cell in cells if not re.fullmatch(r"[\d.\s]*", cell.text)]
    if texts and _TOTAL.fullmatch(texts[0]):
        return texts[0]
    return next((text for text in texts if _ALONE.fullmatch(normal(text))), "")


def _several(grid: Grid, header: Header, cell: Cell) -> InputError:
    return InputError(
        Problem(
            "several-services",
            f"a second service begins in row {cell.row} ('{cell.text[:60]}'), after the one from row {header.row}",
            str(grid.span(cell.row, cell.column)),
            "save each service in its own file",
        )
    )
