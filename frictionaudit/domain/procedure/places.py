"""Places that customers come to or use: a waiting room, a counter, a website; with what they offer and their hours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import Field, field_validator

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.calendar import OpeningHours
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Value

OFFERS = (
    "seat",
    "high chair",
    "step-free",
    "quiet",
    "interpreter",
    "signage",
    "shelter",
    "toilet",
    "water",
    "parking",
    "public transport",
    "hearing loop",
    "large print",
    "keyboard",
    "screen reader",
    "works on a phone",
    "save and return",
    "text relay",
)
"""What a place can offer; the last five are for pages, apps and phone lines."""

OFFER_WORDS: Mapping[str, str] = {
    "seat": "a seat",
    "high chair": "a high chair",
    "step-free": "step-free access",
    "quiet": "a quiet place",
    "interpreter": "an interpreter",
    "signage": "signs",
    "toilet": "a toilet",
    "public transport": "public transport nearby",
    "hearing loop": "a hearing loop",
    "keyboard": "use with the keyboard alone",
    "screen reader": "use with a screen reader",
    "works on a phone": "use on a phone",
    "save and return": "a way to save and return",
}
"""What an offer is called in a sentence, where that differs from its name on a page."""

_SAME_AS = {
    "chair": "seat",
    "bench": "seat",
    "wheelchair": "step-free",
    "ramp": "step-free",
    "lift": "step-free",
    "signs": "signage",
    "roof": "shelter",
    "shade": "shelter",
    "bus stop": "public transport",
}
"""Other words for what a place can offer, as people write their needs."""


class Place(Value):
    """A room, a counter, a website or a phone line, as far as a procedure touches it."""

    name: str | None = None
    offers: tuple[str, ...] | None = Field(
        default=None, description="what it offers, such as a seat or signage; absent: not known; []: nothing"
    )
    hours: OpeningHours | None = Field(default=None, description="opening hours, where they differ from the calendar's")
    outdoors: bool = Field(default=False, description="whether people queue in the open air")
    times_out: Duration | None = Field(
        default=None,
        description="how long an entry on a page or in an app is kept before it is lost; absent: not known",
    )

    @field_validator("offers")
    @classmethod
    def _known_offers(cls, offers: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for offer in offers or ():
            if offer not in OFFERS:
                raise UnreadableValueError(
                    f"'{offer}' is not something that a place offers", did_you_mean(offer, OFFERS, 3)
                )
        return offers


def needed_offers(need: str) -> frozenset[str]:
    """What a place has to offer for a need in words: `a seat` and `a chair` need `seat`. Empty if no place can meet it.

    Other words count only where the need names no offer: a high chair is no seat for everybody.
    """
    words = need.lower().replace("-", " ")
    named = frozenset(offer for offer in OFFERS if offer.replace("-", " ") in words)
    return named or frozenset(offer for word, offer in _SAME_AS.items() if re.search(rf"\b{word}\b", words))
