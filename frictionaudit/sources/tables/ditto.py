"""Cells that say only that another row holds here too: 'as above', 'ditto', 'see step 1'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import Entry, PrintedRow
from frictionaudit.sources.tables.wording import numbered, says_nothing

_DITTO = re.compile(
    r"(?:the )?(?:same )?as (?:above|before|previous(?:ly)?|(?:in )?(?:the )?(?:row|step) above)|same|ditto|do\.|idem"
    r"|[\"”“″〃]|-+ ?[\"”“″] ?-+|wie (?:oben|vorher|zuvor)|s\. ?o\.|dito|desgl(?:\.|eichen)",
    re.IGNORECASE,
)
_SEE_ABOVE = re.compile(
    r"\(?(?:(?:please )?see (?:above|(?:the )?(?:row|step|line) above|(?:the )?previous (?:row|step))"
    r"|siehe (?:oben|vorher|zuvor|vorige[rn]? (?:schritt|zeile))|voir (?:ci-dessus|plus haut|supra)"
    r"|zie (?:boven|hierboven)|(?:ver|véase) (?:arriba|más arriba)|vedi sopra)\)?\.?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\(?(?P<same>(?:the )?same as(?: in)?|as (?:in|for|at)|wie (?:in|bei)?|comme à|idem)?\s*"
    r"(?P<see>(?:please )?see|siehe|s\.|voir|zie|véase|ver|vedi)?\s*"
    r"(?:(?:step|row|no\.?|number|schritt|zeile|nr\.?|(?:l')?étape|stap|paso)\s*)"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*[a-z]?)\)?\.?",
    re.IGNORECASE,
)
_REPEATED = frozenset(
    {Role.WHO, Role.TIME, Role.EFFORT, Role.WAIT, Role.LEAD_TIME, Role.CHANNEL, Role.SYSTEM, Role.DOCUMENT}
)
"""What may hold again; whether a fee that is 'as above' is paid again, nobody can tell."""
_SEEN = frozenset({Role.WHO, Role.CHANNEL, Role.SYSTEM, Role.DOCUMENT})
"""What 'see above' repeats; a time that is said above may be one time for both rows."""


def refers(text: str) -> bool:
    """Whether a text only points to another row: 'see above', 'as in step 1'."""
    bare = text.strip()
    match = _NUMBERED.fullmatch(bare)
    return bool(_DITTO.fullmatch(bare) or _SEE_ABOVE.fullmatch(bare) or (match and (match["same"] or match["see"])))


def with_dittos(rows: Sequence[PrintedRow]) -> tuple[tuple[PrintedRow, ...], tuple[str, ...]]:
    """The rows, in which such a cell has the text that it points to, and notes on them.

    That text is of the row with the printed number, else of the nearest row above that has any.
    """
    above: dict[Role, str] = {}
    by_number: dict[str, Mapping[Role, Entry]] = {}
    read: list[PrintedRow] = []
    notes: list[str] = []
    for row in rows:
        changed: dict[Role, Entry] = {}
        for role in _REPEATED & {*row.entries}:
            entry = row.entries[role]
            meant = _meant(entry.text.strip(), role, above, by_number) if entry.own and refers(entry.text) else ""
            if meant:
                changed[role] = replace(entry, text=meant)
                notes.append(f"{row.place(role)}: '{entry.text}' is read as '{' '.join(meant.split())[:80]}'")
            elif refers(entry.text) and role is Role.DOCUMENT:
                notes.append(f"{row.place(role)}: '{entry.text}' points to no row that names a document")
            elif not says_nothing(entry.text) and not refers(entry.text):
                above[role] = entry.text
        read.append(replace(row, entries={**row.entries, **changed}) if changed else row)
        by_number.setdefault(_number(row), read[-1].entries)
    return tuple(read), tuple(notes)


def _meant(text: str, role: Role, above: Mapping[Role, str], by_number: Mapping[str, Mapping[Role, Entry]]) -> str:
    """The text that a reference means; '' where it names no row above, or may not mean that the same holds again."""
    match = _NUMBERED.fullmatch(text)
    if role not in _SEEN and (_SEE_ABOVE.fullmatch(text) or (match and not match["same"])):
        return ""
    if match:
        entry = by_number.get(match["number"].casefold(), {}).get(role)
        return entry.text if entry and not says_nothing(entry.text) and not refers(entry.text) else ""
    return above.get(role, "")


def _number(row: PrintedRow) -> str:
    """The number printed for a row, '' for none."""
    printed = (row.own(role) for role in (Role.STEP, Role.CLIENT, Role.AGENCY, Role.ACTION))
    number = next((number for text in printed if (number := numbered(text)[0])), "")
    return number or row.own(Role.NUMBER).strip(" .:)").casefold()
