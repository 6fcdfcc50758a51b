"""An office that is open only while other people work."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.opening_hours import WORK, hours_at, minutes_outside, staffed_steps
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.calendar import OpeningHours


class OpenAtWorkHours(Rule):
    """Customers have to come in person, at hours in which most people work.

    The rule looks at customers' steps at a counter or on site that have no other channel. It needs the hours of the
    place, or those of the calendar, and speaks if none of them is outside `work`. Where a group states when it is
    `free`, FA317 compares that instead.

    Why it matters:
        People take half a day off for five minutes at a counter. People who are paid by the hour lose that money.

    Wrong:
        places:
          counter: {name: Counter, hours: Mon-Fri 09:00-16:00}

    Right:
        places:
          counter: {name: Counter, hours: Mon-Wed 09:00-16:00; Thu 11:00-19:00}

    What to do:
        Open later one day and close later in the evening, or open one Saturday a month. That takes no more hours.

    Leave it when:
        The people who come do not work at these hours, or come because of their work. Give that reason with `because`.

    Sources:
        The idea of procedural care: customers have schedules too. The hours of work are our default.
    """

    level = "info"
    stake = ("customer",)
    element = "physical"
    care_point = "no-rush"

    work: OpeningHours = Field(default=WORK, description="hours in which most people work")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if any(group.free for group in subject.procedure.groups.values()):
            return
        closed: dict[str, list[str]] = {}
        for step in staffed_steps(subject, in_person=True):
            hours = hours_at(subject.procedure, step)
            if hours is not None and not minutes_outside(hours, self.work):
                closed.setdefault(hours, []).append(step)
        for hours, step_ids in sorted(closed.items()):
            steps = in_reading_order(subject, step_ids)
            yield Flag(
                f"People have to come at hours in which most people work ({hours}): {list_steps(subject, steps)}",
                steps=steps,
                about=hours,
            )
