"""A queue in the rain."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.customer_places import place_name, queue_minutes, steps_at_places
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import format_effort


class NoShelter(Rule):
    """People queue in the open air, and the place offers no shelter.

    The rule looks at `places` with `outdoors: true` that say what they offer, and at the customers' steps `at` them.
    It speaks from `minutes` of queueing. A place without `offers` is not judged.

    Why it matters:
        People who stand in rain, cold or heat leave the queue, and those who are ill or old leave it first.

    Wrong:
        places:
          gate: {name: Box office, outdoors: true, offers: [signage]}

    Right:
        places:
          gate: {name: Box office, outdoors: true, offers: [signage, shelter]}

    What to do:
        Put up a roof, or let people wait inside. Better still, give them a time to come back.

    Leave it when:
        The queue is only there for a day, and the page of that day says what to bring. Give that reason with `because`.

    Sources:
        The idea of physical care: the place in which people wait. Ten minutes are our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    minutes: float = Field(default=10, ge=0, description="minutes of queueing outdoors from which people need shelter")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, steps in steps_at_places(subject).items():
            place = subject.procedure.places[id]
            if not place.outdoors or place.offers is None or "shelter" in place.offers:
                continue
            longest = max(queue_minutes(subject, step) for step in steps)
            if longest and longest >= self.minutes:
                message = f"People queue for {format_effort(longest)} in the open air at {place_name(subject, id)}, "
                yield Flag(f"{message}which offers no shelter", steps=steps, about=id, at=("places", id))
