"""Minutes that people spend: the customer's by part, the staff's, contractors' and third parties'."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.catalogue import Definition, Measures, measure
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import CUSTOMER_PARTS, EFFORT_PARTS, STAFF_PARTS, Bearer

_MEANING = {
    "understand": "finding out what to do",
    "gather": "getting documents and data together",
    "fill": "filling in forms",
    "travel": "travelling there and back",
    "queue": "queueing, or waiting on the phone",
    "counter": "being served",
    "attend": "keeping time free for a visit or an appointment",
    "pay": "paying",
    "chase": "asking where it stands",
    "return": "going or sending back",
}


def minutes(m: Measures, parts: Iterable[str], bearer: Bearer) -> Tally:
    """Expected minutes of some parts of effort that one side bears; its steps that say nothing are listed as unknown.

    A step that states its effort says that parts it does not list take nothing. If no step states its effort, nothing
    is known.
    """
    subject, procedure = m.subject, m.subject.procedure
    tally = Tally(subject)
    wanted = tuple(parts)
    factored = bearer is Bearer.CUSTOMER
    for id, step in procedure.steps.items():
        if step.effort is not None:
            tally.add(m.exactly(0.0), 0.0)
        elif id in subject.tasks:
            if step.by is None:
                tally.miss(f"who does {id}")
            elif procedure.bearer(id, "search") is bearer:  # whoever does the step searches
                tally.miss(id)
    for id, part, duration, expected in subject.efforts:
        if part in wanted and procedure.bearer(id, part) is bearer:
            tally.add(subject.effort_visits(id, part if factored else None), expected, duration.evidence)
    return tally.said_nothing("no step states its effort")


@measure("customer_minutes", "minutes", label="customer's time", headline=6, per_year="customer_hours_year")
def customer_minutes(m: Measures) -> Result:
    """Expected minutes of the customer's own time, from finding out what to do to sending back.

    Time that they keep free for a visit or an appointment counts (`attend`); waiting at home for an answer does not. A
    range counts as its midpoint, three points as (a + b + c) / 3. The factors of customer groups apply.
    """
    return minutes(m, EFFORT_PARTS, Bearer.CUSTOMER).result()


@measure("staff_minutes", "minutes", label="staff time", headline=11, per_year="staff_hours_year")
def staff_minutes(m: Measures) -> Result:
    """Expected minutes of work and search by our own people. Contractors and third parties are counted separately."""
    return minutes(m, STAFF_PARTS, Bearer.STAFF).result()


@measure("contractor_minutes", "minutes", label="contractors' time")
def contractor_minutes(m: Measures) -> Result:
    """Expected minutes of work and search by contractors who act for us: parties of ours with `outside: true`."""
    return minutes(m, STAFF_PARTS, Bearer.CONTRACTOR).result()


@measure("third_minutes", "minutes", label="third parties' time")
def third_minutes(m: Measures) -> Result:
    """Expected minutes of work and search by third parties (`side: third`), such as a notary or a carrier."""
    return minutes(m, STAFF_PARTS, Bearer.THIRD).result()


@measure("search_customer", "minutes", label="customer's time spent searching")
def search_customer(m: Measures) -> Result:
    """Expected minutes that the customer spends looking for the page, the form or the place: part of their own time."""
    return minutes(m, ("search",), Bearer.CUSTOMER).result()


@measure("search_staff", "minutes", label="staff time spent searching")
def search_staff(m: Measures) -> Result:
    """Expected minutes that our own people spend looking for a file, an item or a record: part of staff time."""
    return minutes(m, ("search",), Bearer.STAFF).result()


@measure("processing_minutes", "minutes", label="published processing time")
def processing_minutes(m: Measures) -> Result:
    """Expected published processing time, with work and waiting together; a day counts as one working day.

    A published time is a limit, so a range counts as its upper end. If at least one step gives such a time, our
    steps that give none are listed as unknown.
    """
    tally = Tally(m.subject)
    calendar = m.subject.procedure.calendar
    for id, step in m.subject.procedure.steps.items():
        side = m.subject.side(id)
        if step.processing is not None:
            tally.add(m.subject.visits(id), calendar.touch(step.processing.high), step.processing.evidence)
        elif id in m.subject.tasks and side is not None and side.ours:
            tally.miss(id)
    return tally.said_nothing("no step states a published time").result()


def _part(name: str) -> Definition:
    @measure(
        name,
        "minutes",
        label=_MEANING[name],
        page=f"Expected minutes of the customer's time spent on {_MEANING[name]}.",
    )
    def part(m: Measures) -> Result:
        return minutes(m, (name,), Bearer.CUSTOMER).result()

    return part


PARTS = tuple(_part(name) for name in CUSTOMER_PARTS)
