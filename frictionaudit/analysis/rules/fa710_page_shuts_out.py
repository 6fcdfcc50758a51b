"""A page that only works with a mouse shuts people out."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.customer_places import FOR_EVERYONE, ONLINE, place_name, steps_at_places
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel
from frictionaudit.domain.quantities.listing import listed

_WORDS = {
    "keyboard": "without a mouse",
    "screen reader": "with a screen reader",
    "works on a phone": "on a phone",
}


class PageShutsOut(Rule):
    """A page or an app cannot be used without a mouse, with a screen reader, or on a phone.

    The rule looks at `places` that say what they offer, and at the customers' steps on the web or in an app `at` them.
    It names each of `needed` that the place does not offer. An app works on a phone. If every step there can be done in
    another channel too, it is information. A place without `offers` is not judged.

    Why it matters:
        People who cannot see the screen or hold a mouse cannot get past such a page, however kind the staff are. Many
        others have a phone and no computer.

    Wrong:
        places:
          portal: {name: Portal, offers: [save and return]}

    Right:
        places:
          portal: {name: Portal, offers: [save and return, keyboard, screen reader, works on a phone]}

    What to do:
        Go through the page with the tab key alone, then with a screen reader, then on a phone. Repair what you cannot
        reach.

    Leave it when:
        Only staff use the page, and none of them needs it. Take it off the customers' steps.

    Sources:
        WCAG 2.2, SC 2.1.1 Keyboard and SC 4.1.2 Name, Role, Value (both Level A). On a phone: our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    needed: tuple[str, ...] = Field(default=FOR_EVERYONE, description="what a page or an app has to offer")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        for place, here in steps_at_places(subject).items():
            online = tuple(step for step in here if steps[step].channel in ONLINE)
            offers = subject.procedure.places[place].offers
            if not online or offers is None:
                continue
            given = {*offers, "works on a phone"} if all(steps[s].channel is Channel.APP for s in online) else {*offers}
            missing = [offer for offer in self.needed if offer not in given]
            if missing:
                elsewhere = all(set(steps[step].also) - ONLINE - {Channel.INTERNAL} for step in online)
                words = listed([_WORDS.get(offer, f"with {offer}") for offer in missing], last="or")
                yield Flag(
                    f"{place_name(subject, place)} cannot be used {words}",
                    steps=online,
                    about=place,
                    at=("places", place),
                    severity="info" if elsewhere else None,
                )
