"""A page needs a start: where a case begins."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class NoStart(Rule):
    """The procedure has no start.

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
        Add a step with `kind: start`. Name it in the customer's words, and note what people are told there.

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
        if not subject.procedure.starts:
            yield Flag("The procedure has no start", at=("steps",))
