"""Set a deadline for the customer's answer, remind them, and say what happens then."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.scarcity import is_tried_again
from frictionaudit.analysis.simplify.wording import enumeration, step_names
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Wait
from frictionaudit.domain.quantities import Assumed, Duration

_WEEK = 7 * 1440
_OTHERWISE = "the case is paused, the customer is told, and it continues when the answer comes"
_NAMES = {
    "deadline": "set a deadline",
    "reminder": "send a reminder",
    "otherwise": "say what happens without an answer",
}


class SetADeadlineAndRemind(Heuristic):
    """Where a case waits for the customer, set a deadline, send a reminder, and say what happens without an answer.

    The deadline is twice the longest time that the page says customers take, in whole weeks, and is marked as assumed.
    Nothing is lost after it: the case is paused until the answer comes. Where none of our steps follows, nobody waits
    for the answer, and nothing is proposed. The same holds where people try again until something scarce is free.

    Do not use it when a law gives the customer more time, or no deadline can be set.
    """

    answers = ("FA308",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA308"):
            steps = tuple(
                step for step in finding.steps if _goes_on(subject, step) and not is_tried_again(subject, step)
            )
            waits = {step: subject.procedure.steps[step].wait for step in steps}
            added = {step: _missing(subject, wait) for step, wait in waits.items() if wait is not None}
            actions = [_NAMES[key] for key in _NAMES if any(key in missing for missing in added.values())]
            if not actions:
                continue
            title = f"{enumeration(actions)} at {step_names(subject, steps)}"
            yield Idea(
                title[0].upper() + title[1:],
                tuple(
                    StepAmended(id=step, attribute="wait", value={**_as_data(wait), **added[step]})
                    for step, wait in waits.items()
                    if wait is not None
                ),
                steps=steps,
                trade_off="pressure on people who need more time" if _NAMES["deadline"] in actions else "",
            )


def _goes_on(subject: Subject, step: str) -> bool:
    """Whether one of our steps follows, so that somebody waits for the answer."""
    sides = {subject.side(id) for id in subject.graph.after(step) - {step} if id in subject.tasks}
    return any(side is not None and side.ours for side in sides)


def _missing(subject: Subject, wait: Wait) -> dict[str, Any]:
    """The attributes that a wait for the customer lacks, as a page has them."""
    missing: dict[str, Any] = {}
    if wait.deadline is None and wait.customer is not None:
        weeks = math.ceil(2 * subject.procedure.calendar.elapsed(wait.customer.high) / _WEEK)
        why = "twice the longest time that the page says customers take, in whole weeks"
        within = Duration.fixed(days=7 * weeks).model_copy(update={"evidence": Assumed(why=why)})
        missing["deadline"] = within.model_dump(mode="json")
    defaults = {"reminder": True, "otherwise": _OTHERWISE}
    stated = _as_data(wait)
    return missing | {key: value for key, value in defaults.items() if key not in stated}


def _as_data(wait: Wait) -> dict[str, Any]:
    data: dict[str, Any] = wait.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data
