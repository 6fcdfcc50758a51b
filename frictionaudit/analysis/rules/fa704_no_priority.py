"""Bread at once for the guest who cannot wait."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import open_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class NoPriority(Rule):
    """Customers wait, some of them cannot, and no step takes the urgent and vulnerable first.

    Judged is a procedure in which customers wait for us, in a queue, for a batch or in line, and no step has
    `triage`. Where a group is `urgent` that is a warning. Where no group is, an appointment or a claim (`kinds`) with
    a wait for us of more than `longer_than` before a single step is worth a look: somebody among those who wait will
    be unable to.

    Why it matters:
        First come, first served treats everybody alike and some of them badly. A baby, a guest with diabetes or a
        patient in pain pays more for the same wait.

    Wrong:
        groups:
          in-pain: {share: 0.1, urgent: true}
        steps:
          see: {by: nurse, wait: {queue: 3 days}, next: seen}

    Right:
        groups:
          in-pain: {share: 0.1, urgent: true}
        steps:
          sort: {by: nurse, triage: who is in pain comes first, next: see}
          see: {by: nurse, wait: {queue: 3 days}, next: seen}

    What to do:
        Let somebody look at each case when it comes in, write down who goes first, and tell the others why.

    Leave it when:
        Nobody's need is greater, or the order is drawn by law: say so with `because`.

    Sources:
        The idea of procedural care: the diabetic regular gets bread at once, the baby's plate comes first. A wait of
        more than one day, and the two kinds, are our default.
    """

    level = "warning"
    element = "personal"
    care_point = "customers-first"

    longer_than: Duration = Duration.fixed(days=1)
    kinds: tuple[str, ...] = ("appointment", "claim")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        if any(step.triage for step in procedure.steps.values()):
            return
        waiting = {id: minutes for id, step in procedure.steps.items() if (minutes := _waits(subject, step))}
        urgent = [f"'{group.name or id}'" for id, group in sorted(procedure.groups.items()) if group.urgent]
        if waiting and urgent:
            yield Flag(
                f"{', '.join(urgent)} cannot wait as others can, and no step takes them first; "
                f"the longest wait is {self._longest(subject, waiting)}",
                steps=open_first(subject, waiting, self.code()),
                about="urgent",
            )
        elif procedure.kind in self.kinds:
            limit = procedure.calendar.expected_elapsed(self.longer_than)
            long = {id: minutes for id, minutes in waiting.items() if minutes > limit + 1e-6}
            if long:
                yield Flag(
                    "no step takes the urgent and vulnerable first, and everybody waits alike; "
                    f"the longest wait is {self._longest(subject, long)}",
                    steps=open_first(subject, long, self.code()),
                    about="longest wait",
                    severity="info",
                )

    @staticmethod
    def _longest(subject: Subject, waiting: dict[str, float]) -> str:
        step = max(waiting, key=lambda one: (waiting[one], one))
        return f"that of {format_elapsed(waiting[step])} before '{subject.procedure.label(step)}'"


def _waits(subject: Subject, step: Step) -> float:
    """Minutes that a customer, or their case, waits for us at a step."""
    calendar = subject.procedure.calendar
    lying = [duration for duration in (step.wait.queue, step.wait.batch) if duration] if step.wait else []
    line = step.effort.queue if step.effort else None
    return sum(map(calendar.expected_elapsed, lying)) + (calendar.expected_touch(line) if line else 0.0)
