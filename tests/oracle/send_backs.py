"""Which hand-overs from us to the customer send a case back, by removing steps one by one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tests.oracle.routing import OUR_SIDES, Model


@lru_cache(maxsize=4096)
def sends_back(model: Model, source: int, target: int) -> bool:
    """Whether a hand-over sends a case back: to where it has been for certain, or with no way on but back."""
    behind = {step for step in range(len(model.places)) if step == source or source not in _reach(model, {step})}
    return target in behind or not _goes_on(model, target, behind)


def _goes_on(model: Model, target: int, behind: set[int]) -> bool:
    """Whether a step of ours can take the case to an end that is neither adverse nor abandoned."""
    ends = {place.number for place in model.places if not place.outgoing}
    ends -= {n for n in ends if model.procedure.steps[model.ids[n]].outcome in ("adverse", "abandoned")}
    ours = {n for n in _reach(model, behind, [target]) if model.places[n].side in OUR_SIDES}
    return any(_reach(model, behind, [step]) & ends for step in ours)


def _reach(model: Model, closed: set[int], begin: Iterable[int] | None = None) -> set[int]:
    """The steps that a case can reach without passing any of some steps."""
    seen = {step for step in (model.starts if begin is None else begin) if step not in closed}
    queue = list(seen)
    while queue:
        fresh = {arrow.target for arrow in model.places[queue.pop()].outgoing} - seen - closed
        seen |= fresh
        queue += fresh
    return seen
