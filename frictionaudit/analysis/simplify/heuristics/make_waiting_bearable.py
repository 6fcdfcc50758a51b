"""Give people who wait on site a seat, a time and a slot to come back to."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_names
from frictionaudit.domain.changes import Change, StepAmended

COMFORTS = ("seat", "time estimate", "slot to come back to")


class MakeWaitingBearable(Heuristic):
    """Offer people who wait on site a seat, a time estimate and a slot to come back to.

    Steps that FA606 reports get the three comforts.

    Do not use it when the wait itself can go: shorten it first.
    """

    answers = ("FA606",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA606"):
            changes: tuple[Change, ...] = tuple(
                StepAmended(id=id, attribute="waiting_comforts", value=list(COMFORTS)) for id in finding.steps
            )
            title = f"Offer people who wait at {step_names(subject, finding.steps)} a seat, a time and a slot to return"
            yield Idea(title, changes, steps=finding.steps, trade_off="space, and somebody who calls people back")
