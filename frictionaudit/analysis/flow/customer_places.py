"""The steps that customers take at a place, and what people need there that it does not offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import Channel, Side, needed_offers

ONLINE = frozenset({Channel.WEB, Channel.APP})
"""Channels in which a place is a page or an app."""

FOR_EVERYONE = ("keyboard", "screen reader", "works on a phone")
"""What a page or an app has to offer so that everyone can use it."""


@dataclass(frozen=True)
class UnmetNeed:
    """What a customer group needs at a place, and the place does not offer; with the steps that bring them there."""

    place: str
    segment: CustomerSegment
    missing: tuple[str, ...]
    steps: tuple[str, ...]


def steps_at_places(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """The customers' tasks at each place, in reading order; places without one are absent."""
    steps: dict[str, list[str]] = {}
    for id in subject.procedure.in_reading_order():
        place = subject.procedure.steps[id].at
        if place is not None and id in subject.tasks and subject.side(id) is Side.CUSTOMER:
            steps.setdefault(place, []).append(id)
    return {place: tuple(ids) for place, ids in sorted(steps.items())}


def unmet_needs(subject: Subject) -> Iterator[UnmetNeed]:
    """Needs that a place does not meet, of groups that come there; a place without `offers` is not judged."""
    for place, steps in steps_at_places(subject).items():
        offers = subject.procedure.places[place].offers
        if offers is None:
            continue
        for segment in subject.segments:
            here = tuple(step for step in steps if segment.visits.value[step])
            needs = segment.group.needs if segment.group is not None else ()
            missing = frozenset(offer for need in needs for offer in needed_offers(need)) - frozenset(offers)
            if here and missing:
                yield UnmetNeed(place, segment, tuple(sorted(missing)), here)


def place_name(subject: Subject, place: str) -> str:
    """A place's name in quotation marks, or its id."""
    return f"'{subject.procedure.places[place].name or place}'"


def queue_minutes(subject: Subject, step: str) -> float:
    """Minutes that customers queue in person at a step; 0 where the page states none."""
    effort = subject.procedure.steps[step].effort
    queue = effort.queue if effort else None
    return subject.procedure.calendar.expected_touch(queue) if queue else 0.0
