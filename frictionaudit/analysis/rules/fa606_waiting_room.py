"""An hour on a hard bench, without knowing how long it will take."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.patterns.others_places import at_a_third_party
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities.format import format_elapsed
from frictionaudit.domain.quantities.listing import listed


class WaitingRoom(Rule):
    """The customer waits an hour or more on site, and nothing is offered to make the wait bearable.

    The rule looks at steps at a counter or on site without `waiting_comforts`. It takes the longer of two waits: the
    time in the queue there (`effort.queue`), and the wait for us before the step. The second counts only if the step
    before is in person too, so that the customer is already there. A wait of more than a working day is left out,
    because nobody sits through it on site. So is a step from which only third parties take over,
    because their waiting room is not yours.

    Why it matters:
        People who cannot leave the room cannot do anything else. A seat, an expected time and a slot to come back to
        cost little and give people their hour back.

    Wrong:
        steps:
          sit-and-wait: {by: patient, channel: onsite, effort: {queue: 70m}, next: seen}

    Right:
        steps:
          sit-and-wait:
            by: patient
            channel: onsite
            waiting_comforts: [seat, time estimate, message when it is your turn]
            effort: {queue: 70m}
            next: seen

    What to do:
        Show the expected waiting time, let people leave and come back to a slot, and offer a seat and water.

    Leave it when:
        Nobody waits there in person. Correct the channel.

    Sources:
        The idea of physical care: chairs, a coffee shop, another time. One hour is our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    minutes: float = Field(default=60, ge=0, description="minutes of waiting on site from which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        minutes_at = {
            id: minutes
            for id, step in subject.procedure.steps.items()
            if step.channel is not None and step.channel.in_person and not step.waiting_comforts
            if not at_a_third_party(subject, id)
            if (minutes := max(_queue_minutes(subject, step), _wait_on_site(subject, id, step))) >= self.minutes
        }
        for steps in split_justified(subject, minutes_at, self.code()):
            places = listed(f"{describe(subject.graph, step)} ({format_elapsed(minutes_at[step])})" for step in steps)
            yield Flag(f"Customers wait on site and are offered nothing: {places}", steps=steps)


def _queue_minutes(subject: Subject, step: Step) -> float:
    queue = step.effort.queue if step.effort else None
    return subject.procedure.calendar.expected_touch(queue) if queue else 0.0


def _wait_on_site(subject: Subject, id: str, step: Step) -> float:
    """Minutes that customers wait for us before a step if they are on site already."""
    calendar, steps = subject.procedure.calendar, subject.procedure.steps
    our_waits = [duration for duration in (step.wait.queue, step.wait.batch) if duration] if step.wait else []
    minutes = sum(map(calendar.expected_elapsed, our_waits))
    if minutes > calendar.day_minutes:
        return 0.0
    channels = (steps[arc.source].channel for arc in subject.graph.incoming[id])
    return minutes if any(channel is not None and channel.in_person for channel in channels) else 0.0
