"""How long people need for an entry on a page or in an app, and whether it is lost meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.customer_places import ONLINE, steps_at_places
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject

_ENTRY = ("understand", "gather", "fill", "search", "pay")
"""Parts of effort during which the page is open."""


@dataclass(frozen=True)
class OnlineEntry:
    """An entry at a step on a page or in an app: the longest time that a customer segment is stated to need."""

    step: str
    place: str
    segment: CustomerSegment
    minutes: float


def online_entries(subject: Subject) -> Iterator[OnlineEntry]:
    """For each customer's step at a page or in an app, the segment that needs most time; steps without are absent."""
    for place, steps in steps_at_places(subject).items():
        for step in steps:
            if subject.procedure.steps[step].channel in ONLINE:
                entries = [OnlineEntry(step, place, s, _minutes(subject, step, s)) for s in subject.segments]
                longest = max(entries, key=lambda entry: entry.minutes)  # of equal ones the first
                if longest.minutes:
                    yield longest


def saves(subject: Subject, place: str) -> bool | None:
    """Whether a page or an app saves an entry half-way; None where the page does not say what it offers."""
    offers = subject.procedure.places[place].offers
    return None if offers is None else "save and return" in offers


def is_lost(subject: Subject, entry: OnlineEntry) -> bool:
    """Whether the time runs out before the entry is done, and nothing of it is saved."""
    limit = subject.procedure.places[entry.place].times_out
    if limit is None or saves(subject, entry.place):
        return False
    return entry.minutes > subject.procedure.calendar.elapsed(limit.low) + 1e-9


def _minutes(subject: Subject, step: str, segment: CustomerSegment) -> float:
    if not segment.visits.value[step]:
        return 0.0
    effort, touch = subject.procedure.steps[step].effort, subject.procedure.calendar.touch
    durations = ((part, effort.part(part)) for part in _ENTRY) if effort is not None else ()
    return sum(touch(duration.high) * segment.factor(part) for part, duration in durations if duration is not None)
