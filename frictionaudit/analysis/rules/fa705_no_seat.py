"""A chair for an elderly person, a sign that tells where to go."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side, needed_offers
from frictionaudit.domain.quantities.format import format_effort, format_share
from frictionaudit.domain.quantities.listing import listed


class NoSeat(Rule):
    """A place does not offer what a customer group needs there, or no seat where people queue.

    The rule looks at the `places` that say what they offer and at the customers' steps that happen `at` them. A group's
    `needs` are met by offers of the same name: `a seat` by `seat`, `step-free access` by `step-free`. Languages and
    formats are for FA703. Where everybody queues for `minutes` or longer, a seat and signage are needed by all. A place
    without `offers` is not judged.

    Why it matters:
        People who cannot stand for an hour, or cannot find the door, give up or come with somebody who takes a day off.

    Wrong:
        places:
          hall: {name: Town hall, offers: [toilet]}
        groups:
          older: {share: 0.2, needs: [a seat]}

    Right:
        places:
          hall: {name: Town hall, offers: [toilet, seat, signage]}
        groups:
          older: {share: 0.2, needs: [a seat]}

    What to do:
        Walk the way with somebody of that group, and put the chair or the sign where they look for it.

    Leave it when:
        The group is served elsewhere, such as at home. Give that reason with `because` on the step.

    Sources:
        The idea of physical care: a chair for an elderly person. The minutes are our default.
    """

    level = "warning"
    element = "physical"

    minutes: float = Field(default=15, ge=0, description="minutes of queueing from which everyone needs a seat")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        for id, place in sorted(procedure.places.items()):
            here = in_reading_order(subject, (step for step in subject.tasks if _is_there(subject, step, id)))
            if place.offers is None or not here:
                continue
            offers, name = frozenset(place.offers), f"'{place.name or id}'"
            for group_id, group in sorted(procedure.groups.items()):
                needed = frozenset(offer for need in group.needs for offer in needed_offers(need))
                if missing := sorted(needed - offers):
                    who = f"'{group.name or group_id}' ({format_share(group.share.value)} of cases)"
                    message = f"{name} has no {listed(missing, last='or')}, which {who} need"
                    yield Flag(message, steps=here, about=f"{id}.{group_id}", at=("places", id))
            longest = max(_queue_minutes(subject, step) for step in here)
            if longest >= self.minutes and (missing := sorted({"seat", "signage"} - offers)):
                message = (
                    f"People queue for {format_effort(longest)} at {name}, which has no {listed(missing, last='or')}"
                )
                yield Flag(message, steps=here, about=id, at=("places", id))


def _is_there(subject: Subject, step: str, place: str) -> bool:
    return subject.procedure.steps[step].at == place and subject.side(step) is Side.CUSTOMER


def _queue_minutes(subject: Subject, step: str) -> float:
    effort = subject.procedure.steps[step].effort
    queue = effort.queue if effort else None
    return subject.procedure.calendar.expected_touch(queue) if queue else 0.0
