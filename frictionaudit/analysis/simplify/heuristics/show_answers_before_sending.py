"""What is sent is shown once more before it goes."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended


class ShowAnswersBeforeSending(Heuristic):
    """Steps in which what is sent can neither be checked nor taken back show the answers once more before sending.

    Leave it when there is nothing to be put right, as with a single button.
    """

    answers = ("FA111",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        steps = in_reading_order(
            subject, (step for finding in open_findings(subject, measures, "FA111") for step in finding.steps)
        )
        if steps:
            yield Idea(
                f"show what was answered once more before it is sent, at {list_steps(subject, steps)}",
                tuple(StepAmended(id=step, attribute="submission", value="checked") for step in steps),
                steps=steps,
                trade_off="the moment that it takes to read it over, which is not on the page",
            )
