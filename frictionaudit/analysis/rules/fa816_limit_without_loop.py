"""A limit on repeats that nothing keeps: the page means another flow, or a loop is missing."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count


class LimitWithoutLoop(Rule):
    """A flow has a limit on repeats (`at_most`) that has no effect.

    The rule looks at every flow with `at_most`. A case can take a flow again only if its two steps lie on one loop.
    A case at its limit needs another flow to take there. On a step's only flow, the limit counts for the last decision
    before it, if no other way leads there.

    Why it matters:
        The limit has no effect, so the figures describe a loop without a limit, or none at all.

    Wrong:
        steps:
          check: {by: desk, next: [{to: correct, share: 0.2}, {to: decide, share: 0.8, at_most: 2}]}
          correct: {by: customer, next: check}

    Right:
        steps:
          check: {by: desk, next: [{to: correct, share: 0.2, at_most: 2}, {to: decide, share: 0.8}]}
          correct: {by: customer, next: check}

    What to do:
        Move the limit to the flow that leads back, or add the flow that is missing.

    Leave it when:
        Never: remove the limit if nothing repeats.

    Sources:
        A case can pass an arc again only within a strongly connected component of the graph.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph, label = subject.graph, subject.procedure.label
        for arc in graph.arcs:
            loop = graph.loop_of(arc.source)
            most = arc.flow.at_most
            if most is None:
                continue
            looping = loop is not None and loop == graph.loop_of(arc.target)
            if not looping or graph.limit(arc) is None:
                reason = "a case has no other flow to take there" if looping else "it lies on no loop"
                yield Flag(
                    f"The flow from '{label(arc.source)}' to '{label(arc.target)}' may be taken "
                    f"{count(most, 'time')} at most, but {reason}",
                    steps=(arc.source,),
                    about=arc.flow.key,
                    at=("steps", arc.source, "next", arc.flow.key),
                )
