"""Whether people can come in, find what they need there, and go on with what they have."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.closed_steps import shut_out
from frictionaudit.analysis.flow.customer_places import steps_at_places, unmet_needs
from frictionaudit.analysis.flow.opening_hours import WORK, hours_at, minutes_outside, staffed_steps
from frictionaudit.analysis.tally import Result, Tally


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

    A group counts once, however many places lack something. Unknown where no group states its needs, or where no place
    with a step of the customer says what it offers.
    """
    subject = m.subject
    judged = any(subject.procedure.places[place].offers is not None for place in steps_at_places(subject))
    if not judged or not any(group.needs for group in subject.procedure.groups.values()):
        return Tally.unknown(subject, "no group states its needs, or no place what it offers")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    for segment in {need.segment.name: need.segment for need in unmet_needs(subject)}.values():
        tally.add(m.exactly(segment.share))
    return tally.result()


@measure("shut_out", "share", label="share of cases that cannot go on, for lack of a means")
def cases_shut_out(m: Measures) -> Result:
    """Share of cases in which people come to a step that needs something they do not have, with no alternative.

    That is the web, a phone, a printer or whatever else a group is `without` (see FA711). It follows the shares of the
    flows on the page. Unknown where no group states what it is without.
    """
    subject = m.subject
    if not any(group.without for group in subject.procedure.groups.values()):
        return Tally.unknown(subject, "no group states what it is `without`")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    for case in shut_out(subject):
        tally.add(m.exactly(case.segment.share * case.share))
    return tally.result()
