"""People who cannot wait should go first."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed
from frictionaudit.domain.quantities.listing import listed


class NoPriority(Rule):
    """Customers wait, some of them cannot, and no step lets urgent or vulnerable people go first.

    The rule looks at procedures in which customers wait for us (in a queue, for a batch or in line) and no step has
    `triage`. It is a warning if a group is `urgent`. If no group is, the rule looks at the `kinds` appointment and
    claim. A wait of more than `longer_than` before a single step is then worth a look, as some customers cannot wait.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        First come, first served treats everyone alike, and some people badly. The same wait costs a baby, a guest with
        diabetes or a patient in pain more.

    Wrong:
        groups:
          in-pain: {share: 0.1, urgent: true}
        steps:
          see: {by: nurse, wait: {queue: 3 days}, next: seen}

    Right:
        groups:
          in-pain: {share: 0.1, urgent: true}
        steps:
          sort: {by: nurse, triage: people in pain go first, next: see}
          see: {by: nurse, wait: {queue: 3 days}, next: seen}

    What to do:
        Have someone look at each case when it arrives, write down who goes first, and tell the others why.

    Leave it when:
        Nobody's need is greater, or a law sets the order. Give that reason with `because`.

    Sources:
        The idea of procedural care: the diabetic regular gets bread at once, the baby's plate comes first. A wait of
        more than one day, and the two kinds, are our default.
    """

    level = "warning"
    stake = ("waiting",)
    element = "personal"
    care_point = "customers-first"

    longer_than: Duration = Field(
        default=Duration.fixed(days=1), description="wait that anyone can be expected to bear"
    )
    kinds: tuple[str, ...] = Field(
        default=("appointment", "claim"), description="kinds of procedures that always need a triage"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        procedure = subject.procedure
        if any(step.triage for step in procedure.steps.values()):
            return
        minutes_at = {id: minutes for id, step in procedure.steps.items() if (minutes := _wait_minutes(subject, step))}
        urgent = [f"'{group.name or id}'" for id, group in sorted(procedure.groups.items()) if group.urgent]
        if minutes_at and urgent:
            yield Flag(
                f"{listed(urgent)} cannot wait as long as others, and no step lets them go first; "
                f"{_longest(subject, minutes_at)}",
                steps=unjustified_first(subject, minutes_at, self.code()),
                about="urgent",
            )
        elif procedure.kind in self.kinds:
            limit = procedure.calendar.expected_elapsed(self.longer_than)
            long = {id: minutes for id, minutes in minutes_at.items() if minutes > limit + 1e-6}
            if long:
                yield Flag(
                    f"No step lets urgent or vulnerable people go first; {_longest(subject, long)}",
                    steps=unjustified_first(subject, long, self.code()),
                    about="longest wait",
                    severity="info",
                )


def _longest(subject: Subject, minutes_at: dict[str, float]) -> str:
    step = max(minutes_at, key=lambda step: (minutes_at[step], step))
    return f"the longest wait is {format_elapsed(minutes_at[step])}, before {describe(subject.graph, step)}"


def _wait_minutes(subject: Subject, step: Step) -> float:
    """Minutes that a customer, or their case, waits for us at a step."""
    calendar = subject.procedure.calendar
    waits = [duration for duration in (step.wait.queue, step.wait.batch) if duration] if step.wait else []
    queue = step.effort.queue if step.effort else None
    return sum(map(calendar.expected_elapsed, waits)) + (calendar.expected_touch(queue) if queue else 0.0)
