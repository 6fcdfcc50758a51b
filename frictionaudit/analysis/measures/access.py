"""Whether people can come in, find what they need there, and go on with what they have."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.closed_steps import shut_out
from frictionaudit.analysis.flow.customer_places import unmet_needs
from frictionaudit.analysis.flow.opening_hours import WORK, hours_at, minutes_outside, staffed_steps
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Side, needed_offers


@measure(
    "hours_open_outside_work",
    "hours",
    "model",
    label="opening hours outside work, per week",
    direction="more",
)
def hours_open_outside_work(m: Measures) -> Result:
    """Hours of a week in which people can come or phone outside Monday to Friday, 8 to 18 o'clock.

    Of the customers' steps in person or by phone, it is the one that is open least. Unknown where no such step states
    its hours.
    """
    procedure = m.subject.procedure
    stated = [hours for step in staffed_steps(m.subject) if (hours := hours_at(procedure, step)) is not None]
    if not stated:
        return Tally.unknown(m.subject, "no step in person or by phone states its hours")
    return Tally.counted(min(minutes_outside(hours, WORK) for hours in stated) / 60)


@measure("needs_unmet", "share", label="share of customers whose needs are not met at a place")
def needs_unmet(m: Measures) -> Result:
    """Share of cases of customer groups that need something at a place where they come, and the place lacks it.

    A group counts once, however many places lack something. Only needs that a place can meet are looked at: a seat, not
    a language. A place that does not say what it offers is unknown, and so is a step in person without a place. Unknown
    where no group states such a need.
    """
    subject = m.subject
    needy = [segment for segment in subject.segments if _needs(segment)]
    if not needy:
        return Tally.unknown(subject, "no group states a need that a place can meet")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    unmet = {need.segment.name for need in unmet_needs(subject)}
    for segment in needy:
        if segment.name in unmet:
            tally.add(m.exactly(segment.share))
        else:
            tally.miss_all(_not_known(subject, segment))
    return tally.result()


def _needs(segment: CustomerSegment) -> bool:
    return segment.group is not None and any(map(needed_offers, segment.group.needs))


def _not_known(subject: Subject, segment: CustomerSegment) -> Iterator[str]:
    """The customers' steps of a segment that are in person, and of which nobody says what their place offers."""
    procedure = subject.procedure
    for id, step in subject.tasks.items():
        place = procedure.places.get(step.at or "")
        here = place is not None or (step.channel is not None and step.channel.in_person)
        comes = here and subject.side(id) is Side.CUSTOMER and segment.visits.value[id]
        if comes and (place is None or place.offers is None):
            yield f"what is offered at {id}"


@measure("shut_out", "share", label="share of cases that cannot go on, for lack of a means")
def cases_shut_out(m: Measures) -> Result:
    """Share of cases in which people come to a step that needs something they do not have, with no alternative.

    That is the web, a phone, a printer or whatever else a group is `without` (see FA711). It follows the shares of the
    flows on the page. A customer's step without a channel is unknown. Unknown where no group states what it is without.
    """
    subject = m.subject
    lacking = [s for s in subject.segments if s.group is not None and s.group.without]
    if not lacking:
        return Tally.unknown(subject, "no group states what it is `without`")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    for case in shut_out(subject):
        tally.add(m.exactly(case.segment.share * case.share))
    for id, step in subject.tasks.items():
        if step.channel is None and subject.side(id) is Side.CUSTOMER and any(s.visits.value[id] for s in lacking):
            tally.miss(f"channel of {id}")
    return tally.result()
