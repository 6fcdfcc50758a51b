"""The decisions that customers take, and what each path means for them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from frictionaudit.analysis.customer.extremes import least_and_most, reachable
from frictionaudit.analysis.customer.outline import likelier_first
from frictionaudit.analysis.customer.turns import actor
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Flow, Procedure, StepKind
from frictionaudit.domain.quantities import Money
from frictionaudit.results.customer_page import Choice, Consequence


def choices(procedure: Procedure, graph: FrictionGraph) -> Iterator[Choice]:
    """Each step of the customer from which several paths lead, with the consequences of each."""
    for id in procedure.in_reading_order():
        step = procedure.steps[id]
        if len(step.next) < 2 or not _customer_decides(procedure, graph, id):
            continue
        if graph.routing(id) in (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.EVENT_BASED):
            continue
        paths = tuple(_consequence(procedure, flow) for flow in likelier_first(step.next))
        yield Choice(id=id, step=procedure.label(id), paths=paths, options=step.options)


def _customer_decides(procedure: Procedure, graph: FrictionGraph, id: str) -> bool:
    """Whether the customer takes the decision: at a step of theirs, or at a gateway right after one."""
    if actor(procedure, id) == "you":
        return True
    sources = [arc.source for arc in graph.incoming[id]]
    return procedure.steps[id].kind.gateway and bool(sources) and all(actor(procedure, s) == "you" for s in sources)


def _consequence(procedure: Procedure, flow: Flow) -> Consequence:
    reach = reachable(procedure, flow.to)
    own = {id for id in reach if actor(procedure, id) == "you"}
    first = next((procedure.label(id) for id in reach if not procedure.steps[id].kind.gateway), None)
    fees = [fee for id in reach for fee in procedure.steps[id].fees or ()]
    currencies = sorted({fee.amount.currency for fee in fees if fee.amount is not None})
    steps = least_and_most(procedure, flow.to, dict.fromkeys(own, (1.0, 1.0)))
    waits = {id: _wait(procedure, id) for id in reach}
    known = {id: wait for id, wait in waits.items() if wait is not None}
    told = [procedure.steps[id].tells.cost for id in reach]
    return Consequence(
        when=flow.when or "",
        share=flow.share.value if flow.share else None,
        first=first,
        steps=(int(steps[0]), int(steps[1])),
        fees=tuple(_fees(procedure, flow.to, currency) for currency in currencies),
        unpriced=(not own and any(procedure.steps[id].kind is StepKind.TASK for id in reach))
        or any(fee.amount is None for fee in fees)
        or any(procedure.steps[id].fees is None for id in own),
        told_cost=next((text for text in reversed(told) if isinstance(text, str)), ""),
        wait=least_and_most(procedure, flow.to, known) if len(known) == len(waits) else None,
        ends=tuple(procedure.label(id) for id in reach if procedure.steps[id].kind is StepKind.END),
    )


def _fees(procedure: Procedure, start: str, currency: str) -> tuple[Money, Money]:
    cents = {
        id: (total, total)
        for id, step in procedure.steps.items()
        if (
            total := float(
                sum(f.amount.amount * 100 for f in step.fees or () if f.amount and f.amount.currency == currency)
            )
        )
    }
    least, most = (Decimal(round(value)) / 100 for value in least_and_most(procedure, start, cents))
    return Money(amount=least, currency=currency), Money(amount=most, currency=currency)


def _wait(procedure: Procedure, id: str) -> tuple[float, float] | None:
    """Minutes on the clock that are waited before a step, least and most; None where that is not known."""
    wait, task = procedure.steps[id].wait, procedure.steps[id].kind is StepKind.TASK
    if wait is None:
        return None if task else (0.0, 0.0)
    if wait.missing:
        return None
    least = most = 0.0
    for turn in ("queue", "batch", "customer", "third"):
        time = getattr(wait, turn)
        if time is not None:
            least += 0.0 if time.quantiles else procedure.calendar.elapsed(time.low)
            most += procedure.calendar.elapsed(time.high)
    return least, most
