"""Set a deadline for the customer's answer, remind them, and say what happens then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import enumeration, step_names
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Wait
from frictionaudit.domain.quantities import Assumed, Duration

_OTHERWISE = "the case is paused, the customer is told, and it continues when the answer comes"
_NAMES = {
    "deadline": "set a deadline",
    "reminder": "send a reminder",
    "otherwise": "say what happens without an answer",
}


class SetADeadlineAndRemind(Heuristic):
    """Where a case waits for the customer, set a deadline, send a reminder, and say what happens without an answer.

    The deadline is the longest time that the page says customers take, so nobody who answers as stated is late; it is
    marked as assumed. Nothing is lost after it: the case is paused until the answer comes.

    Do not use it when a law gives the customer more time, or no deadline can be set.
    """

    answers = ("FA308",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA308"):
            waits = {step: subject.procedure.steps[step].wait for step in finding.steps}
            added = {step: _missing(wait) for step, wait in waits.items() if wait is not None}
            actions = [_NAMES[key] for key in _NAMES if any(key in missing for missing in added.values())]
            if not actions:
                continue
            title = f"{enumeration(actions)} at {step_names(subject, finding.steps)}"
            yield Idea(
                title[0].upper() + title[1:],
                tuple(
                    StepAmended(id=step, attribute="wait", value={**_as_data(wait), **added[step]})
                    for step, wait in waits.items()
                    if wait is not None
                ),
                steps=finding.steps,
                trade_off="pressure on people who need more time" if _NAMES["deadline"] in actions else "",
            )


def _missing(wait: Wait) -> dict[str, Any]:
    """The attributes that a wait for the customer lacks, as a page has them."""
    missing: dict[str, Any] = {}
    if wait.deadline is None and wait.customer is not None:
        why = "the longest time that the page says customers take"
        longest = Duration(points=(wait.customer.high,), evidence=Assumed(why=why))
        missing["deadline"] = longest.model_dump(mode="json")
    defaults = {"reminder": True, "otherwise": _OTHERWISE}
    stated = _as_data(wait)
    return missing | {key: value for key, value in defaults.items() if key not in stated}


def _as_data(wait: Wait) -> dict[str, Any]:
    data: dict[str, Any] = wait.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data
