"""Branches that run at once meet at a step, and it is done once for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.soundness import soundness
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.step_names import over, place
from frictionaudit.analysis.rule import Flag, Rule


class MultiMerge(Rule):
    """Branches of a parallel or inclusive split meet at a plain step without a join: it is done once for each.

    Where they meet at a gateway, FA806 tells. An end may be reached by several branches, one after the other.

    Why it matters:
        A step does not wait for its other ways in. What is meant as 'when both are done' is done twice, with
        everything after it, and counted twice in every expected number.

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
        Draw a parallel join before the step.

    Leave it when:
        Each branch is really dealt with by itself.

    Sources:
        Workflow pattern 8, multi-merge (van der Aalst and others, 2003; not read first-hand). Comparable to
        bpmnlint's fake-join, which reports every task or event with more than one way in; here ways that exclude
        one another may meet at a step, since nothing is done twice then.
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        for fault in soundness(graph).faults:
            if graph.steps[fault.join].kind.gateway:
                continue
            ways = dict.fromkeys(over(graph, way) for way in (fault.taken, fault.other))
            split = f" from {place(graph, fault.split)}" if fault.split else ""
            yield Flag(
                f"{place(graph, fault.join)} is done once for each case that comes{split} {' and '.join(ways)}, "
                "without waiting for the rest",
                steps=(fault.join, *([fault.split] if fault.split else [])),
                at=("steps", fault.join),
            )
