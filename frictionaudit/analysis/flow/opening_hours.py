"""Customers' steps that need somebody who is in, and the hours in which they can be taken."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Procedure, Side, Step
from frictionaudit.domain.quantities.calendar import open_minutes, shared_minutes

STAFFED = frozenset({Channel.COUNTER, Channel.ONSITE, Channel.PHONE})
"""Channels in which nothing happens when nobody is in."""

WORK = "Mon-Fri 08:00-18:00"
"""Hours in which most people work."""


def needs_somebody_in(step: Step) -> bool:
    """Whether a step can only be done in person or by phone."""
    return step.channel in STAFFED and STAFFED.issuperset(step.also)


def staffed_steps(subject: Subject, in_person: bool = False) -> tuple[str, ...]:
    """The customers' steps that need somebody who is in; with `in_person` only those that cannot be done by phone."""
    return tuple(
        id
        for id, step in subject.tasks.items()
        if subject.side(id) is Side.CUSTOMER
        and needs_somebody_in(step)
        and not (in_person and Channel.PHONE in (step.channel, *step.also))
    )


def hours_at(procedure: Procedure, step: str) -> str | None:
    """The hours of a step's place, or else of the calendar; None where the page states neither."""
    place = procedure.places.get(procedure.steps[step].at or "")
    if place is not None and place.hours is not None:
        return place.hours
    return procedure.calendar.hours if "hours" in procedure.calendar.model_fields_set else None


def minutes_outside(hours: str, work: str) -> float:
    """Open minutes of a week that are outside the hours of work."""
    return sum(open_minutes(hours).values()) - shared_minutes(hours, work)
