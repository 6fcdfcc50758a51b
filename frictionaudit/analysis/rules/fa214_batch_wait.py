"""Waiting for the next run, the next meeting, the next round."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class BatchWait(Rule):
    """A case waits longer than `longer_than` for a batch, a meeting or a fixed date of ours.

    Tasks are meant, not events such as a timer that gives people time to answer.

    Why it matters:
        The work is done and the case could go on, but it waits for the others to be gathered.

    Wrong:
        steps:
          pay-refund: {by: accounts, wait: {batch: 5 working days}, next: refunded}

    Right:
        steps:
          pay-refund: {by: accounts, wait: {batch: 4 working hours}, next: refunded}

    What to do:
        Run it every day, or let each case go when it is ready.

    Leave it when:
        A board has to sit together, or one journey for many saves more than the waiting costs: say so with `because`.

    Sources:
        Order-based work, heuristic 6 of business process redesign (Reijers and Liman Mansar, 2005; not read
        first-hand): drop batches and periodic steps. One working day is our default.
    """

    level = "warning"
    care_point = "resolved-quickly"

    longer_than: Duration = Duration.fixed(days=1, working=True)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        limit = calendar.expected_elapsed(self.longer_than)
        for id, step in subject.tasks.items():
            if step.wait is None or step.wait.batch is None:
                continue
            minutes = calendar.expected_elapsed(step.wait.batch)
            if minutes > limit + 1e-6:
                yield Flag(
                    f"before '{subject.procedure.label(id)}' a case waits {format_elapsed(minutes)} "
                    "for a batch, a meeting or a fixed date",
                    steps=(id,),
                    at=("steps", id, "wait"),
                )
