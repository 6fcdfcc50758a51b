"""A chair for an elderly person."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.customer_places import place_name, queue_minutes, steps_at_places, unmet_needs
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import needed_offers
from frictionaudit.domain.quantities.format import format_effort, format_share
from frictionaudit.domain.quantities.listing import listed


class NoSeat(Rule):
    """A place does not offer what a customer group needs there, or a seat where people queue.

    The rule looks at the `places` that say what they offer and at the customers' steps that happen `at` them. A group's
    `needs` are met by offers of the same name: `a seat` by `seat`, `step-free access` by `step-free`. Languages and
    formats are for FA703. Groups that never come to the place are left out. Where everybody queues for `minutes` or
    longer, all need a seat. A place without `offers` is not judged.

    Why it matters:
        People who cannot stand for an hour, or cannot find the door, give up or come with somebody who takes a day off.

    Wrong:
        places:
          hall: {name: Town hall, offers: [toilet]}
        groups:
          older: {share: 0.2, needs: [a seat]}

    Right:
        places:
          hall: {name: Town hall, offers: [toilet, seat]}
        groups:
          older: {share: 0.2, needs: [a seat]}

    What to do:
        Offer what is missing where people look for it, and try it with somebody who needs it.

    Leave it when:
        The group is served elsewhere, such as at home. Give that reason with `because` on the step.

    Sources:
        The idea of physical care: a chair for an elderly person. The minutes are our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    minutes: float = Field(default=15, ge=0, description="minutes of queueing from which everyone needs a seat")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for need in unmet_needs(subject):
            group = need.segment.group
            who = f"'{group.name if group and group.name else need.segment.name}'"
            unmet = [words for words in group.needs if needed_offers(words) & {*need.missing}] if group else []
            yield Flag(
                f"{place_name(subject, need.place)} does not offer {listed(unmet, last='or')}, which {who} "
                f"({format_share(need.segment.share)} of cases) need",
                steps=need.steps,
                about=f"{need.place}.{need.segment.name}",
                at=("places", need.place),
                portion=need.segment.share,
            )
        for place, steps in steps_at_places(subject).items():
            offers = subject.procedure.places[place].offers
            longest = max(queue_minutes(subject, step) for step in steps)
            if offers is not None and "seat" not in offers and longest >= self.minutes:
                message = (
                    f"People queue for {format_effort(longest)} at {place_name(subject, place)}, which has no seat"
                )
                yield Flag(message, steps=steps, about=place, at=("places", place))
