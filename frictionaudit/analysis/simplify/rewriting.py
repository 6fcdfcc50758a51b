"""Rewrites that several heuristics need: a step left out with all that refers to it put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from frictionaudit.domain.changes import (
    Change,
    FieldAmended,
    FlowAmended,
    FlowRemoved,
    FlowRerouted,
    GroupAmended,
    PromiseWithdrawn,
    StepAmended,
    StepRemoved,
)
from frictionaudit.domain.procedure import Flow, Procedure


def without_step(procedure: Procedure, step: str, to: str | None = None) -> tuple[Change, ...] | None:
    """The changes that leave a step out: all ways to it lead on to `to`, or to where its one way leads.

    None where that cannot be done by leaving out alone: a start or an end, a step with several ways on and no
    `to`, a loop on itself, or one that another step refers to as what it recovers or reviews.
    """
    drawn = procedure.steps[step]
    targets = {flow.to for flow in drawn.next}
    to = to or (next(iter(targets)) if len(targets) == 1 else None)
    if step in procedure.starts or to is None or to == step or _referred_to(procedure, step):
        return None
    rerouted = [
        change for source, flow in procedure.flows if flow.to == step for change in _turned(procedure, source, flow, to)
    ]
    return (*rerouted, *_forgotten(procedure, step), StepRemoved(id=step))


def _referred_to(procedure: Procedure, step: str) -> bool:
    return any(
        other.reviews == step or any(disruption.recovered_by == step for disruption in other.disruptions)
        for other in procedure.steps.values()
    )


def _turned(procedure: Procedure, source: str, flow: Flow, to: str) -> Iterator[Change]:
    """A way turned to another step; where one leads there already, the two become one with both shares."""
    other = procedure.steps[source].flow(to) if flow.id is None else None
    if other is None:
        yield FlowRerouted(step=source, flow=flow.key, to=to)
        return
    yield FlowRemoved(step=source, flow=flow.key)
    if flow.share is not None and other.share is not None:
        value = round(flow.share.value + other.share.value, 12)
        both = flow.share.model_copy(update={"value": value})
        yield FlowAmended(step=source, flow=other.key, attribute="share", value=both.model_dump(mode="json"))


def _forgotten(procedure: Procedure, step: str) -> Iterator[Change]:
    """What names the step elsewhere: promises from or to it, readers of answers, shares of groups."""
    for promise in procedure.promises:
        if step in (promise.from_, promise.to):
            yield PromiseWithdrawn(id=promise.key)
    for id, form in procedure.forms.items():
        for field in form.fields or ():
            if step in (field.used_by or ()):
                left = [reader for reader in field.used_by or () if reader != step]
                yield FieldAmended(form=id, data=field.data, attribute="used_by", value=left)
    for id, group in procedure.groups.items():
        gone = {way for way in group.flows if way.startswith(f"{step}>") or way.endswith(f">{step}")}
        if gone:
            kept: Mapping[str, Any] = {
                way: share.model_dump(mode="json") for way, share in group.flows.items() if way not in gone
            }
            yield GroupAmended(id=id, attribute="flows", value=dict(kept))


def amend_step(step: str, **said: Any) -> tuple[Change, ...]:
    """Attributes of a step said anew, in page form."""
    return tuple(StepAmended(id=step, attribute=attribute, value=value) for attribute, value in said.items())
