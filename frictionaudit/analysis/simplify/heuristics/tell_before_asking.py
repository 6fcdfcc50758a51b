"""Tell people what to expect before asking them for anything."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
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

    Everything follows from the page: the documents asked for, the fees, the promises or what could be promised, the
    condition of an eligibility check, the case owner. Anything that the page does not state is left out. Where people
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
            stated = subject.procedure.steps[start].tells.model_dump(mode="json", exclude_defaults=True)
            added = {key: text for key, text in _facts(subject, measures).items() if text and key not in stated}
            if not added:
                continue
            names = {**_NAMES, "documents": "which documents to send" if _are_all_remote(subject) else "what to bring"}
            person = known_facts.contact(subject)
            contact = {"contact": person} if person and "contact" not in stated else {}
            where = f" at {step_name(subject, start)}" if len(starts) > 1 else ""
            yield Idea(
                f"Tell people before they start{where}: {enumeration(names[key] for key in names if key in added)}",
                (StepAmended(id=start, attribute="tells", value={**stated, **added, **contact}),),
                steps=(start,),
            )


def _facts(subject: Subject, measures: Measures) -> dict[str, str]:
    """What the page knows that people could be told; empty texts where it does not know."""
    return {
        "eligibility": known_facts.eligibility(subject),
        "documents": _documents(subject),
        "cost": known_facts.cost(subject),
        "time": known_facts.time(subject, measures),
    }


def _documents(subject: Subject) -> str:
    """The documents to bring. That none are needed is worth saying only where people come to a place."""
    text = known_facts.documents(subject)
    return "" if text == known_facts.NO_DOCUMENTS and _are_all_remote(subject) else text


def _are_all_remote(subject: Subject) -> bool:
    """Whether every step that asks customers for something is done away from any place of ours."""
    asking = [step for id, step in subject.tasks.items() if subject.side(id) is Side.CUSTOMER and step.asks]
    return bool(asking) and all(step.channel is not None and not step.channel.in_person for step in asking)
