"""Name a contact from the start."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.bad_news import steps_with_contact
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended


class NameAContact(Heuristic):
    """Where a case takes long or ends badly and no contact is named, name one at the start.

    It is somebody of the front-line party that customers meet most often, by expected visits to its steps. The person
    whom one step names may know nothing of the others. Where several units take part and nobody owns the case,
    assign-a-case-owner proposes an owner instead.

    Do not use it when the contact could not help, or could not be reached.
    """

    answers = ("FA508",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        findings = open_findings(subject, measures, "FA508")
        party = _party_met_most(subject)
        if not findings or not party or open_findings(subject, measures, "FA403"):
            return
        contact = f"a person of {party} by name, with a direct number"
        steps = subject.procedure.steps
        named = steps_with_contact(subject)
        starts = [start for start in subject.graph.entries if start not in named]
        stated = {start: steps[start].tells.model_dump(mode="json", exclude_defaults=True) for start in starts}
        yield Idea(
            f"Name a person of '{party}' as the contact from the start",
            tuple(
                StepAmended(id=start, attribute="tells", value={**tells, "contact": contact})
                for start, tells in stated.items()
            ),
            steps=tuple(dict.fromkeys(step for finding in findings for step in finding.steps)),
            check="who has the time to answer, and may decide",
            trade_off="staff time for enquiries, which the page does not state",
        )


def _party_met_most(subject: Subject) -> str:
    party = known_facts.met_most(subject)
    return subject.procedure.party_name(party) if party else ""
