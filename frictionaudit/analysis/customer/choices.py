"""The decisions that customers take, and what each path means for them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.customer.outline import likelier_first
from frictionaudit.analysis.customer.turns import actor
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Flow, Procedure, StepKind
from frictionaudit.domain.quantities import Money
from frictionaudit.results.customer_page import Choice, Consequence

SHOWN = 4
"""Endings that are named for a path."""


def choices(procedure: Procedure, graph: FrictionGraph) -> Iterator[Choice]:
    """Each step of the customer from which several paths lead, with the consequences of each."""
    for id in procedure.in_reading_order():
        step = procedure.steps[id]
        if len(step.next) < 2 or not _customer_decides(procedure, graph, id):
            continue
        if graph.routing(id) in (StepKind.PARALLEL, StepKind.INCLUSIVE):
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
    path = _likeliest(procedure, flow.to)
    own = [id for id in path if actor(procedure, id) == "you"]
    first = next((procedure.label(id) for id in path if not procedure.steps[id].kind.gateway), None)
    totals: dict[str, Money] = {}
    fees = [fee for id in path for fee in procedure.steps[id].fees or ()]
    for fee in fees:
        if fee.amount is not None:
            known = totals.get(fee.amount.currency)
            amount = fee.amount.amount + (known.amount if known else 0)
            totals[fee.amount.currency] = Money(amount=amount, currency=fee.amount.currency)
    return Consequence(
        when=flow.when or "",
        share=flow.share.value if flow.share else None,
        first=first,
        steps=len(own),
        fees=tuple(totals[currency] for currency in sorted(totals)),
        unpriced=any(fee.amount is None for fee in fees) or any(procedure.steps[id].fees is None for id in own),
        wait=_wait(procedure, path),
        ends=tuple(_ends(procedure, flow.to)),
    )


def _likeliest(procedure: Procedure, start: str) -> list[str]:
    """The steps of the likeliest course from a step on; no step comes twice."""
    path: dict[str, None] = {}
    here: str | None = start
    while here is not None:
        path[here] = None
        here = next((flow.to for flow in likelier_first(procedure.steps[here].next) if flow.to not in path), None)
    return list(path)


def _wait(procedure: Procedure, path: list[str]) -> tuple[float, float] | None:
    """Minutes that are waited on a path, least and most; None where a wait on it is not known."""
    least = most = 0.0
    for id in path:
        wait, task = procedure.steps[id].wait, procedure.steps[id].kind is StepKind.TASK
        if (wait is None and task) or (wait is not None and wait.missing):
            return None
        for turn in ("queue", "batch", "customer", "third"):
            time = getattr(wait, turn, None)
            if time is not None:
                least += 0.0 if time.quantiles else procedure.calendar.elapsed(time.low)
                most += procedure.calendar.elapsed(time.high)
    return least, most


def _ends(procedure: Procedure, start: str) -> Iterator[str]:
    """Names of the ends that can be reached, nearest first."""
    seen, queue = {start}, [start]
    for id in queue:  # grows while it is walked
        if procedure.steps[id].kind is StepKind.END:
            yield procedure.label(id)
        for flow in likelier_first(procedure.steps[id].next):
            if flow.to not in seen:
                seen.add(flow.to)
                queue.append(flow.to)
