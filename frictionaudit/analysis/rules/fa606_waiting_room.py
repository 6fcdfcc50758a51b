"""An hour on a hard bench, and nobody says how long."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import apart
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities.format import format_elapsed


class WaitingRoom(Rule):
    """The customer waits an hour or more on site, and nothing is offered to make it bearable.

    Judged are steps at a counter or on site without `waiting_comforts`: by the time the customer stands in line there
    (`effort.queue`), or by the wait before the step for us, where the step before it is on site too, so that the
    customer is there already. A wait of more than a working day is not sat through on site and not judged.

    Why it matters:
        Whoever may not leave the room is held by us. A seat, a time to expect, and a slot to come back to cost little
        and give the hour back.

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
        Say how long it takes, let people go and come back to a slot, and give those who stay a seat and water.

    Leave it when:
        Nobody waits there in body: correct the channel.

    Sources:
        The idea of physical care: chairs, a coffee shop, another time. One hour is our default.
    """

    level = "warning"
    element = "physical"

    minutes: float = 60

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        waiting = {
            id: minutes
            for id, step in subject.procedure.steps.items()
            if step.channel is not None and step.channel.in_person and not step.waiting_comforts
            if (minutes := max(_in_line(subject, step), _before(subject, id, step))) >= self.minutes
        }
        for steps in apart(subject, waiting, self.code()):
            label = subject.procedure.label
            places = ", ".join(f"'{label(step)}' ({format_elapsed(waiting[step])})" for step in steps[:4])
            more = f" and {len(steps) - 4} more" if len(steps) > 4 else ""
            yield Flag(f"the customer waits on site and is offered nothing: {places}{more}", steps=steps)


def _in_line(subject: Subject, step: Step) -> float:
    queue = step.effort.queue if step.effort else None
    return subject.procedure.calendar.expected_touch(queue) if queue else 0.0


def _before(subject: Subject, id: str, step: Step) -> float:
    """Minutes that a customer who is on site already waits there for us before a step."""
    calendar, steps = subject.procedure.calendar, subject.procedure.steps
    ours = [duration for duration in (step.wait.queue, step.wait.batch) if duration] if step.wait else []
    minutes = sum(map(calendar.expected_elapsed, ours))
    if minutes > calendar.day_minutes:
        return 0.0
    before = (steps[arc.source].channel for arc in subject.graph.incoming[id])
    return minutes if any(channel is not None and channel.in_person for channel in before) else 0.0
