"""One branch, or some, or all: nobody can tell from the drawing which."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.joins import inclusive_split_of
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.step_names import place
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


class InclusiveGateway(Rule):
    """A gateway is inclusive or complex: a case may go one of its ways, or several.

    A split and the join that belongs to it are one finding. Events that may happen while a step goes on, without
    interrupting it, are not meant.

    Why it matters:
        Readers take it for one of the other two, and how long the join waits depends on the whole drawing. Expected
        numbers after it can only be bounded where the shares are not given.

    Wrong:
        steps:
          which: {kind: inclusive, next: [ask-bank, ask-shop]}

    Right:
        steps:
          which:
            kind: exclusive
            next: [{to: ask-bank, share: 0.5}, {to: ask-shop, share: 0.3}, {to: ask-both, share: 0.2}]
          ask-both: {kind: parallel, next: [ask-bank-too, ask-shop-too]}

    What to do:
        Say which combinations occur: a decision for either, and a parallel split for both.

    Leave it when:
        There are many branches and any combination occurs; then give each branch its share.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand): avoid OR
        routing. Comparable to bpmnlint's no-inclusive-gateway and no-complex-gateway, which report each gateway;
        here a split and its join are one finding.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        gateways = [step for step in graph.steps if graph.routing(step) in _ANY and not _meanwhile(graph, step)]
        joins = {split: step for step in gateways if (split := inclusive_split_of(graph, step))}
        for step in gateways:
            if step in joins.values() and not graph.is_split(step):
                continue
            if graph.is_split(step):
                message = f"a case may go one of the ways on from {place(graph, step)} or several at once"
                message += f", until they meet at {place(graph, joins[step])}" if step in joins else ""
            else:
                message = f"{place(graph, step)} waits for one of its ways in or for several, which depends on the case"
            pair = (step, joins[step]) if step in joins else (step,)
            yield Flag(message, steps=pair, at=("steps", step))


def _meanwhile(graph: FrictionGraph, step: str) -> bool:
    """Whether nobody drew the gateway, and it says no more than that something may happen while a step goes on."""
    sure = any(arc.flow.share is not None and arc.flow.share.value == 1 for arc in graph.outgoing[step])
    return graph.steps[step].implied and sure
