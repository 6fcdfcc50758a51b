"""People keep half a working day or more free for one appointment."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.visits_by_us import kept_free
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_effort


class AllDayWindow(Rule):
    """Customers keep more than half a working day free for a visit or an appointment.

    The rule looks at the time that customers' steps keep free (`attend`), or that they wait at home (`queue` with the
    channel `home`). Above `longer_than` it is flagged.

    Why it matters:
        Somebody takes a day off for a visit of twenty minutes. People have a timetable of their own.

    Wrong:
        steps:
          stay: {name: Stay at home for the visit, by: customer, channel: home, effort: {attend: 8h}, next: repair}

    Right:
        steps:
          stay: {name: Stay at home for the visit, by: customer, channel: home, effort: {attend: 1h}, next: repair}

    What to do:
        Offer windows of one or two hours, and send a message when somebody is on the way.

    Leave it when:
        The work itself takes that long and somebody has to be there. Give that reason with `because`.

    Sources:
        The idea of procedural care: customers have schedules too. Four hours, half a working day, is our default.
    """

    level = "warning"
    care_point = "no-rush"

    longer_than: Duration = Field(default=Duration.fixed(minutes=240), description="longest time that may be kept free")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        limit = subject.procedure.calendar.expected_touch(self.longer_than)
        for step, part, minutes in kept_free(subject):
            if minutes > limit + 1e-9:
                yield Flag(
                    f"Customers keep {format_effort(minutes)} free for '{subject.procedure.label(step)}'",
                    steps=(step,),
                    at=("steps", step, "effort", part),
                )
