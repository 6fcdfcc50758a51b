"""Tell people what to expect before asking them for anything."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.start_fact import Fact
from frictionaudit.analysis.simplify.start_facts import left_open, start_facts
from frictionaudit.analysis.simplify.start_papers import NO_DOCUMENTS
from frictionaudit.analysis.simplify.wording import enumeration, step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Side

_NAMES = {
    "eligibility": "who is eligible",
    "documents": "what to bring",
    "cost": "what it costs",
    "time": "how long it takes",
}


class TellBeforeAsking(Heuristic):
    """Tell people before they start who is eligible, what to bring, what it costs, how long it takes and whom to ask.

    Everything follows from the page: the documents asked for and where to get them, the fees, the promises, the
    condition of an eligibility check, the case owner. Some documents and fees concern only some people: the start tells
    on which condition. Anything that the page does not state is left out, and needs a check: a time without a promise,
    or who needs a document. Facts that people are told elsewhere before they are asked are not told again. Where people
    bring no documents and come to no place, nothing is said about documents.

    Do not use it when people do not choose to start, as in an emergency.
    """

    answers = ("FA501",)
    announces = True
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        starts = subject.procedure.starts
        for finding in open_findings(subject, measures, "FA501"):
            start = finding.steps[0]
            facts = start_facts(subject, measures, start)
            if _are_all_remote(subject) and facts.get("documents") == Fact(NO_DOCUMENTS):
                del facts["documents"]
            added = {key: fact.text for key, fact in facts.items() if fact.text}
            if not added:
                continue
            stated = subject.procedure.steps[start].tells.model_dump(mode="json", exclude_defaults=True)
            names = {**_NAMES, "documents": "which documents to send" if _are_all_remote(subject) else "what to bring"}
            person = known_facts.contact(subject)
            contact = {"contact": person} if person and "contact" not in stated else {}
            where = f" at {step_name(subject, start)}" if len(starts) > 1 else ""
            yield Idea(
                f"Tell people before they start{where}: {enumeration(names[key] for key in names if key in added)}",
                (StepAmended(id=start, attribute="tells", value={**stated, **added, **contact}),),
                steps=(start,),
                check=left_open(facts),
            )


def _are_all_remote(subject: Subject) -> bool:
    """Whether every step that asks customers for something is done away from any place of ours."""
    asking = [step for id, step in subject.tasks.items() if subject.side(id) is Side.CUSTOMER and step.asks]
    return bool(asking) and all(step.channel is not None and not step.channel.in_person for step in asking)
