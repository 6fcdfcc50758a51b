"""Work in a step of the customer's: it counts as staff time, which the page may not mean."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Effort, Side
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.domain.quantities.listing import listed


class WorkOfTheCustomer(Rule):
    """A step of the customer's states `work`, which counts as staff time, and no part in which staff serve them.

    The rule looks at customers' steps with `work` above zero. Beside `counter` or `attend`, work is that of whoever
    serves the customer or comes to them, and nothing is flagged.

    Why it matters:
        The customer's time is then missing, and the time and cost of staff are too high.

    Wrong:
        steps:
          pack: {by: patient, channel: home, effort: {work: 15m}, next: leave}

    Right:
        steps:
          pack: {by: patient, channel: home, effort: {gather: 15m}, next: leave}

    What to do:
        Name the part of the customer's time, such as `fill`, `gather` or `understand`. If staff spend the time, add
        `counter`, or write a step of theirs.

    Leave it when:
        Staff do work at the step while the customer spends no time on it.

    Sources:
        The parts of effort: `work` is staff touch time.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        minutes_at = {
            id: minutes
            for id, step in subject.tasks.items()
            if subject.side(id) is Side.CUSTOMER and step.effort is not None
            if (minutes := _unserved_work(subject, step.effort)) > 0
        }
        for steps in split_justified(subject, minutes_at, self.code()):
            places = listed(f"{describe(subject.graph, step)} ({format_effort(minutes_at[step])})" for step in steps)
            yield Flag(
                f"Work counts as staff time, although the customer does the step: {places}",
                steps=steps,
                at=("steps", steps[0], "effort", "work"),
            )


def _unserved_work(subject: Subject, effort: Effort) -> float:
    """Minutes of work beside which staff neither serve the customer nor come to them."""
    if effort.work is None or effort.counter is not None or effort.attend is not None:
        return 0.0
    return subject.procedure.calendar.expected_touch(effort.work)
