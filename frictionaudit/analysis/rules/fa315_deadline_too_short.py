"""A deadline that people cannot meet."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import CUSTOMER_PARTS, Step
from frictionaudit.domain.quantities import Calendar
from frictionaudit.domain.quantities.format import format_elapsed


class DeadlineTooShort(Rule):
    """A deadline is shorter than what the customer has to do, or than the time that they are said to take.

    The rule compares the `deadline` of a wait with the customer's turn in it and with the customer's effort in the
    step. If only the longest of a range goes past the deadline, it is information. The measures let such cases
    continue. `simulate --queues` ends them, or sends them where `otherwise` says.

    Why it matters:
        People who cannot meet a deadline lose what they came for, or come back with a new case.

    Wrong:
        steps:
          add-paper: {by: customer, wait: {customer: 10 days, deadline: 1 week}, next: check}

    Right:
        steps:
          add-paper: {by: customer, wait: {customer: 10 days, deadline: 4 weeks}, next: check}

    What to do:
        Set a deadline that people can meet, with time to spare.

    Leave it when:
        A law sets the deadline. Give the reason in `because` on the wait.

    Sources:
        Our default.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-rush"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for id, step in subject.procedure.steps.items():
            if step.wait is None or step.wait.deadline is None:
                continue
            deadline = calendar.elapsed(step.wait.deadline.high)
            least, most = _needed(step, calendar)
            if most > deadline:
                some = least <= deadline
                needs = f"up to {format_elapsed(most)}" if some else f"at least {format_elapsed(least)}"
                yield Flag(
                    f"Before '{subject.procedure.label(id)}', customers have {format_elapsed(deadline)} to act, "
                    f"and the page says that it takes {needs}",
                    steps=(id,),
                    at=("steps", id, "wait", "deadline"),
                    severity="info" if some else None,
                )


def _needed(step: Step, calendar: Calendar) -> tuple[float, float]:
    """The least and the most elapsed minutes that the customer takes: their turn, or their work if that is longer."""
    turn = step.wait.customer if step.wait else None
    parts = [duration for name in CUSTOMER_PARTS if step.effort and (duration := step.effort.part(name))]
    least, most = (sum(calendar.touch(getattr(part, end)) for part in parts) for end in ("low", "high"))
    if turn is not None:
        least, most = max(least, calendar.elapsed(turn.low)), max(most, calendar.elapsed(turn.high))
    return least, most
