"""A page needs a start: where a case begins."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class NoStart(Rule):
    """The procedure has no start.

    Where only one step has nothing before it, a case begins there, and it is a warning. A drawing
    without any flow is no procedure yet: the audit notes that, and this rule is silent.

    Why it matters:
        Readers cannot see where customers come in, or what they are told there. The audit then assumes that cases
        begin at every step that no flow leads to.

    Wrong:
        steps:
          apply: {by: customer, next: decided}
          decided: {kind: end}

    Right:
        steps:
          wish: {kind: start, next: apply}
          apply: {by: customer, next: decided}
          decided: {kind: end}

    What to do:
        Add a start: in a drawing a start event, on a page a step with `kind: start`. Name it in the customer's words,
        and note what people are told there.

    Leave it when:
        Never: every case begins somewhere.

    Sources:
        BPMN 2.0 good practice. Comparable to bpmnlint's start-event-required, which also looks into each sub-process.
        A procedure here has one level, so bpmnlint's sub-process-blank-start-event and
        event-sub-process-typed-start-event have no counterpart.
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if not subject.procedure.starts and (subject.graph.arcs or not subject.procedure.drawn):
            first = sorted(subject.graph.entries)
            plain = len(first) == 1  # a flowchart may begin with its first box, as BPMN allows too
            where = f": a case can only begin at {describe(subject.graph, first[0])}" if plain else ""
            yield Flag(f"The procedure has no start{where}", at=("steps",), severity="warning" if plain else None)
