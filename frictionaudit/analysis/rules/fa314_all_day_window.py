"""People keep half a working day or more free for one appointment."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.visits_by_us import kept_free
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel, StepKind
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_effort


class AllDayWindow(Rule):
    """Customers keep more than half a working day free for a visit or an appointment.

    The rule looks at the time that customers' steps keep free (`attend`), or that they wait at home (`queue` with the
    channel `home`). Above `longer_than` it is flagged. So is a visit of ours at home if nobody tells customers the
    day or the hour before. A `time` told only at the start is how long the whole thing takes.

    A drawing or a service table that has no place for messages is not checked for the hour.

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
    stake = ("customer",)
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
        if not says_nothing_to_customers(subject.procedure):
            for step in subject.tasks:
                if _is_visit_at_any_time(subject, step):
                    visit = f"'{subject.procedure.label(step)}'"
                    yield Flag(f"Nobody tells customers when you come for {visit}", steps=(step,), about="no time")


def _is_visit_at_any_time(subject: Subject, step: str) -> bool:
    """Whether our people come to the customer's home, and no step before tells when."""
    steps, side = subject.procedure.steps, subject.side(step)
    if steps[step].channel is not Channel.HOME or side is None or not side.ours:
        return False
    before = {step, *subject.graph.before(step)}
    return not any(steps[other].tells.time for other in before if steps[other].kind is not StepKind.START)
