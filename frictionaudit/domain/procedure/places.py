"""Places that customers come to or use: a waiting room, a counter, a website; with what they offer and their hours."""

from __future__ import annotations

from pydantic import Field, field_validator

from frictionaudit.did_you_mean import did_you_mean
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
    "hearing loop",
    "large print",
    "keyboard",
    "save and return",
    "text relay",
)
"""What a place can offer; the last four are for pages, apps and phone lines."""


class Place(Value):
    """A room, a counter, a website or a phone line, as far as a procedure touches it."""

    name: str | None = None
    offers: tuple[str, ...] | None = Field(
        default=None, description="what it offers, such as a seat or signage; absent: not known; []: nothing"
    )
    hours: OpeningHours | None = Field(default=None, description="opening hours, where they differ from the calendar's")

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
    """What a place has to offer for a need in words: `a seat` needs `seat`. Empty if no place can meet it."""
    words = need.lower().replace("-", " ")
    return frozenset(offer for offer in OFFERS if offer.replace("-", " ") in words)
