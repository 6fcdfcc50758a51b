"""Decisions whose shares nobody has stated."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.format import count

_NOT_EXCLUSIVE = (StepKind.INCLUSIVE, StepKind.COMPLEX)


class UnknownShare(Rule):
    """The page does not say what share of cases follows each flow of a decision.

    All decisions that a case can reach are one finding. One of several flows that exclude each other may go without a
    share: it takes the rest. Shares for each customer group are enough if the groups together include everyone. A
    parallel gateway needs no shares, because every case follows all its flows.

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

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = in_reading_order(subject, (step for step in subject.graph.steps if _lacks_shares(subject, step)))
        if steps:
            decisions = count(len(steps), "decision lacks", "decisions lack")
            yield Flag(f"{decisions} shares: {describe_all(subject.graph, steps)}", steps=steps)


def _lacks_shares(subject: Subject, step: str) -> bool:
    """Whether the stated shares leave open how many cases follow each flow."""
    graph = subject.graph
    arcs, kind = graph.outgoing[step], graph.routing(step)
    if len(arcs) < 2 or kind is StepKind.PARALLEL or step not in graph.reachable:
        return False
    groups = subject.procedure.groups.values()
    exhaustive = sum(group.share.value for group in groups) >= 1 - 1e-9
    unstated = [
        arc
        for arc in arcs
        if arc.flow.share is None and not (exhaustive and all(arc.id in group.flows for group in groups))
    ]
    if kind in _NOT_EXCLUSIVE:
        return bool(unstated)
    rest = 1 - sum(arc.flow.share.value for arc in arcs if arc.flow.share is not None)
    return len(unstated) > 1 and rest > 1e-6
