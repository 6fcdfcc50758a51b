"""Two steps with one name are taken for one step."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import StepKind


class LabelNotUnique(Rule):
    """Two or more tasks have the same name, upper and lower case and blanks apart.

    Why it matters:
        In a log, a timetable or a conversation nobody can tell which of them is meant, and what is measured of one
        is booked on the other.

    Wrong:
        steps:
          check: {name: Check the papers, by: desk, next: decide}
          check-again: {name: Check the  Papers, by: office, next: decided}

    Right:
        steps:
          check: {name: Check whether the papers are complete, by: desk, next: decide}
          check-again: {name: Check what the papers say, by: office, next: decided}

    What to do:
        Say in the name what is different, or draw the step once and lead both ways there.

    Leave it when:
        It is the same work, drawn twice so that flows need not cross.

    Sources:
        Our default. bpmnlint has nothing comparable; its no-duplicate-sequence-flows finds the same flow drawn
        twice, which a page refuses unless each has an id of its own.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        same: dict[str, list[str]] = {}
        for id, step in subject.procedure.steps.items():
            name = " ".join((step.name or "").casefold().split())
            if step.kind is StepKind.TASK and name:
                same.setdefault(name, []).append(id)
        for steps in same.values():
            if len(steps) > 1:
                ordered = unjustified_first(subject, steps, self.code())
                name = " ".join(subject.procedure.label(ordered[0]).split())
                yield Flag(f"{count(len(steps), 'task')} are called '{name}'", steps=ordered)
