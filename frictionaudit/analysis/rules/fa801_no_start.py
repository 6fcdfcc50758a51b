"""Where a case begins has to be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class NoStart(Rule):
    """No step is a start.

    Why it matters:
        Nobody can see where customers come in and what they are told there. Cases are then taken to begin wherever
        nothing leads to.

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
        Draw the event with which it begins, in the customer's words, with what people are told there.

    Leave it when:
        Never: every case begins somewhere.

    Sources:
        BPMN 2.0 good practice; comparable to bpmnlint's start-event-required, which looks into each sub-process as
        well. A procedure here has one level, so bpmnlint's sub-process-blank-start-event and
        event-sub-process-typed-start-event have no counterpart.
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if not subject.procedure.starts:
            yield Flag("no start is drawn: it is not said where a case begins", at=("steps",))
