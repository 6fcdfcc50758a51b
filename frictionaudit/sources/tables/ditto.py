"""Cells that say only that the row above holds here too: 'as above', 'ditto'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import Entry, PrintedRow
from frictionaudit.sources.tables.wording import says_nothing

_DITTO = re.compile(
    r"(?:the )?(?:same )?as (?:above|before|previous(?:ly)?|(?:in )?(?:the )?(?:row|step) above)|same|ditto|do\.|idem"
    r"|[\"”“″〃]|-+ ?[\"”“″] ?-+|wie (?:oben|vorher|zuvor)|s\. ?o\.|dito|desgl(?:\.|eichen)",
    re.IGNORECASE,
)
_REPEATED = frozenset(
    {Role.WHO, Role.TIME, Role.EFFORT, Role.WAIT, Role.LEAD_TIME, Role.CHANNEL, Role.SYSTEM, Role.DOCUMENT}
)
"""What may hold again; whether a fee that is 'as above' is paid again, nobody can tell."""


def with_dittos(rows: Sequence[PrintedRow]) -> tuple[tuple[PrintedRow, ...], tuple[str, ...]]:
    """The rows, in which such a cell has the text of the nearest one above that has any, and notes on them."""
    above: dict[Role, str] = {}
    read: list[PrintedRow] = []
    notes: list[str] = []
    for row in rows:
        changed: dict[Role, Entry] = {}
        for role in _REPEATED & {*row.entries}:
            entry = row.entries[role]
            if _DITTO.fullmatch(entry.text.strip()) and entry.own and role in above:
                changed[role] = replace(entry, text=above[role])
                notes.append(f"{row.place(role)}: '{entry.text}' is read as '{' '.join(above[role].split())[:80]}'")
            elif not says_nothing(entry.text):
                above[role] = entry.text
        read.append(replace(row, entries={**row.entries, **changed}) if changed else row)
    return tuple(read), tuple(notes)
