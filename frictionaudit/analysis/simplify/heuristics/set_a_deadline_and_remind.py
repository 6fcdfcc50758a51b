"""A case that waits for the customer has a deadline, a reminder, and a word on what happens then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Wait
from frictionaudit.domain.quantities import Assumed, Duration

_THEN = "the case is put aside, the customer is told so, and it goes on when the answer comes"


class SetADeadlineAndRemind(Heuristic):
    """Where a case waits for the customer, a deadline is set, the customer is reminded, and told what happens then.

    The deadline is the longest that the page says customers take, so that nobody who answers as stated is late; it is
    said to be assumed. Nothing is lost when it passes: the case rests until the answer comes.

    Leave it when a law gives the customer more time, or none can be set.
    """

    answers = ("FA308",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA308"):
            waits = {step: procedure.steps[step].wait for step in finding.steps}
            changes = tuple(
                StepAmended(id=step, attribute="wait", value=_wait(wait)) for step, wait in waits.items() if wait
            )
            lacking = finding.about.replace("no notice of what happens next", "say what happens then")
            for phrase, better in (("no deadline", "set a deadline"), ("no reminder", "remind the customer")):
                lacking = lacking.replace(phrase, better)
            yield Idea(
                f"before {list_steps(subject, finding.steps)}: {lacking}",
                changes,
                steps=finding.steps,
                trade_off="all the time that some would like to take" if "no deadline" in finding.about else "",
            )


def _wait(wait: Wait) -> dict[str, Any]:
    open_findings: dict[str, Any] = wait.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if wait.deadline is None and wait.customer is not None:
        longest = Duration(
            points=(wait.customer.high,),
            evidence=Assumed(why="the longest that the page says customers take"),
        )
        open_findings["deadline"] = longest.model_dump(mode="json")
    open_findings.setdefault("reminder", True)
    open_findings.setdefault("otherwise", _THEN)
    return open_findings
