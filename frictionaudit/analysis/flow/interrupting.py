"""Events that interrupt a step or happen beside it, as when its time runs out or it fails."""

from __future__ import annotations

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.working import is_work
from frictionaudit.domain.procedure import StepKind


def interrupts(graph: FrictionGraph, event: str) -> bool:
    """Whether an event without a message is one way on from a step, beside the flow on which that is done."""
    return not is_work(graph.steps[event]) and happens_at(graph, event)


def happens_at(graph: FrictionGraph, event: str) -> bool:
    """Whether an event is one way on from a step, beside the flow on which that is done.

    An event after a gateway is none where somebody drew the gateway: then that waits or decides. Nor is one on a page
    that nobody drew: there a step decides what happens next.
    """
    if not graph.procedure.drawn:
        return False
    data, before = graph.steps[event], graph.incoming[event]
    if data.kind is not StepKind.EVENT or len(before) != 1:
        return False
    host = before[0].source
    drawn = graph.steps[host].kind.gateway and not graph.steps[host].implied
    return not drawn and graph.is_split(host) and graph.routing(host) is not StepKind.PARALLEL


def beside(graph: FrictionGraph, event: str) -> bool:
    """Whether an event without a message happens while its step goes on, as a reminder does."""
    if not interrupts(graph, event):
        return False
    split = graph.incoming[event][0].source
    return graph.routing(split) is StepKind.INCLUSIVE and graph.steps[split].implied


def seen_in_place(graph: FrictionGraph, step: str) -> str:
    """The step that a reader sees where the reader of a drawing added a gateway; the step itself if it was drawn."""
    seen = {step}
    while graph.steps[step].implied and graph.steps[step].kind.gateway:
        always = [
            arc.target for arc in graph.outgoing[step] if arc.flow.share is not None and arc.flow.share.value == 1
        ]
        sources = [arc.source for arc in graph.incoming[step]]
        if graph.routing(step) is StepKind.INCLUSIVE and len(always) == 1:
            step = always[0]  # other events may happen while that is done
        elif len(sources) == 1:
            step = sources[0]
        elif len(graph.outgoing[step]) == 1:
            step = graph.outgoing[step][0].target
        if step in seen:
            break
        seen.add(step)
    return step
