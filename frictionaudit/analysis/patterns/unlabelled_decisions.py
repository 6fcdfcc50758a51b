"""Decisions drawn as gateways that do not say when a case takes which flow."""

from __future__ import annotations

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import StepKind

_DECISIONS = (StepKind.EXCLUSIVE, StepKind.INCLUSIVE, StepKind.COMPLEX)


def unlabelled_decisions(graph: FrictionGraph) -> tuple[str, ...]:
    """The gateways of which more than one flow has no condition; one flow can be for all other cases."""
    return tuple(
        step
        for step, arcs in graph.outgoing.items()
        if graph.steps[step].kind in _DECISIONS
        and not graph.steps[step].implied
        and sum(not (arc.flow.when or "").strip() for arc in arcs) > 1
    )
