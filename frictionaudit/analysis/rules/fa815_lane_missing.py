"""Every task is somebody's."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.rule import Flag, Rule, count


class LaneMissing(Rule):
    """Tasks name nobody who does them.

    They are one finding; where no step of the whole drawing names anybody, it is a hint.

    Why it matters:
        It is nobody's work, and what nobody does is not counted: its minutes are neither the customer's nor ours,
        and a hand-off to it is not seen.

    Wrong:
        steps:
          apply: {by: customer, next: check}
          check: {next: decided}

    Right:
        steps:
          apply: {by: customer, next: check}
          check: {by: office, next: decided}

    What to do:
        Say who does it; a step that a machine does belongs to those who answer for it.

    Leave it when:
        Nobody does anything there: then draw an event or a gateway.

    Sources:
        Our default: all measures of hand-offs and effort rest on who does what. bpmnlint has nothing comparable: its
        label-required asks that lanes have names, not that tasks lie in them.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        missing = [id for id, step in subject.tasks.items() if step.by is None]
        if missing and not any(step.by for step in subject.procedure.steps.values()):
            yield Flag("no step says who does it", at=("steps",), severity="info")
            return
        for group in split_justified(subject, missing, self.code()):
            what = count(len(group), "task names", "tasks name")
            yield Flag(f"{what} nobody who does it: {list_steps(subject, group)}", steps=group)
