"""Shares of a decision after one was set by hand: the others are scaled, so that all of them are 100 % again."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.procedure import Flow, Procedure
from frictionaudit.domain.quantities import Assumed
from frictionaudit.domain.quantities.format import format_share
from frictionaudit.domain.values import FrozenDict


def rebalanced(procedure: Procedure, places: Iterable[str]) -> tuple[Procedure, list[str]]:
    """The procedure with the siblings of shares that were set scaled in proportion; a sentence on each of them.

    `places` are those that were set, such as steps.check.next.ask-again.share. Unknown shares stay unknown, and
    where the shares that were set leave nothing, or there is nothing to scale, all stay as they are.
    """
    by_step: dict[str, set[str]] = {}
    for place in places:
        parts = place.strip().split(".")
        if len(parts) == 5 and (parts[0], parts[2], parts[4]) == ("steps", "next", "share"):
            by_step.setdefault(parts[1], set()).add(parts[3])
    sentences: list[str] = []
    steps = dict(procedure.steps)
    for id, given in sorted(by_step.items()):
        flows = _scaled(steps[id].next, given)
        for old, new in zip(steps[id].next, flows, strict=True):
            if old.share and new.share and old.share != new.share:
                to = procedure.label(new.to)
                shares = f"{format_share(new.share.value)} (was {format_share(old.share.value)})"
                sentences.append(f"so that all shares of '{procedure.label(id)}' are 100 %, '{to}' now has {shares}")
        steps[id] = steps[id].model_copy(update={"next": flows})
    return procedure.model_copy(update={"steps": FrozenDict(steps)}), sentences


def _scaled(flows: tuple[Flow, ...], given: set[str]) -> tuple[Flow, ...]:
    known = [flow for flow in flows if flow.share is not None]
    set_sum = sum(flow.share.value for flow in known if flow.share and flow.key in given)
    rest = sum(flow.share.value for flow in known if flow.share and flow.key not in given)
    left = 1.0 - set_sum
    if len(known) < len(flows) or rest <= 0 or left < 0 or abs(left - rest) < 1e-9:
        return flows
    return tuple(flow if flow.key in given else _with(flow, left / rest) for flow in flows)


def _with(flow: Flow, factor: float) -> Flow:
    """A flow with its share scaled; it is no longer what anybody measured or stated."""
    assert flow.share is not None
    why = Assumed(why=f"scaled from {format_share(flow.share.value)}, since another share was set")
    share = flow.share.model_copy(update={"value": round(flow.share.value * factor, 12), "evidence": why})
    return flow.model_copy(update={"share": share})
