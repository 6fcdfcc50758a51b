"""Ask people how it went, a few days after the result."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_names
from frictionaudit.domain.changes import StepAmended

QUESTION = "one question a few days later, and the owner reads the answers"


class AskHowItWent(Heuristic):
    """After a result that ends the case, ask one question: how did it go?

    The message stands at each end that FA510 reports. The answers go to the owner of the procedure.

    Do not use it when people come so often that a question each time is a burden: ask a sample.
    """

    answers = ("FA510",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        steps = subject.procedure.steps
        for finding in open_findings(subject, measures, "FA510"):
            changes = []
            for id in finding.steps:
                told = steps[id].tells.model_dump(mode="json", exclude_defaults=True)
                changes.append(StepAmended(id=id, attribute="tells", value={**told, "feedback": QUESTION}))
            yield Idea(
                f"Ask people how it went after {step_names(subject, finding.steps)}: one question, a few days later",
                tuple(changes),
                steps=finding.steps,
                trade_off="one more message for people who would rather hear nothing",
            )
