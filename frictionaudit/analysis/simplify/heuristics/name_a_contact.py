"""Customers know whom to ask by name."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended


class NameAContact(Heuristic):
    """Where a case lasts long or ends badly and nobody is named to ask, the start names somebody.

    It is whom another step names already, or else the party of ours in the front line that customers meet most often,
    counted in expected visits to its steps. Where several units take part and nobody answers for the case, an owner of
    the case is the better answer, which assign-a-case-owner proposes.

    Leave it when whoever is named could not help, or could not be reached.
    """

    answers = ("FA508",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        findings = open_findings(subject, measures, "FA508")
        person = known_facts.contact(subject) or _called(subject, known_facts.met_most(subject))
        if not findings or not person or open_findings(subject, measures, "FA403"):
            return
        starts = [start for start in subject.graph.entries if not subject.procedure.steps[start].tells.contact]
        told = [subject.procedure.steps[start].tells.model_dump(mode="json", exclude_defaults=True) for start in starts]
        yield Idea(
            f"name '{person}' from the start as the one to ask",
            tuple(
                StepAmended(id=start, attribute="tells", value={**words, "contact": person})
                for start, words in zip(starts, told, strict=True)
            ),
            steps=tuple(dict.fromkeys(step for finding in findings for step in finding.steps)),
            trade_off="time for those who ask, which is not on the page",
        )


def _called(subject: Subject, party: str) -> str:
    return (subject.procedure.parties[party].name or party) if party else ""
