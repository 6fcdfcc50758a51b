"""Before anything is asked, people are told what awaits them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended

_NAMES = {"documents": "what to bring", "cost": "what it costs", "time": "how long it takes", "eligibility": "who may"}


class TellBeforeAsking(Heuristic):
    """The start tells who may, what to bring, what it costs, how long it takes and whom to ask.

    All texts follow from the page: the documents asked, the fees, the promises or the expected time, the way on from
    a check of eligibility, the owner of the case. What the page does not know is not told.

    Leave it when people come in without choosing to, as in an emergency.
    """

    answers = ("FA501",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA501"):
            start = finding.steps[0]
            told = procedure.steps[start].tells.model_dump(mode="json", exclude_defaults=True)
            known = {
                "eligibility": known_facts.eligibility(procedure),
                "documents": known_facts.papers(subject),
                "cost": known_facts.cost(subject),
                "time": known_facts.time(subject, measures),
            }
            more = {word: text for word, text in known.items() if text and word not in told}
            if not more:
                continue
            person = known_facts.contact(subject)
            whom = {"contact": person} if person and "contact" not in told else {}
            names = ", ".join(_NAMES[word] for word in _NAMES if word in more)
            yield Idea(
                f"tell {names} at '{procedure.label(start)}', as it follows from this page",
                (StepAmended(id=start, attribute="tells", value={**told, **more, **whom}),),
                steps=(start,),
            )
