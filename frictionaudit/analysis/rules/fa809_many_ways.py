"""Gateways with more flows than a reader can take in at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.structure import connector
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_MERGES = (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)
"""Gateways that let each case through as it comes."""


class ManyWays(Rule):
    """A gateway has more than three outgoing flows, or waits for more than three incoming flows.

    An exclusive gateway that only merges waits for nothing, so its incoming flows do not count. A decision may have any
    number of outgoing flows if it only sorts. Then each flow states its condition and leads to a step of its own, and
    no case comes back.

    Why it matters:
        The more flows meet at one gateway, the more often readers follow the wrong one, and the likelier the model
        itself has a mistake there.

    Wrong:
        steps:
          which: {kind: exclusive, next: [by-web, by-post, by-phone, at-counter, by-chat]}

    Right:
        steps:
          which: {kind: exclusive, next: [in-writing, in-person]}
          in-writing: {kind: exclusive, next: [by-web, by-post, by-chat]}
          in-person: {kind: exclusive, next: [by-phone, at-counter]}

    What to do:
        Split the decision into two steps, or merge flows that lead to the same step.

    Leave it when:
        The flows are a plain list, for example of channels or offices, and all work alike.

    Sources:
        Mendling, Sánchez-González, García and La Rosa (2012; source not checked first-hand): connectors with at most
        three flows. Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked
        first-hand): few flows per element. Our option `plain_steps` also checks steps and events with several flows,
        since they are decisions too. bpmnlint does not count flows. Its superfluous-gateway (one flow in, one out) and
        no-gateway-join-fork (several in, several out) report gateways that this rule accepts.
    """

    level = "warning"
    stake = ()

    most: int = Field(default=3, ge=0, description="most flows that a gateway waits for, and most out of it")
    plain_steps: bool = Field(default=False, description="check steps and events too, not only gateways")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        for step, definition in graph.steps.items():
            checked = connector(graph, step) if self.plain_steps else definition.kind.gateway
            incoming = 0 if definition.kind in _MERGES else len(graph.incoming[step])
            outgoing = 0 if _only_sorts(graph, step) else len(graph.outgoing[step])
            sides = ((incoming, "incoming"), (outgoing, "outgoing"))
            many = [f"{flows} {side} flows" for flows, side in sides if flows > self.most]
            if checked and many and not definition.implied:
                message = f"{sentence(describe(graph, step))} has {' and '.join(many)}, more than {self.most}"
                yield Flag(message, steps=(step,))


def _only_sorts(graph: FrictionGraph, step: str) -> bool:
    """Whether a decision has one step of its own for each kind of case, as in a list, and none comes back to it."""
    arcs = graph.outgoing[step]
    apart = all(len(graph.incoming[arc.target]) == 1 and not graph.steps[arc.target].kind.gateway for arc in arcs)
    labelled = len({arc.flow.when for arc in arcs if arc.flow.when}) == len(arcs)
    return graph.routing(step) is StepKind.EXCLUSIVE and labelled and apart and graph.loop_of(step) is None
