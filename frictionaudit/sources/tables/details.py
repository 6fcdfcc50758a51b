"""What a step of a table has besides its times: what it tells the customer, its systems and its note."""

from __future__ import annotations

from frictionaudit.domain.procedure import Step, Tells
from frictionaudit.sources.tables.cells.systems import read_systems
from frictionaudit.sources.tables.cells.tells import read_tells
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import PrintedRow
from frictionaudit.sources.tables.remarks import Remarks
from frictionaudit.sources.tables.wording import actions


def details_of(row: PrintedRow, step: Step, said: Remarks) -> dict[str, object]:
    """What the main step of a row has: what it tells, its systems and its note."""
    details: dict[str, object] = {}
    if row.own(Role.TELLS):
        details["tells"] = _tells(row, said)
    if systems := read_systems(row.own(Role.SYSTEM)):
        details["systems"] = systems
    if lines := "; ".join(actions(row.own(Role.NOTE))):
        details["note"] = "; ".join(filter(None, [step.note, lines]))
    return details


def _tells(row: PrintedRow, said: Remarks) -> Tells:
    """What the customer learns: 'result; contact: the desk'."""
    told = read_tells(row.own(Role.TELLS))
    for word in told.unknown:
        said.not_read(Role.TELLS, word, f"not one of {', '.join(Tells.model_fields)}")
    return told.tells
