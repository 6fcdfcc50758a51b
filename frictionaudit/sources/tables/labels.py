"""Which cell of a row names its step, where one column holds labels or numbers and another what happens."""

from __future__ import annotations

from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import PrintedRow
from frictionaudit.sources.tables.wording import actions, numbered

_SHORT_SENTENCE = 12
"""Words of a sentence that can name a step, at most."""


def name_of_row(row: PrintedRow) -> tuple[str, str]:
    """The text that names the step of a row, with its number, and what else the row says of it.

    A number alone names nothing, and a single word is the label of a stage: 'Acknowledgement', beside
    'Acknowledge the complaint in writing'. What happens is the name then.
    """
    name, more = row.own(Role.STEP), row.own(Role.ACTION)
    number, bare = numbered(name)
    if not more or not (number or bare):
        return name, more
    if not bare:
        return f"{number}. {more}", ""
    said = actions(more)
    if len(bare.split()) == 1 and len(said) == 1 and 1 < len(said[0].split()) <= _SHORT_SENTENCE:
        return f"{number}. {more}" if number else more, f"stage: {bare}"
    return name, more
