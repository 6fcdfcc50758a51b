"""Minutes that people spend: the customer's by part, and the staff's."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.catalogue import Definition, Measures, measure
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS, Side

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


def minutes(m: Measures, parts: Iterable[str]) -> Tally:
    """Expected minutes of some parts of effort; steps of that side that say nothing are listed as unknown."""
    tally = Tally(m.subject)
    wanted = tuple(parts)
    of_staff = set(wanted) <= set(STAFF_PARTS)
    for id, step in m.subject.procedure.steps.items():
        if step.effort is not None:
            tally.add(m.exactly(0.0), 0.0)  # the step says what it takes; parts it does not list take nothing
        elif id in m.subject.tasks:
            side = m.subject.side(id)
            if side is None:
                tally.miss(f"who does {id}")
            elif side.ours if of_staff else side is Side.CUSTOMER:
                tally.miss(id)
    for id, part, duration, expected in m.subject.efforts:
        if part in wanted and not (of_staff and m.subject.side(id) is Side.THIRD):
            tally.add(m.subject.effort_visits(id, None if of_staff else part), expected, duration.evidence)
    return tally


@measure("customer_minutes", "minutes", label="customer's time", headline=6, per_year="customer_hours_year")
def customer_minutes(m: Measures) -> Result:
    """Expected minutes of the customer's own time, from finding out what to do to sending back. Waiting at home is
    not part of it.

    A range counts as its midpoint, three points as (a + b + c) / 3. The factors of customer groups apply.
    """
    return minutes(m, CUSTOMER_PARTS).result()


@measure("staff_minutes", "minutes", label="staff time", headline=11, per_year="staff_hours_year")
def staff_minutes(m: Measures) -> Result:
    """Expected minutes of work and search by our own people."""
    return minutes(m, STAFF_PARTS).result()


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
    return tally.result()


def _part(name: str) -> Definition:
    @measure(
        name,
        "minutes",
        label=_MEANING[name],
        page=f"Expected minutes of the customer's time spent on {_MEANING[name]}.",
    )
    def part(m: Measures) -> Result:
        return minutes(m, (name,)).result()

    return part


PARTS = tuple(_part(name) for name in CUSTOMER_PARTS)
