"""Somebody has the case from start to end."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import ProcedureAmended


class AssignACaseOwner(Heuristic):
    """Where several units take part and nobody answers for a case, the party that customers meet most often does.

    It is the party of ours in the front line with most expected visits to its steps; where customers meet nobody,
    nothing is proposed.

    Leave it when that party could not see how a case stands, or may not ask the others.

    Source: case manager in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 19
    answers = ("FA403", "FA508", "FA402")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        party = known_facts.met_most(subject)
        if not party or not open_findings(subject, measures, "FA403"):
            return
        name = subject.procedure.parties[party].name or party
        yield Idea(
            f"let '{name}' answer for each case from start to end",
            (ProcedureAmended(attribute="case_owner", value=party),),
            trade_off="the time to keep hold of cases that lie with others, which is not on the page",
        )
