"""Inclusive gateways: the diagram does not show how many branches a case follows."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.markov.joins import inclusive_split_of
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


class InclusiveGateway(Rule):
    """A gateway is inclusive or complex: a case may follow one of its flows, or several.

    A split and its join are one finding. Events that may happen during a step without interrupting it do not count. Nor
    does an inclusive join behind other splits: it waits for whatever the case has begun. A complex join does count,
    since only its hidden condition says how many flows it waits for.

    Why it matters:
        Readers take it for a decision or for a parallel gateway. How long the join waits depends on the whole diagram.
        If shares are missing, the audit can only give bounds for the figures after it.

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
        Replace it with a decision between the combinations that occur, and a parallel split for each combination.

    Leave it when:
        There are many branches and any combination occurs. Then give each branch its share.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked first-hand):
        avoid OR routing. Comparable to bpmnlint's no-inclusive-gateway and no-complex-gateway, which report each
        gateway. Here a split and its join are one finding.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        gateways = [step for step, data in graph.steps.items() if graph.routing(step) in _ANY and not data.implied]
        joins = {split: step for step in gateways if (split := inclusive_split_of(graph, step))}
        for step in gateways:
            if step in joins.values() and not graph.is_split(step):
                continue
            if not graph.is_split(step) and not _hides_what_it_waits_for(graph, step):
                continue
            if graph.is_split(step):
                message = f"A case may follow one or several flows from {describe(graph, step)}"
                message += f" until they meet at {describe(graph, joins[step])}" if step in joins else ""
            else:
                gateway = sentence(describe(graph, step))
                message = f"{gateway} waits for some of its incoming flows, and its condition is not shown"
            pair = (step, joins[step]) if step in joins else (step,)
            yield Flag(message, steps=pair, at=("steps", step))


def _hides_what_it_waits_for(graph: FrictionGraph, step: str) -> bool:
    return graph.is_join(step) and graph.routing(step) is StepKind.COMPLEX
