"""What one visit to a step takes from people: minutes, money and days of waiting, for each customer segment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from frictionaudit.analysis.burden.adjoint import Adjoint
from frictionaudit.analysis.flow.disruptions import delay_minutes
from frictionaudit.analysis.flow.durations import elapsed as elapsed_at
from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import Bearer

Amount = Literal[
    "customer",
    "finding out",
    "filling in",
    "staff",
    "third",
    "customer money",
    "staff money",
    "waiting",
    "queueing",
    "elapsed",
]
"""Minutes of customers (of which finding out and asking, and of which gathering and filling in), of our staff and of
contractors and third parties; money; minutes of waiting (of which in our queues), and of waiting and doing one after
the other."""
_PARTS: Mapping[Amount, tuple[str, ...]] = {
    "finding out": ("understand", "search", "chase"),
    "filling in": ("gather", "fill"),
}
"""Amounts that are some parts of the customer's time."""

PerVisit = Mapping[Amount, Mapping[str, float]]
"""For each amount what one visit to each step takes; steps that take none are left out."""


@lru_cache(maxsize=16)
def per_visit(subject: Subject) -> tuple[PerVisit, ...]:
    """The amounts of each customer segment, in the order of the segments."""
    shared: dict[Amount, dict[str, float]] = {"staff": {}, "third": {}, "customer money": {}, "staff money": {}}
    procedure = subject.procedure
    for step, part, _, minutes in subject.efforts:
        bearer = procedure.bearer(step, part)
        if bearer is not Bearer.CUSTOMER:
            third = bearer is not Bearer.STAFF
            _add(shared["third" if third else "staff"], step, minutes)
            party = procedure.parties.get(procedure.steps[step].by or "")
            if not third and party is not None and party.cost is not None:
                _add(shared["staff money"], step, minutes / 60 * float(party.cost.amount))
    for id, data in procedure.steps.items():
        for fee in data.fees or ():
            if fee.amount is not None:
                _add(shared["customer money"], id, float(fee.amount.amount))
    elapsed = procedure.calendar.expected_elapsed
    shared["waiting"] = {
        id: sum(map(elapsed, waits(subject, id))) + delay_minutes(subject, id)
        for id, data in procedure.steps.items()
        if data.wait is not None or data.disruptions
    }
    shared["queueing"] = {
        id: elapsed(data.wait.queue) for id, data in procedure.steps.items() if data.wait and data.wait.queue
    }
    shared["elapsed"] = {id: elapsed_at(subject, id) for id in procedure.steps}
    return tuple({**shared, **_of_customer(subject, segment)} for segment in subject.segments)


def _of_customer(subject: Subject, segment: CustomerSegment) -> dict[Amount, dict[str, float]]:
    own: dict[Amount, dict[str, float]] = {"customer": {}, **{amount: {} for amount in _PARTS}}
    for step, part, _, minutes in subject.efforts:
        if subject.procedure.bearer(step, part) is Bearer.CUSTOMER:
            _add(own["customer"], step, segment.factor(part) * minutes)
            for amount, parts in _PARTS.items():
                if part in parts:
                    _add(own[amount], step, segment.factor(part) * minutes)
    return own


def _add(amounts: dict[str, float], step: str, amount: float) -> None:
    amounts[step] = amounts.get(step, 0.0) + amount


@lru_cache(maxsize=16)
def per_case(subject: Subject) -> Mapping[Amount, Mapping[str, float]]:
    """For each amount what each step takes of a case, over all customers: visits × amount of a visit."""
    expected: dict[Amount, dict[str, float]] = {}
    for segment, amounts in zip(subject.segments, per_visit(subject), strict=True):
        for amount, steps in amounts.items():
            of_steps = expected.setdefault(amount, {})
            for step, each in steps.items():
                _add(of_steps, step, segment.share * segment.visits.value[step] * each if each else 0.0)
    return expected


@lru_cache(maxsize=16)
def adjoints(subject: Subject) -> tuple[Adjoint, ...]:
    """The backward equations of each customer segment."""
    return tuple(Adjoint(segment.visits) for segment in subject.segments)


@lru_cache(maxsize=32)
def to_go(subject: Subject, amount: Amount) -> tuple[Mapping[str, float], ...]:
    """What is still to come of an amount from each state to the end, for each customer segment."""
    pairs = zip(adjoints(subject), per_visit(subject), strict=True)
    return tuple(adjoint.to_go(amounts[amount]) for adjoint, amounts in pairs)


def cases_per_year(subject: Subject) -> float | None:
    """The cases of a year, without the share that people would go through anyway; None where no volume is given."""
    volume, bau = subject.procedure.volume, subject.procedure.bau_share
    return None if volume is None else volume.per_year * (1 - (bau.value if bau else 0.0))
