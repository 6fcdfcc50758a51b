"""Tasks that share a name cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.rows import beside
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.format import count


class LabelNotUnique(Rule):
    """Two or more tasks of one party have the same name, ignoring case and spaces.

    Tasks of different parties may share a name, because the party tells them apart. So may two rows of a service table
    in which the customer's cells differ.

    Why it matters:
        In a log, a timetable or a conversation nobody can tell which task is meant. Figures measured for one are
        booked on the other.

    Wrong:
        steps:
          check: {name: Check the papers, by: desk, next: decide}
          check-again: {name: Check the  Papers, by: desk, next: decided}

    Right:
        steps:
          check: {name: Check whether the papers are complete, by: desk, next: decide}
          check-again: {name: Check what the papers say, by: desk, next: decided}

    What to do:
        Put the difference into the names, or use one step and lead both flows to it.

    Leave it when:
        It is the same work, shown twice so that flows need not cross.

    Sources:
        Our default. bpmnlint has nothing comparable; its no-duplicate-sequence-flows finds the same flow twice.
        A page accepts that only if each flow has an id of its own.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        same_name: dict[tuple[str, str | None, str], list[str]] = {}
        for id, step in subject.procedure.steps.items():
            name = " ".join((step.name or "").casefold().split())
            if step.kind is StepKind.TASK and name:
                other = " ".join(beside(subject, id).casefold().split())
                same_name.setdefault((name, step.by, other), []).append(id)
        for steps in same_name.values():
            if len(steps) > 1:
                ordered = unjustified_first(subject, steps, self.code())
                name = " ".join(subject.procedure.label(ordered[0]).split())
                yield Flag(f"{count(len(steps), 'task')} have the same name, '{name}'", steps=ordered)
