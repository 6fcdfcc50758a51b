"""People who look for a door arrive late and upset."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.customer_places import place_name, steps_at_places
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.domain.quantities.listing import listed


class NoSigns(Rule):
    """People have to find a place, and it has no signage.

    The rule looks at the `places` that say what they offer, and at the customers' steps in person `at` them. People
    have to find a place if they search there (`effort.search`), or if they come from another place. If people
    only travel there, it is information. A place without `offers` is not judged.

    Why it matters:
        People who are worried or in pain find their way less easily. Those who get lost arrive late and lose their
        turn, and staff leave their work to show them the way.

    Wrong:
        places:
          desk-4: {name: Desk 4, offers: [seat]}
        steps:
          find: {by: customer, channel: onsite, at: desk-4, effort: {search: 5m}, next: ask}

    Right:
        places:
          desk-4: {name: Desk 4, offers: [seat, signage]}
        steps:
          find: {by: customer, channel: onsite, at: desk-4, next: ask}

    What to do:
        Walk from the entrance with somebody who has never been there. Put a sign wherever they stop, with the words
        of the letter that they hold.

    Leave it when:
        Somebody meets people at the entrance and goes with them. Give that reason with `because` on the step.

    Sources:
        C. Jeffrey, Losing your patients? (Health Business: worry and pain make the way hard to find); the idea of
        physical care: a sign that tells where to go.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for place, steps in steps_at_places(subject).items():
            here = tuple(step for step in steps if _in_person(subject, step))
            offers = subject.procedure.places[place].offers
            if not here or offers is None or "signage" in offers:
                continue
            name = place_name(subject, place)
            if searching := sum(_minutes(subject, step, "search") for step in here):
                message = f"People search for {format_effort(searching)} at {name}, which has no signage"
            elif others := _places_before(subject, place, here):
                message = f"People have to find {name} from {listed(others)}, and it has no signage"
            elif any(_minutes(subject, step, "travel") for step in here):
                message = f"People travel to {name}, which has no signage"
                yield Flag(message, steps=here, about=place, at=("places", place), severity="info")
                continue
            else:
                continue
            yield Flag(message, steps=here, about=place, at=("places", place))


def _in_person(subject: Subject, step: str) -> bool:
    channel = subject.procedure.steps[step].channel
    return channel is None or channel.in_person


def _minutes(subject: Subject, step: str, part: str) -> float:
    effort = subject.procedure.steps[step].effort
    time = effort.part(part) if effort is not None else None
    return subject.procedure.calendar.expected_touch(time) if time is not None else 0.0


def _places_before(subject: Subject, place: str, steps: tuple[str, ...]) -> list[str]:
    """Names of the other places in which customers were in person just before."""
    graph, all_steps = subject.graph, subject.procedure.steps
    sources = (arc.source for step in steps for arc in graph.incoming[step])
    before = {all_steps[source].at for source in sources if _in_person(subject, source)} - {place, None}
    return [place_name(subject, other) for other in sorted(filter(None, before))]
