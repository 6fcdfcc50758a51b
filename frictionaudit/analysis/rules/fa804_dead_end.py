"""Steps from which a case can never finish."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.patterns.joined_pools import stopping_tasks
from frictionaudit.analysis.rule import Flag, Rule


class DeadEnd(Rule):
    """A path stops at a step that is no end, or it enters a loop without an exit.

    All steps at which a path stops are one finding; the steps that lead there are not named. A step without any
    flow is left to FA803. In a drawing of several pools, our last task needs an end too if another path of ours has
    one. That is a warning where only a message leaves the task.

    Why it matters:
        A case that gets there stays open without end, and nobody notices. Figures per case leave out how it goes on.

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
        leaves). This rule follows every path back from an end, so it also finds a loop without an exit. FA802 reports a
        page without any end.
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        if not subject.procedure.ends:
            return  # FA802 reports that there is no end at all
        for loop in graph.loops:
            if all(arc.target in loop for step in loop for arc in graph.outgoing[step]):
                stuck = sorted(loop)
                yield Flag(f"The loop of {describe_all(graph, stuck)} has no exit", steps=tuple(stuck))
        ends = subject.procedure.ends
        final = [
            step
            for step in graph.steps
            if step not in ends and not graph.outgoing[step] and (graph.incoming[step] or step in graph.reachable)
        ]
        for steps in split_justified(subject, final, self.code()):
            yield Flag(f"No flow leaves {list_steps(subject, steps)}: a case that gets there never ends", steps=steps)
        for steps in split_justified(subject, stopping_tasks(subject), self.code()):
            yield Flag(
                f"Only a message leaves {list_steps(subject, steps)}: no end says that our work is done there",
                steps=steps,
                about="message",
                severity="warning",
            )
