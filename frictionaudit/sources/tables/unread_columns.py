"""The columns that are not read, and why; those whose times or amounts are lost come first."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Skipped
from frictionaudit.sources.tables.cells.fees import currency_of
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.columns import Column
from frictionaudit.sources.tables.headings import is_deadline, why_unread
from frictionaudit.sources.tables.printed import Printed
from frictionaudit.sources.tables.wording import normal

_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?", re.IGNORECASE)
_WHEN = re.compile(r"(?:start|finish|begin|end|from|until|beginn|ende|von|bis)(?:[- ]?(?:time|zeit))?")
"""Times of the day, and the headings above them: they are not how long something takes."""


def unread_columns(printed: Printed) -> tuple[list[Skipped], list[Skipped]]:
    """The columns whose heading is not known: those with times or amounts, which are missing then, and the others."""
    lost: list[Skipped] = []
    others: list[Skipped] = []
    for column in printed.header.columns:
        if not column.heading or column.role is not None:
            continue
        values, why = _values(printed, column), why_unread(column.heading)
        why = f"its {values} are missing from all figures, as {why}" if values else why
        where = printed.grid.span(printed.header.row, column.number)
        (lost if values else others).append(Skipped(what=column.name, why=why, where=where, not_understood=True))
    return lost, others


def _values(printed: Printed, column: Column) -> str:
    """What most cells below a heading are, 'times' or 'amounts'; '' for other cells and for deadlines."""
    texts = [printed.grid.at(row.row, column.number).text.strip() for row in printed.rows]
    said = [text for text in texts if text]
    times = [text for text in said if read_time(text, unit=column.hint).duration and not _CLOCK.fullmatch(text)]
    amounts = [text for text in said if currency_of([text]) and any(map(str.isdigit, text))]
    if not said or is_deadline(column.heading) or _WHEN.fullmatch(normal(column.heading)):
        return ""
    return "times" if 2 * len(times) > len(said) else "amounts" if 2 * len(amounts) > len(said) else ""
