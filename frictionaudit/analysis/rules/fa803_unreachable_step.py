"""A step that no case can come to."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule, count


class UnreachableStep(Rule):
    """From no start a way leads to these steps.

    Steps that hang together are one finding, named after the first of them.

    Why it matters:
        What is drawn there counts for nothing: its minutes, papers and waits are in no measure. Mostly a way to it
        was forgotten, or the step was left over.

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
        Draw the way that leads there, or take the step out.

    Leave it when:
        Never: what no case comes to is not part of the procedure.

    Sources:
        Soundness of workflow nets (van der Aalst): no dead tasks; comparable to bpmnlint's no-disconnected
        (a step without any flow) and no-implicit-start (a step that no flow leads to). Here every way from a start is
        followed, so an island or a loop with flows of its own is found too.
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        if not subject.procedure.starts:
            return  # that there is no start at all is FA801's to say
        lost = [step for step in graph.steps if step not in graph.reachable]
        islands = sorted(sorted(part) for part in nx.weakly_connected_components(graph.graph.subgraph(lost)))
        for island in islands:
            first = next((step for step in island if not graph.incoming[step]), island[0])
            more = f" and {count(len(island) - 1, 'step')} with it" if len(island) > 1 else ""
            yield Flag(
                f"no way leads from a start to '{subject.procedure.label(first)}'{more}",
                steps=unjustified_first(subject, island, self.code()),
            )
