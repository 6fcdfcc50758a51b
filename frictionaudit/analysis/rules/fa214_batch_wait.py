"""Cases wait for the next batch, meeting or fixed date."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class BatchWait(Rule):
    """A case waits for one of our batches, meetings or fixed dates.

    Waits longer than `longer_than` are flagged. The rule looks at tasks only, not at events such as a timer that gives
    people time to answer. A customer's own step is left out, because an appointment is a date for one case, not a
    batch.

    Why it matters:
        The work is done and the case could go on, but it waits until other cases join it.

    Wrong:
        steps:
          pay-refund: {by: accounts, wait: {batch: 5 working days}, next: refunded}

    Right:
        steps:
          pay-refund: {by: accounts, wait: {batch: 4 working hours}, next: refunded}

    What to do:
        Run the batch every day, or process each case when it is ready.

    Leave it when:
        A board has to meet, or one journey for many cases saves more than the wait costs. Give the reason in `because`.

    Sources:
        Order-based work, heuristic 6 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand): drop batches and periodic steps. One working day is our default.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "resolved-quickly"

    longer_than: Duration = Field(
        default=Duration.fixed(days=1, working=True), description="longest wait for a batch that is not flagged"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        limit = calendar.expected_elapsed(self.longer_than)
        for id, step in subject.tasks.items():
            if step.wait is None or step.wait.batch is None or subject.side(id) is Side.CUSTOMER:
                continue
            minutes = calendar.expected_elapsed(step.wait.batch)
            if minutes > limit + 1e-6:
                yield Flag(
                    f"Cases wait {format_elapsed(minutes)} for a batch, a meeting or a fixed date before "
                    f"'{subject.procedure.label(id)}'",
                    steps=(id,),
                    at=("steps", id, "wait"),
                )
