"""Tasks that nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.rule import Flag, Rule


class LaneMissing(Rule):
    """A task does not say who does it.

    All such tasks are one finding. If no step of the page names anyone, it is a hint.

    An audit tells this in its part on what is missing. It is a finding only if the rule is selected.

    Why it matters:
        The audit cannot count work that belongs to nobody: its minutes are neither the customer's nor yours, and
        hand-offs to it stay invisible.

    Wrong:
        steps:
          apply: {by: customer, next: check}
          check: {next: decided}

    Right:
        steps:
          apply: {by: customer, next: check}
          check: {by: office, next: decided}

    What to do:
        Name the party that does the task: in a drawing by its lane, on a page with `by:`. A step done by a machine
        belongs to the unit that runs it.

    Leave it when:
        Nobody does anything there. Then make it an event or a gateway.

    Sources:
        Our default: all measures of hand-offs and effort depend on who does what. bpmnlint has nothing comparable:
        its label-required demands names for lanes, not that tasks lie in them.
    """

    level = "warning"
    stake = ()
    completeness = True

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        missing = [id for id, step in subject.tasks.items() if step.by is None]
        if missing and not any(step.by for step in subject.procedure.steps.values()):
            yield Flag("None of the steps says who does it", at=("steps",), severity="info")
            return
        for group in split_justified(subject, missing, self.code()):
            what = (
                "1 task does not say who does it" if len(group) == 1 else f"{len(group)} tasks do not say who does them"
            )
            yield Flag(f"{what}: {describe_all(subject.graph, group)}", steps=group)
