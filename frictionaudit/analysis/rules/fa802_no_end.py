"""How a case ends has to be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class NoEnd(Rule):
    """No step is an end.

    Why it matters:
        Nobody can see what the customer comes away with, and whether it is good or bad news.

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
        Draw one end for each outcome, also for the case that is refused or given up.

    Leave it when:
        Never: every case ends somehow.

    Sources:
        BPMN 2.0 good practice; comparable to bpmnlint's end-event-required, which looks into each sub-process as
        well. That a single way stops without an end is FA804's to say.
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if not subject.procedure.ends:
            yield Flag("no end is drawn: it is not said how a case ends", at=("steps",))
