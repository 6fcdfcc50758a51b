"""A gateway that one can take in at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.structure import connector
from frictionaudit.analysis.patterns.step_names import place
from frictionaudit.analysis.rule import Flag, Rule


class ManyWays(Rule):
    """A gateway has more than three ways on, or more than three ways in.

    Why it matters:
        The more ways meet in one place, the more of them are read wrongly, and the likelier one of them is wrong.

    Wrong:
        steps:
          which: {kind: exclusive, next: [by-web, by-post, by-phone, at-counter, by-chat]}

    Right:
        steps:
          which: {kind: exclusive, next: [in-writing, in-person]}
          in-writing: {kind: exclusive, next: [by-web, by-post, by-chat]}
          in-person: {kind: exclusive, next: [by-phone, at-counter]}

    What to do:
        Decide in two steps, or draw ways that lead to the same as one.

    Leave it when:
        The ways are a plain list, of channels or of offices for example, and are done alike.

    Sources:
        Mendling, Sánchez-González, García and La Rosa (2012; not read first-hand): connectors with at most three
        ways; seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand):
        few ways per element. Our option `plain_steps` judges steps and events with several ways as well, which are
        decisions too. bpmnlint does not count ways; its superfluous-gateway (one way in and one on) and
        no-gateway-join-fork (several in and several on) speak of gateways that we let stand.
    """

    level = "warning"

    most: int = 3
    plain_steps: bool = False

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        for step, drawn in graph.steps.items():
            judged = connector(graph, step) if self.plain_steps else drawn.kind.gateway
            into, on = len(graph.incoming[step]), len(graph.outgoing[step])
            many = [f"{n} ways {where}" for n, where in ((into, "in"), (on, "on")) if n > self.most]
            if judged and many:
                yield Flag(f"{place(graph, step)} has {' and '.join(many)}", steps=(step,))
