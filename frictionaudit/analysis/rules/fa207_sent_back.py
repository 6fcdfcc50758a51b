"""Cases should be right first time."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.send_backs import send_back_passages
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.working import is_work
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.correction_requests import is_new_appointment, is_sent_back
from frictionaudit.analysis.patterns.exceptions import without_exceptions
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.patterns.phrases import times
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.patterns.try_again import is_told_to_try_again
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side, StepKind


class SentBack(Rule):
    """Cases go back to the customer for correction.

    It is flagged from `per_case` times per case. A case is sent back if it comes from us to the customer and then
    returns to a step that it had already passed. All flows back to the same customer step are added up. A customer who
    is sent back twice counts twice. A new appointment is no return: the customer keeps time free for us again, or we
    tell a `time` and the customer only comes, with nothing to hand in. Nor is an invitation that every case gets. Where
    nothing was free and people try again, nothing has to be corrected: FA209 looks at those loops. Nor is it flagged
    where only events send cases back of which nobody says how often they happen.

    Why it matters:
        Every return costs the customer a second round and us a second look. It also shows that the first request was
        not clear.

    Wrong:
        steps:
          apply: {by: customer, next: check}
          check: {by: desk, next: [{to: apply, share: 0.26}, {to: decide, share: 0.74}]}

    Right:
        steps:
          apply: {by: customer, tells: {documents: the list with an example of each}, next: check}
          check: {by: desk, next: [{to: apply, share: 0.04}, {to: decide, share: 0.96}]}

    What to do:
        Find out what is missing most often, and ask for it so that nobody can leave it out.

    Leave it when:
        The customer chooses the return, for example to get advice on a second draft. Give the reason in `because`.

    Sources:
        First-pass yield: the share of cases that go through without a return. The limit is 10 returns per 100 cases.
    """

    level = "warning"
    stake = ("customer", "staff", "waiting")
    care_point = "right-first-time"

    per_case: float = Field(default=0.1, ge=0, description="returns per case from which it is flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        onward: dict[str, list[str]] = {}
        for handover in subject.by_party:
            onward.setdefault(handover.source or "", []).append(handover.target)
        returned: dict[str, list[Handover]] = {}
        for handover in send_back_passages(subject):
            returned.setdefault(handover.target, []).append(handover)
        for target, handovers in sorted(returned.items()):
            if self._times(handovers) is None:  # saves time
                continue
            back = [
                handover
                for handover in handovers
                if is_sent_back(subject, handover, onward)
                and not is_new_appointment(subject, handover)
                and not is_told_to_try_again(subject, handover)
            ]
            expected = self._times(back)
            if expected is None:  # saves time
                continue
            if self._times(_without_exceptions(subject, back)) is None:
                continue
            most_first = sorted(back, key=lambda handover: (-handover.expected, str(handover.source)))
            sources = list(dict.fromkeys(_sender(subject, str(handover.source)) for handover in most_first))
            split = rests_on(subject, {target: expected})
            sends = "sends" if len(sources) == 1 else "send"
            yield Flag(
                f"{sentence(list_steps(subject, sources))} {sends} cases back to the customer at "
                f"{describe(subject.graph, target)} {_how_often(expected)}{split}",
                steps=(*sources, target),
                going_back=(target,),
            )

    def _times(self, handovers: list[Handover]) -> float | None:
        """How often the hand-overs happen per case; None if that is below the limit, or endless because of a loop."""
        expected = sum(handover.expected for handover in handovers)
        flagged = handovers and expected >= self.per_case - 1e-9 and math.isfinite(expected)
        return expected if flagged else None


def _without_exceptions(subject: Subject, handovers: list[Handover]) -> list[Handover]:
    """The same hand-overs as if nothing happened of which nobody says how often it does."""
    usual = without_exceptions(subject)
    ends = {(handover.source, handover.target) for handover in handovers}
    return [handover for handover in usual.by_party if (handover.source, handover.target) in ends]


def _how_often(expected: float) -> str:
    """How often in 100 cases; from once per case as a mean, for some cases go back more often and others never."""
    return (
        f"{times(expected)} per case on average" if expected >= 0.995 else f"{expected * 100:.0f} times per 100 cases"
    )


def _sender(subject: Subject, step: str) -> str:
    """The step of ours that sends a case back: an event without a message only says when or why."""
    graph, passed = subject.graph, [step]
    for event in passed:  # grows while it is walked
        data, before = graph.steps[event], graph.incoming[event]
        if data.kind is StepKind.EVENT and not is_work(data) and len(before) == 1 and before[0].source not in passed:
            passed.append(before[0].source)
    return step if subject.side(passed[-1]) is Side.CUSTOMER else passed[-1]
