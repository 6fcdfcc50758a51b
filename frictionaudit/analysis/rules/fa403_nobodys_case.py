"""When several units share a case, one of them should own it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed

_BY_NAME = re.compile(r"\bname[ds]?\b", re.IGNORECASE)


class NobodysCase(Rule):
    """Two or more of our units take part, and no one owns a case from start to end.

    A case has an owner if the procedure names a `case_owner`. A step that every case passes may also give the contact's
    name, in those words: `contact: the case officer by name`. A desk or a phone line is not a name. The rule looks at
    the units of our parties that do at least one step. Parties without a unit are left out.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        When each unit sees only its own part, no one notices that the case has stopped. Customers who ask are sent from
        one unit to the next.

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
        Name one party that keeps each case until it is closed, and tell customers who that is.

    Leave it when:
        Each unit handles a separate matter that the customer ordered separately. Give that reason with `because`.

    Sources:
        Redesign heuristic 19 (case manager) of Reijers and Liman Mansar; two units: our default.
    """

    level = "warning"
    stake = ()
    element = "personal"
    units: int = Field(default=2, ge=1, description="units taking part from which a case needs an owner")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        procedure = subject.procedure
        parties = procedure.parties
        acting = {step.by for step in subject.tasks.values() if step.by}
        units = sorted({parties[party].unit or "" for party in acting if parties[party].side.ours} - {""})
        if len(units) < self.units or procedure.case_owner is not None or _names_a_contact(subject):
            return
        yield Flag(
            f"{len(units)} units take part ({listed(units)}), and no one owns a case from start to end",
            about="case_owner",
        )


def _names_a_contact(subject: Subject) -> bool:
    contacts = (subject.procedure.steps[step].tells.contact for step in certain(subject.graph))
    return any(isinstance(contact, str) and _BY_NAME.search(contact) for contact in contacts)
