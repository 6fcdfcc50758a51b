"""Whether a case comes to a person at all, or only to machines and letters."""

from __future__ import annotations

import math

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures.contacts import WITH_PEOPLE
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Side


@measure("never_a_person", "share", label="share of cases that never reach a person")
def never_a_person(m: Measures) -> Result:
    """Share of cases that come to no step at which the customer meets a person.

    That is a step by phone, by chat, at a counter, at home or on site, by the customer or by a frontstage party.
    Unknown where no step has a channel, or where a step of the customer's without one may be such a step.
    """
    if not any(step.channel for step in m.subject.procedure.steps.values()):
        return Tally.unknown(m.subject, "no step has a channel")
    meeting = steps_with_a_person(m.subject)
    tally = Tally(m.subject)
    perhaps = [
        id for id, step in m.subject.tasks.items() if step.channel is None and m.subject.side(id) is Side.CUSTOMER
    ]
    if perhaps and not (meeting and math.isclose(m.subject.reached_any(meeting), 1.0)):
        return Tally.unknown(m.subject, *perhaps)
    tally.miss_all(id for id, step in m.subject.tasks.items() if step.channel is None)
    tally.add(m.exactly(max(0.0, 1 - (m.subject.reached_any(meeting) if meeting else 0.0))))
    return tally.result()


def steps_with_a_person(subject: Subject, perhaps: bool = False) -> tuple[str, ...]:
    """Steps at which the customer meets a person: there is somebody at the other end of their own call or visit.

    `perhaps`: also their own steps without a channel, where the page has somebody whom customers meet.
    """
    staffed = any(party.side is Side.FRONTSTAGE for party in subject.procedure.parties.values())
    return tuple(
        id
        for id, step in subject.procedure.steps.items()
        if ({step.channel, *step.also} & WITH_PEOPLE and subject.side(id) in (Side.FRONTSTAGE, Side.CUSTOMER))
        or (perhaps and staffed and step.channel is None and subject.side(id) is Side.CUSTOMER)
    )
