"""Steps that no case can reach."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule


class UnreachableStep(Rule):
    """No path leads from a start to a step.

    Connected unreachable steps are one finding, named after the first of them. All steps without any flow are one
    finding together.

    Why it matters:
        An unreachable step counts for nothing: its minutes, documents and waits are in no measure. Usually the flow to
        it was forgotten, or the step is left over from an earlier version.

    Wrong:
        steps:
          wish: {kind: start, next: decided}
          apply: {by: customer, next: decided}
          decided: {kind: end}

    Right:
        steps:
          wish: {kind: start, next: apply}
          apply: {by: customer, next: decided}
          decided: {kind: end}

    What to do:
        Add the flow that leads there, or delete the step.

    Leave it when:
        Never: a step that no case reaches is not part of the procedure.

    Sources:
        Soundness of workflow nets (van der Aalst): no dead tasks; comparable to bpmnlint's no-disconnected
        (a step without any flow) and no-implicit-start (a step that no flow leads to). This rule follows every path
        from a start, so it also finds an island or a loop that has flows of its own.
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        if not subject.procedure.starts:
            return  # FA801 reports that there is no start at all
        unreachable = [step for step in graph.steps if step not in graph.reachable]
        islands = sorted(sorted(part) for part in nx.weakly_connected_components(graph.graph.subgraph(unreachable)))
        alone = [step for (step, *others) in islands if not others and not graph.outgoing[step]]
        for steps in split_justified(subject, alone, self.code()):
            message = (
                f"No flow leads to {list_steps(subject, steps)}, and none leaves {'it' if len(steps) == 1 else 'them'}"
            )
            yield Flag(message, steps=steps)
        for island in islands:
            if island[0] in alone:
                continue
            first = _drawn(graph, next((step for step in island if not graph.incoming[step]), island[0]))
            others = sum(step != first and not graph.steps[step].implied for step in island)
            connected = f" or the {'step' if others == 1 else f'{others} steps'} connected to it" if others else ""
            yield Flag(
                f"No case can reach {describe(graph, first)}{connected}",
                steps=unjustified_first(subject, island, self.code()),
                together="" if others else "No case can reach {places}",
            )


def _drawn(graph: FrictionGraph, step: str) -> str:
    """A step itself, or the drawn one that comes next where a reader put it in."""
    seen = [step]
    for near in seen:  # grows while it is walked
        if not graph.steps[near].implied:
            return near
        arcs = sorted(graph.outgoing[near], key=lambda arc: arc.flow.share is None)  # what always happens goes first
        seen += [arc.target for arc in arcs if arc.target not in seen]
    return step
