"""A page needs an end: how a case finishes."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class NoEnd(Rule):
    """The procedure has no end.

    A drawing without any flow is no procedure yet: the audit notes that, and this rule is silent.

    Why it matters:
        Readers cannot see what customers leave with, and whether the news is good or bad.

    Wrong:
        steps:
          wish: {kind: start, next: apply}
          apply: {by: customer}

    Right:
        steps:
          wish: {kind: start, next: apply}
          apply: {by: customer, next: decided}
          decided: {kind: end, outcome: favourable}

    What to do:
        Add an end for each outcome: in a drawing an end event, on a page a step with `kind: end`.
        Include cases that are refused and cases that people abandon.

    Leave it when:
        Never: every case ends somehow.

    Sources:
        BPMN 2.0 good practice. Comparable to bpmnlint's end-event-required, which also looks into each sub-process.
        FA804 reports a single path that stops without an end.
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if not subject.procedure.ends and (subject.graph.arcs or not subject.procedure.drawn):
            yield Flag("The procedure has no end", at=("steps",))
