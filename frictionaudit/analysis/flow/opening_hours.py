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
    """The hours of a step's place, or else of the calendar; None where the page states neither.

    The calendar has our hours: they say nothing of the counter of a third party.
    """
    place = procedure.places.get(procedure.steps[step].at or "")
    if place is not None and place.hours is not None:
        return place.hours
    if "hours" not in procedure.calendar.model_fields_set or _at_a_third_party(procedure, step):
        return None
    return procedure.calendar.hours


def _at_a_third_party(procedure: Procedure, id: str) -> bool:
    """Whether a customer's step takes place at a third party: they are paid or waited for, or act next, and not we."""
    step = procedure.steps[id]
    wait, paid = step.wait, {fee.to for fee in step.fees or ()}
    takers = {procedure.steps[flow.to].by for flow in step.next}
    next_third = bool(takers) and all(by and procedure.parties[by].side is Side.THIRD for by in takers)
    waited_for = wait is not None and wait.third is not None and not (wait.queue or wait.batch)
    return next_third or (waited_for and "us" not in paid) or (bool(paid) and "us" not in paid)


def minutes_outside(hours: str, work: str) -> float:
    """Open minutes of a week that are outside the hours of work."""
    return sum(open_minutes(hours).values()) - shared_minutes(hours, work)
