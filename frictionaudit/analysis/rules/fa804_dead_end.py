"""Steps from which a case can never finish."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe, describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class DeadEnd(Rule):
    """No end can be reached from a step: the path stops there, or it enters a loop without an exit.

    Why it matters:
        A case that gets there stays open forever, and no expected figure can be computed for it.

    Wrong:
        steps:
          check: {by: desk, next: ask-again}
          ask-again: {by: customer, next: check}

    Right:
        steps:
          check: {by: desk, next: [{to: ask-again, share: 0.1}, {to: decided, share: 0.9}]}
          ask-again: {by: customer, next: check}
          decided: {kind: end}

    What to do:
        Add a flow from there to an end. A case that people abandon needs an end too.

    Leave it when:
        Never: every case ends somehow, even if only by being closed.

    Sources:
        Soundness of workflow nets (van der Aalst); comparable to bpmnlint's no-implicit-end (a step that no flow
        leaves). This rule follows every path back from an end, so it also finds a loop without an exit, and each step
        that leads only to a dead end. FA802 reports a page without any end.
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        if not subject.procedure.ends:
            return  # FA802 reports that there is no end at all
        for loop in graph.loops:
            if all(arc.target in loop for step in loop for arc in graph.outgoing[step]):
                # a loop with an exit leads to an end, or to a dead end that is flagged itself
                stuck = sorted(loop)
                yield Flag(f"The loop of {describe_all(graph, stuck)} has no exit", steps=tuple(stuck))
        for step in graph.steps:
            if step not in graph.can_end and graph.loop_of(step) is None:
                yield Flag(
                    f"A case cannot end after {describe(graph, step)}",
                    steps=(step,),
                    together="A case cannot end after {places}",
                )
