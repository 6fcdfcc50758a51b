"""Parallel branches meet at a step without a join, so the step is done once for each."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.soundness import soundness
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.step_names import meet_unjoined
from frictionaudit.analysis.rule import Flag, Rule


class MultiMerge(Rule):
    """Branches of a parallel or inclusive split meet at a plain step without a join.

    FA806 reports branches that meet at a gateway. Several branches may reach the same end, one after the other.

    Why it matters:
        A step does not wait for its other incoming flows. A step meant for "when both are done" is done twice, with
        everything after it, and every expected figure counts it twice.

    Wrong:
        steps:
          both: {kind: parallel, next: [ask-bank, ask-shop]}
          ask-bank: {by: desk, next: answer}
          ask-shop: {by: desk, next: answer}
          answer: {by: desk, next: answered}

    Right:
        steps:
          both: {kind: parallel, next: [ask-bank, ask-shop]}
          ask-bank: {by: desk, next: all-there}
          ask-shop: {by: desk, next: all-there}
          all-there: {kind: parallel, next: answer}
          answer: {by: desk, next: answered}

    What to do:
        Add a parallel join before the step.

    Leave it when:
        The step is meant to be done once for each branch.

    Sources:
        Workflow pattern 8, multi-merge (van der Aalst and others, 2003; source not checked first-hand). Comparable to
        bpmnlint's fake-join, which reports every task or event with more than one incoming flow. Here flows that
        exclude each other may meet at a step, since nothing is done twice then.
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        for fault in soundness(graph).faults:
            if graph.steps[fault.join].kind.gateway:
                continue
            yield Flag(
                meet_unjoined(graph, fault, "it"),
                steps=(fault.join, *([fault.split] if fault.split else [])),
                at=("steps", fault.join),
            )
