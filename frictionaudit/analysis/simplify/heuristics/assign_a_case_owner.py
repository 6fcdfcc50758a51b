"""Assign an owner to each case."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import party_name
from frictionaudit.domain.changes import ProcedureAmended


class AssignACaseOwner(Heuristic):
    """Where several units take part and nobody owns the case, make the party that customers meet most often the owner.

    It is the front-line party with the most expected visits to its steps. Where customers meet nobody, nothing is
    proposed.

    Do not use it when that party could not see how a case stands, or may not ask the others.

    Source: case manager in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 19
    answers = ("FA403", "FA508", "FA402")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        party = known_facts.met_most(subject)
        if not party or not open_findings(subject, measures, "FA403"):
            return
        yield Idea(
            f"Make {party_name(subject.procedure, party)} responsible for each case from start to end",
            (ProcedureAmended(attribute="case_owner", value=party),),
            trade_off="staff time to follow cases that others work on, which the page does not state",
        )
