"""What a case costs the customer in money, and the organisation in wages; never mixed with minutes."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import STAFF_PARTS, Side


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
        tally.miss("no step says anything of fees")
    return tally.result()


@measure("staff_cost", "money", label="staff cost", headline=12, per_year="staff_cost_year")
def staff_cost(m: Measures) -> Result:
    """Expected wage cost per case: staff minutes times the hourly cost of the party. Unknown if no cost is given."""
    tally = Tally(m.subject)
    calendar = m.subject.procedure.calendar
    tally.miss_all(m["staff_minutes"].evidence.unknown)
    for id, step in m.subject.procedure.steps.items():
        for part in STAFF_PARTS:
            duration = step.effort.part(part) if step.effort else None
            if duration is None or m.subject.side(id) is Side.THIRD:
                continue
            cost = m.subject.procedure.parties[step.by].cost if step.by else None
            if cost is None:
                tally.miss(f"cost of {step.by or 'whoever does ' + id}")
            else:
                hours = calendar.expected_touch(duration) / 60
                tally.add(m.subject.visits(id), hours * float(cost.amount), duration.evidence, cost.evidence)
    return tally.result()
