"""Where the way forks, somebody should know how many go which way."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.step_names import place
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import StepKind

_ALL = (StepKind.PARALLEL,)
_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


class UnknownShare(Rule):
    """The page does not say what part of the cases goes which way.

    Judged are the decisions that a case can come to. Of ways that exclude each other one may go without a share: it
    takes what the others leave. Where each group of customers has its own share and the groups are everybody, that
    is enough. A parallel gateway sends every case every way and needs none. All decisions are one finding.

    Why it matters:
        Whether one case in a hundred or one in three is sent back decides what is worth mending first. Without shares
        all ways count alike, and every expected number is a guess.

    Wrong:
        steps:
          check: {by: desk, next: [{to: granted}, {to: send-back}]}

    Right:
        steps:
          check: {by: desk, next: [{to: granted, share: 0.9}, {to: send-back, share: 0.1}]}

    What to do:
        Count a month of cases, or write down your best guess and say that it is one.

    Leave it when:
        The procedure is new and nobody has gone through it yet.

    Sources:
        Expected numbers are visits of a Markov chain, and those rest on the shares; our own reasoning.
    """

    level = "info"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = in_reading_order(subject, (step for step in subject.graph.steps if _open(subject, step)))
        if not steps:
            return
        places = ", ".join(place(subject.graph, step) for step in steps[:4])
        more = f" and {len(steps) - 4} more" if len(steps) > 4 else ""
        yield Flag(
            f"at {count(len(steps), 'decision')} nobody says how many cases go which way: {places}{more}", steps=steps
        )


def _open(subject: Subject, step: str) -> bool:
    """Whether the shares that are given leave open how many go which way."""
    graph = subject.graph
    arcs, kind = graph.outgoing[step], graph.routing(step)
    if len(arcs) < 2 or kind in _ALL or step not in graph.reachable:
        return False
    groups = subject.procedure.groups.values()
    everybody = sum(group.share.value for group in groups) >= 1 - 1e-9
    silent = [
        arc
        for arc in arcs
        if arc.flow.share is None and not (everybody and all(arc.id in group.flows for group in groups))
    ]
    if kind in _ANY:
        return bool(silent)
    left = 1 - sum(arc.flow.share.value for arc in arcs if arc.flow.share is not None)
    return len(silent) > 1 and left > 1e-6
