"""What is to say about a row: how it was read, and what of it was not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Side, Skipped
from frictionaudit.sources.tables.cells.fees import currency_of
from frictionaudit.sources.tables.conditions import conditional
from frictionaudit.sources.tables.grid import letter
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.people import in_charge, names_in
from frictionaudit.sources.tables.printed import Entry, Printed, PrintedRow
from frictionaudit.sources.tables.sides import known_side
from frictionaudit.sources.tables.told_waits import has_time, is_told_wait, prints_days
from frictionaudit.sources.tables.wording import actions

_INSIDE = re.compile(
    r"\b(?:within|after|innerhalb|binnen|next|up to|takes?|about|approx\.?|bis zu|dauert|sous|dans)\s+(?:\w+\s+){0,2}?"
    r"(?:minut|hours?|days?|weeks?|months?|stunde|tage?|woche|monat|heures?|jours?|semaines?|mois)"
)
_OPEN_HOURS = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|lun|mar|jeu|ven)[a-z]*\.?\s*(?:[-–]|to\b|bis\b|à\b)\s*"
    r"(?:mon|tue|wed|thu|fri|sat|sun|di|mi|do|fr|sa|so|mar|mer|jeu|ven|sam|dim)[a-z]*\b"
    r"|\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?\s*(?:[-–]|to|bis)\s*\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|uhr|o'clock)\b"
)
"""Opening hours in the words of a step: '(Mon-Thu 9-11 am)'."""
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
_ANY_SHARE = re.compile(r"\d\s*(?:%|per ?cent\b|prozent\b)|\b\d+ (?:in|out of) \d+\b")
_OF_MONEY = re.compile(
    r"\b(?:vat|tax|discount|deposit|interest|fees?|price|costs?|value|amount|premium|surcharge|mwst|rabatt|zins\w*)\b"
)
"""What a percentage is of, where it is no share of the cases."""


@dataclass
class Remarks:
    """What is to say about a row: how it was read, and what of it was not understood."""

    row: PrintedRow
    printed: Printed
    notes: list[str] = field(default_factory=list)
    unread: list[Skipped] = field(default_factory=list)

    def note(self, role: Role, text: str) -> None:
        self.notes.append(f"{self.row.place(role)}: {text}")

    def spans(self, role: Role) -> None:
        """Tell of a merged cell that reaches in from the left or from above."""
        over = "columns" if self.row.entry(role).row == self.row.row else "rows"
        self.note(role, f"'{self.row.says(role)}' spans several {over}; counted in the first")

    def not_read(self, role: Role, text: str, why: str, entry: Entry | None = None) -> None:
        """Tell of a text that was not understood; it stands under the heading of the role, or in its own entry."""
        at = entry or self.row.entry(role)
        row, column = at.row or self.row.row, at.column or 1
        what = f"row {row}, column {letter(column)}: '{' '.join(text.split())[:80]}'"
        self.unread.append(Skipped(what=what, why=why, where=self.printed.grid.span(row, column)))


def tell_row(row: PrintedRow, said: Remarks) -> None:
    """Tell of conditions, of shares in remarks, and of times that another time of the row leaves no place for."""
    _conditions(row, said)
    _shares(row, said)
    _several(row, said)
    for role, entry in row.left_out:
        said.not_read(role, entry.text, "another time of the row counts", entry)


def _conditions(row: PrintedRow, said: Remarks) -> None:
    """Tell of conditions and shares in the words of a step, which the table gives no number for."""
    for role in (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION):
        for part in actions(row.own(role)):
            if _SHARE.search(part):
                said.not_read(role, part, "read as happening every time; say where cases go in a column 'Next'")
            elif conditional(part):
                said.not_read(role, part, "read as happening every time; the table gives no share")
            elif has_time(part) or _INSIDE.search(part.casefold()):
                _time_inside(row, role, part, said)
            if _OPEN_HOURS.search(part.casefold()):
                said.note(role, f"'{part[:80]}' names opening hours, which are not counted")


def _time_inside(row: PrintedRow, role: Role, part: str, said: Remarks) -> None:
    """Tell of a time in the words of an action: read as a wait, the same as in a column of times, or not understood."""
    if is_told_wait(part, row, said.printed.rows):
        said.note(role, f"'{part[:80]}': its time is read as the wait before the customer comes again")
    elif prints_days(row):
        said.note(role, f"'{part[:80]}' has a time outside the time column, which is not counted")
    else:
        said.not_read(role, part, "it has a time outside the time column, which is not counted")


def _several(row: PrintedRow, said: Remarks) -> None:
    """Tell of a cell that names several people, of whom the first does the step."""
    apart = said.printed.charter or bool(said.printed.header.roles & {Role.CLIENT, Role.AGENCY})
    first, *others = (in_charge(row.own(Role.WHO))[0] if apart else names_in(row.own(Role.WHO))) or [""]
    if {Side.CUSTOMER, Side.BACKSTAGE} <= {*map(known_side, (first, *others))}:
        return
    if others:
        named = ", ".join(f"'{name}'" for name in others)
        said.note(Role.WHO, f"'{first}' does the step; its note names {named}, and hand-offs to them do not count")
    elif " / " in first:
        said.note(Role.WHO, f"'{first}' is read as one, and hand-offs between them do not count")


def _shares(row: PrintedRow, said: Remarks) -> None:
    """Tell of a share or an amount in a remark that it counts for nothing: only columns of their own do."""
    for part in row.own(Role.NOTE).splitlines():
        text = part.casefold()
        share = _SHARE_GOES.search(text) or (_ANY_SHARE.search(text) and not _OF_MONEY.search(text))
        if currency_of([part]) and any(map(str.isdigit, part)) and not row.own(Role.FEE):
            said.not_read(Role.NOTE, part, "a remark is kept as a note; an amount counts in a column 'Fee'")
        elif share and not row.own(Role.NEXT):
            said.not_read(Role.NOTE, part, "a remark is kept as a note; say where cases go in a column 'Next'")
