"""A limit on repeats where nothing can repeat: the page means another flow, or a loop is missing."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class LimitWithoutLoop(Rule):
    """A flow has a limit on repeats (`at_most`) although no case can take it twice.

    The rule looks at every flow with `at_most`. A case can take a flow again only if its two steps lie on one loop.

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
            if arc.flow.at_most is not None and (loop is None or loop != graph.loop_of(arc.target)):
                yield Flag(
                    f"The flow from '{label(arc.source)}' to '{label(arc.target)}' may be taken "
                    f"{arc.flow.at_most} times at most, but it lies on no loop",
                    steps=(arc.source,),
                    about=arc.flow.key,
                    at=("steps", arc.source, "next", arc.flow.key),
                )
