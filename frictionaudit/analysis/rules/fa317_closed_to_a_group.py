"""The office is only open when some customers cannot come."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.opening_hours import needs_somebody_in
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.calendar import shared_minutes
from frictionaudit.domain.quantities.format import format_share


class ClosedToAGroup(Rule):
    """A step in person or by phone is open at no hour in which a customer group is free.

    The rule compares the hours in which a group can come (`free`) with the hours of the step's place. Where the step
    has no place with hours, those of the calendar count. It looks at customers' steps that the group reaches, if they
    are at a counter, on site or by phone, and in no other channel. There is one finding for each group.

    Why it matters:
        People with a working day of their own have to take leave, or send somebody else.

    Wrong:
        calendar: {hours: Mon-Fri 09:00-16:00}
        groups:
          at-work: {share: 0.4, free: Mon-Fri 17:00-20:00}
        steps:
          collect: {by: customer, channel: counter, next: done}

    Right:
        calendar: {hours: Mon-Wed 09:00-16:00; Thu 11:00-19:00}
        groups:
          at-work: {share: 0.4, free: Mon-Fri 17:00-20:00}
        steps:
          collect: {by: customer, channel: counter, next: done}

    What to do:
        Open one evening or one Saturday a month, or offer a channel that needs nobody who is in.

    Leave it when:
        The group sends somebody else as a matter of course. Give that reason with `because` on the step.

    Sources:
        The idea of procedural care: customers have schedules too. Our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"
    care_point = "no-rush"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        staffed = [
            id for id, step in subject.tasks.items() if subject.side(id) is Side.CUSTOMER and needs_somebody_in(step)
        ]
        for segment in subject.segments:
            closed = in_reading_order(subject, (step for step in staffed if _is_closed(subject, segment, step)))
            if closed and segment.group is not None:
                yield Flag(
                    f"'{segment.group.name or segment.name}' ({format_share(segment.share)} of cases) can never come "
                    f"when {list_steps(subject, closed)} is open: they are free {segment.group.free}",
                    steps=closed,
                    about=segment.name,
                )


def _is_closed(subject: Subject, segment: CustomerSegment, step: str) -> bool:
    free = segment.group.free if segment.group is not None else None
    if free is None or not segment.visits.value[step]:
        return False
    procedure = subject.procedure
    place = procedure.places.get(procedure.steps[step].at or "")
    return not shared_minutes(free, (place and place.hours) or procedure.calendar.hours)
