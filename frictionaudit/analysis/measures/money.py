"""What a case costs the customer in money, and the organisation in wages; never mixed with minutes."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import STAFF_PARTS, Bearer


@measure("customer_cost", "money", label="customer's money", headline=7, per_year="customer_cost_year")
def customer_cost(m: Measures) -> Result:
    """Expected money that the customer pays: fees to us and to third parties, and travel and copies stated as fees.

    The customer's time has no price here. A page that states any fee is taken to state all of them. On a page that
    states none, the cost is unknown. Fees due without an amount make the value `at least`.
    """
    tally = Tally(m.subject)
    silent = []
    for id, step in m.subject.procedure.steps.items():
        if step.fees is None:
            if id in m.subject.tasks:
                silent.append(id)
            continue
        tally.add(m.exactly(0.0), 0.0)
        for fee in step.fees:
            if fee.amount is None:
                tally.miss(f"fee at {id}")
            else:
                tally.add(m.subject.visits(id), float(fee.amount.amount), fee.amount.evidence)
    if len(silent) == len(m.subject.tasks):
        tally.miss("no fee is read at any step")
    return tally.result()


def _wages(m: Measures, bearer: Bearer, key: str) -> Result:
    """The minutes of one side times the hourly cost of each party."""
    tally = Tally(m.subject)
    procedure = m.subject.procedure
    tally.miss_all(m[key].evidence.unknown)
    for id, part, duration, expected in m.subject.efforts:
        if part not in STAFF_PARTS or procedure.bearer(id, part) is not bearer:
            continue
        by = procedure.steps[id].by
        cost = procedure.parties[by].cost if by else None
        if cost is None:
            tally.miss(f"cost of {by or 'whoever does ' + id}")
        else:
            tally.add(m.subject.visits(id), expected / 60 * float(cost.amount), duration.evidence, cost.evidence)
    if m[key].value == 0:
        tally.add(m.exactly(0.0), 0.0)  # no minutes, no wages
    return tally.result()


@measure("staff_cost", "money", label="staff cost", headline=12, per_year="staff_cost_year")
def staff_cost(m: Measures) -> Result:
    """Expected wage cost per case: staff minutes times the hourly cost of the party. Unknown if no cost is given."""
    return _wages(m, Bearer.STAFF, "staff_minutes")


@measure("contractor_cost", "money", label="cost of contractors")
def contractor_cost(m: Measures) -> Result:
    """Expected cost of contractors per case: their minutes times the hourly cost of the party."""
    return _wages(m, Bearer.CONTRACTOR, "contractor_minutes")
