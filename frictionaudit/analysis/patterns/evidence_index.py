"""Every quantity on a page, with its place; each carries its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.domain.procedure import EFFORT_PARTS, PagePath, Procedure, Step
from frictionaudit.domain.quantities import Quantity

_TURNS = ("queue", "batch", "customer", "third", "deadline")


def quantities(procedure: Procedure) -> Iterator[tuple[PagePath, Quantity]]:
    """All times, shares, amounts and volumes of a procedure, those of steps first. Linear in the size of the page."""
    for id, step in procedure.steps.items():
        yield from _stated(("steps", id), _of_step(step))
    for promise in procedure.promises:
        yield from _stated(("promises", promise.key), (("within", promise.within), ("kept", promise.kept)))
    for id, party in procedure.parties.items():
        yield from _stated(("parties", id), (("cost", party.cost), ("authority", party.authority)))
    for id, place in procedure.places.items():
        yield from _stated(("places", id), (("times_out", place.times_out),))
    for id, group in procedure.groups.items():
        yield from _stated(("groups", id), (("share", group.share), *group.flows.items()))
    whole = (("volume", procedure.volume), ("bau_share", procedure.bau_share), ("worth", procedure.worth))
    yield from _stated((), whole)
    if procedure.published is not None:
        totals = (("time", procedure.published.time), ("fees", procedure.published.fees))
        yield from _stated(("published",), totals)


def _of_step(step: Step) -> Iterator[tuple[str, Quantity | None]]:
    if step.effort is not None:
        yield from ((f"effort.{part}", step.effort.part(part)) for part in EFFORT_PARTS)
    if step.wait is not None:
        yield from ((f"wait.{turn}", getattr(step.wait, turn)) for turn in _TURNS)
    yield from ((f"next.{flow.key}.share", flow.share) for flow in step.next)
    yield from ((f"fees.{n}.amount", fee.amount) for n, fee in enumerate(step.fees or ()))
    for n, disruption in enumerate(step.failures):
        yield from ((f"disruptions.{n}.share", disruption.share), (f"disruptions.{n}.takes", disruption.takes))
    if step.call_back is not None:
        yield "call_back.within", step.call_back.within
    yield "patience", step.patience
    yield "processing", step.processing


def _stated(path: PagePath, named: Iterable[tuple[str, Quantity | None]]) -> Iterator[tuple[PagePath, Quantity]]:
    for name, number in named:
        if number is not None:
            yield (*path, name), number
