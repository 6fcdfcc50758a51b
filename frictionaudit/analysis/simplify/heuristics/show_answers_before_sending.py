"""Show the answers before they are sent."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_names
from frictionaudit.domain.changes import StepAmended


class ShowAnswersBeforeSending(Heuristic):
    """Show a "check your answers" page where people can neither check nor take back what they send.

    Do not use it when there is nothing to correct, as with a single button.
    """

    answers = ("FA111",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        findings = open_findings(subject, measures, "FA111")
        steps = in_reading_order(subject, (step for finding in findings for step in finding.steps))
        if steps:
            yield Idea(
                f"Show people their answers before they send them at {step_names(subject, steps)}",
                tuple(StepAmended(id=step, attribute="submission", value="checked") for step in steps),
                steps=steps,
                trade_off="a moment to read the answers again, which the page does not state",
            )
