"""The words of the customer's view: in plain English for staff, or in the words of a published page."""

from __future__ import annotations

from typing import Protocol

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.facts import customer_facts
from frictionaudit.application.drawings.folding import Folded
from frictionaudit.application.drawings.staff import name
from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.domain.quantities.format import format_elapsed, format_share
from frictionaudit.domain.quantities.listing import listed, shortened
from frictionaudit.exports.wording.vocabulary import TELLS

Facts = tuple[tuple[str, ...], tuple[str, ...]]
"""Short facts for a box, and the same in words."""
_HOUR = 60.0


class Wording(Protocol):
    """What the view says, in one language."""

    def lanes(self, procedure: Procedure) -> tuple[str, str]:
        """Names of the customer's lane and of the lane for what they hear."""
        ...

    def party(self, procedure: Procedure, id: str) -> str:
        """The name of a third party's lane."""
        ...

    def name(self, subject: Subject, id: str) -> str:
        """The name of a step."""
        ...

    def task(self, procedure: Procedure, id: str) -> Facts:
        """What a customer wants to know of a step."""
        ...

    def message(self, procedure: Procedure, id: str) -> Facts:
        """What a message tells, and what comes with it."""
        ...

    def onward(self, flow: Folded) -> str:
        """What leads on: under which condition, for how many, after how long."""
        ...


class PlainEnglish:
    """Short words for those who work on the procedure."""

    def lanes(self, procedure: Procedure) -> tuple[str, str]:
        sides = {party.side for party in procedure.parties.values()}
        unnamed = "Customer" if Side.CUSTOMER in sides else "No customer named"
        return customer_name(procedure) or unnamed, procedure.organisation or "What they hear"

    def party(self, procedure: Procedure, id: str) -> str:
        return procedure.party_name(id)

    def name(self, subject: Subject, id: str) -> str:
        return name(subject, id)

    def task(self, procedure: Procedure, id: str) -> Facts:
        return customer_facts(procedure, id)

    def message(self, procedure: Procedure, id: str) -> Facts:
        step = procedure.steps[id]
        tells = [TELLS[key] for key in TELLS if getattr(step.tells, key)]
        papers = [procedure.documents[paper].name or paper for paper in step.gives if paper in procedure.documents]
        facts, told = list[str](), list[str]()
        if tells:
            facts.append(f"tells {shortened(tells, 2)}")
            told.append(f"tells you {listed(tells, shown=None)}")
        if papers:
            facts.append(f"gives {shortened(papers, 1)}")
            told.append(f"gives you {listed(papers, shown=None)}")
        return tuple(facts), tuple(told)

    def onward(self, flow: Folded) -> str:
        share = format_share(flow.share) if flow.share is not None and flow.share < 0.9995 else ""
        low, high = (format_elapsed(minutes) for minutes in flow.minutes)
        unit = low.partition(" ")[2]
        shown = low.removesuffix(f" {unit}") if high.endswith(f" {unit}") and " " not in unit else low
        length = low if low == high else f"{shown} to {high}"
        wait = "" if flow.minutes[1] < _HOUR else f"wait {length}"
        if flow.unknown:
            wait = "wait unknown" if flow.minutes[0] < _HOUR else f"wait at least {low}"
        return " · ".join(filter(None, (", ".join(condition.text() for condition in flow.conditions), share, wait)))


def customer_name(procedure: Procedure) -> str:
    """What the only customer of a procedure is called; '' where there are several, or none with a name."""
    names = [party.name for party in procedure.parties.values() if party.side is Side.CUSTOMER and party.name]
    return names[0] if len(names) == 1 else ""
