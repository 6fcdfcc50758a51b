"""Cases are taken upward instead of decided where the customer stands."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.care import upward
from frictionaudit.analysis.patterns.decisions import decides_alone
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule


class AskedUpward(Rule):
    """The front line takes cases upward for approval more often than `per_case` times per case.

    The rule adds up how often a case goes from a step of a frontstage party directly to an approval by another of our
    parties. That is the measure `asked_upward`. An approval that alone turns more than 5 % of the cases away is the
    decision that people came for: it is left out. FA408 says for each party why it has to ask, and FA204 which
    approvals change nothing; at the same approvals the three are one finding.

    Why it matters:
        People who have to ask for every exception stop looking for one. Customers wait for someone they never see.

    Wrong:
        steps:
          hear: {by: steward, next: [{to: allow, share: 0.6}, {to: replaced, share: 0.4}]}
          allow: {by: manager, control: approval, next: replaced}

    Right:
        steps:
          hear: {by: steward, next: [{to: allow, share: 0.05}, {to: replaced, share: 0.95}]}
          allow: {by: manager, control: approval, next: replaced}

    What to do:
        List the last twenty cases that were taken upward, and let the front line decide the kinds that were allowed.

    Leave it when:
        The law requires a second person. Give that reason with `because` on the approval.

    Sources:
        The idea of procedural care: competent people at the front line, with authority. The limit is our default.
    """

    level = "warning"
    stake = ("staff", "waiting")
    element = "personal"
    care_point = "customers-first"

    per_case: float = Field(default=0.2, ge=0, description="times per case above which it is flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        weights: dict[str, float] = {}
        for handover in upward(subject):
            if decides_alone(subject, handover.target):
                continue
            weights[handover.target] = weights.get(handover.target, 0.0) + handover.expected
        times = sum(weights.values())
        if times > self.per_case + 1e-9:
            steps = unjustified_first(subject, weights, self.code())
            yield Flag(
                f"The front line takes cases upward {times * 100:.0f} times per 100 cases, at "
                f"{list_steps(subject, steps)}",
                steps=steps,
                same_as=("FA204", "FA408"),
            )
