"""Events that interrupt a step or happen beside it, as when its time runs out or it fails."""

from __future__ import annotations

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.working import is_work
from frictionaudit.domain.procedure import StepKind


def interrupts(graph: FrictionGraph, event: str) -> bool:
    """Whether an event without a message is one way on from a step, beside the flow on which that is done.

    An event after a gateway is none where somebody drew the gateway: then that waits or decides.
    """
    data, before = graph.steps[event], graph.incoming[event]
    if data.kind is not StepKind.EVENT or is_work(data) or len(before) != 1:
        return False
    host = before[0].source
    drawn = graph.steps[host].kind.gateway and not graph.steps[host].implied
    return not drawn and graph.is_split(host) and graph.routing(host) is not StepKind.PARALLEL
