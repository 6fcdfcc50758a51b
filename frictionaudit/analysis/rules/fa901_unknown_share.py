"""Decisions whose shares nobody has stated."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.unstated_shares import unstated_flows
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count


class UnknownShare(Rule):
    """The page does not say what share of cases follows each flow of a decision.

    All decisions that a case can reach are one finding. One of several flows that exclude each other may go without a
    share: it takes the rest. Shares for each customer group are enough if the groups together include everyone. A
    parallel gateway needs no shares, because every case follows all its flows.

    An audit tells this in its part on what is missing. It is a finding only if the rule is selected.

    Why it matters:
        Whether 1 case in 100 or 1 in 3 is sent back decides what to improve first. Without shares the audit splits
        cases evenly, and every expected figure is a guess.

    Wrong:
        steps:
          check: {by: desk, next: [{to: granted}, {to: send-back}]}

    Right:
        steps:
          check: {by: desk, next: [{to: granted, share: 0.9}, {to: send-back, share: 0.1}]}

    What to do:
        Count one month of cases, or enter your best guess with the reason as `assumed`.

    Leave it when:
        The procedure is new and no case has gone through it yet.

    Sources:
        Expected figures come from the visits of a Markov chain, and these depend on the shares; our own reasoning.
    """

    level = "info"
    stake = ()
    completeness = True

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = in_reading_order(subject, (step for step in subject.graph.steps if unstated_flows(subject, step)))
        if steps:
            decisions = count(len(steps), "decision lacks", "decisions lack")
            yield Flag(f"{decisions} shares: {describe_all(subject.graph, steps)}", steps=steps)
