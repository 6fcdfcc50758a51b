"""Where many units take part, somebody has to answer for the case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule

_BY_NAME = re.compile(r"\bname[ds]?\b", re.IGNORECASE)


class NobodysCase(Rule):
    """Two or more of our units take part, and nobody answers for a case from start to end.

    Somebody does where the procedure has a `case_owner`, or where a step that every case passes tells the contact's
    name, in such words: `contact: the case officer by name`. A desk or a line is no name. Units are those of the
    parties of ours that do at least one step; parties without a unit are not judged.

    Why it matters:
        Where each unit has only its part, no one notices that the whole stands still, and the customer who asks is
        sent from one to the other.

    Wrong:
        parties:
          desk: {side: frontstage, unit: Contact centre}
          warehouse: {side: backstage, unit: Logistics}

    Right:
        case_owner: desk
        parties:
          desk: {side: frontstage, unit: Contact centre}
          warehouse: {side: backstage, unit: Logistics}

    What to do:
        Name one party that keeps the case until it is closed, and tell customers whom to ask.

    Leave it when:
        Each unit's part is a matter of its own that the customer ordered apart: say so with `because`.

    Sources:
        Redesign heuristic 19 (case manager) of Reijers and Liman Mansar; two units: our default.
    """

    level = "warning"
    element = "personal"
    units: int = 2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        parties = procedure.parties
        acting = {step.by for step in subject.tasks.values() if step.by}
        units = sorted({parties[by].unit or "" for by in acting if parties[by].side.ours} - {""})
        if len(units) < self.units or procedure.case_owner is not None or _contact_by_name(subject):
            return
        names = ", ".join(units[:4]) + (f" and {len(units) - 4} more" if len(units) > 4 else "")
        yield Flag(
            f"{len(units)} units take part ({names}), and nobody answers for a case from start to end",
            about="case_owner",
        )


def _contact_by_name(subject: Subject) -> bool:
    told = (subject.procedure.steps[step].tells.contact for step in certain(subject.graph))
    return any(isinstance(contact, str) and _BY_NAME.search(contact) for contact in told)
