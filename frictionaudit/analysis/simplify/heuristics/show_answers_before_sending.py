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
from frictionaudit.domain.procedure import Channel


class ShowAnswersBeforeSending(Heuristic):
    """Show a "check your answers" page where people can neither check nor take back what they send.

    By phone nothing can be shown, and by post or at a counter people see their own form.

    Do not use it when there is nothing to correct, as with a single button.
    """

    answers = ("FA111",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        findings = open_findings(subject, measures, "FA111")
        steps = in_reading_order(
            subject,
            (
                step
                for finding in findings
                for step in finding.steps
                if _can_show(subject.procedure.steps[step].channel)
            ),
        )
        if steps:
            yield Idea(
                f"Show people their answers before they send them at {step_names(subject, steps)}",
                tuple(StepAmended(id=step, attribute="submission", value="checked") for step in steps),
                steps=steps,
                trade_off="a moment to read the answers again, which the page does not state",
            )


def _can_show(channel: Channel | None) -> bool:
    """Whether we can show something in a channel; not in doubt where the page does not name it."""
    return channel is None or channel in (Channel.WEB, Channel.APP, Channel.CHAT, Channel.EMAIL)
