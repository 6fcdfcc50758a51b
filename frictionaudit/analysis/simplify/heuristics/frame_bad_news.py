"""Hard news comes with the reason, the ways on, and somebody to ask."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import Change, StepAmended

_NAMES = {"reason": "why", "options": "what they may do now", "contact": "whom to ask", "redress": "where to object"}


class FrameBadNews(Heuristic):
    """Where people get hard news they are told why, what they may do now, whom to ask and where to object.

    The reason is the condition of the way that leads there; the options are those that the step lists; whom to ask is
    the owner of the case or whom another step names; where to object is what another step tells. What the page does
    not know is not told.

    Leave it when the reason would hurt or endanger somebody: then say that, and whom to ask.
    """

    answers = ("FA509", "FA601", "FA508")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        bad = {step for step, drawn in procedure.steps.items() if drawn.outcome == "adverse"}
        findings = [finding for code in self.answers for finding in open_findings(subject, measures, code)]
        steps = in_reading_order(subject, (finding.steps[0] for finding in findings if len(finding.steps) == 1))
        changes: list[Change] = []
        words: dict[str, None] = {}
        for step in (step for step in steps if step in bad):
            told = procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
            known: dict[str, str | bool] = {
                "reason": _reason(subject, step),
                "options": bool(procedure.steps[step].options),
                "contact": known_facts.contact(subject, step),
                "redress": known_facts.redress(subject, step),
            }
            more = {word: text for word, text in known.items() if text and word not in told}
            if more:
                changes.append(StepAmended(id=step, attribute="tells", value={**told, **more}))
                words |= dict.fromkeys(more)
        if changes:
            where = tuple(change.place[1] for change in changes)
            yield Idea(
                f"say {', '.join(_NAMES[word] for word in _NAMES if word in words)} at {list_steps(subject, where)}",
                tuple(changes),
                steps=where,
            )


def _reason(subject: Subject, step: str) -> str:
    """The conditions of all ways that lead to a step; empty where one of them has none."""
    conditions = [arc.flow.when or "" for arc in subject.graph.incoming[step]]
    return "; ".join(dict.fromkeys(conditions)) if conditions and all(conditions) else ""
