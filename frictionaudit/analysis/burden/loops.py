"""The flows that send a case back: the branch of a decision after which it is certain to come round again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.domain.procedure import StepKind

_NOT_EXCLUSIVE = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)


def return_flows(graph: FrictionGraph) -> tuple[Arc, ...]:
    """The flows to close if a loop is to be taken away, at least one for each loop that has such a flow.

    A branch sends a case back if every path from it, short of giving up, passes a step again that is certain to have
    come before the decision. Of a loop in which no branch does, a flow to an earlier step is taken.
    """
    if not graph.loops:
        return ()
    settled = _settled(graph)
    following = graph.postdominators_over(arc for arc in graph.arcs if arc.target in settled)
    position = {step: n for n, step in enumerate(graph.procedure.in_reading_order())}
    found: list[Arc] = []
    for loop in graph.loops:
        decisions = [step for step in sorted(loop, key=position.__getitem__) if _decides(graph, step)]
        returning = [arc for step in decisions for arc in _returning(graph, step, following, settled)]
        found += returning or [
            arc
            for step in decisions
            for arc in graph.outgoing[step]
            if arc.target in loop and position[arc.target] <= position[step]
        ]
    return tuple(found)


def _decides(graph: FrictionGraph, step: str) -> bool:
    return graph.is_split(step) and graph.routing(step) not in _NOT_EXCLUSIVE


def _returning(
    graph: FrictionGraph, step: str, following: Mapping[str, str | None], settled: Collection[str]
) -> Iterator[Arc]:
    arcs = [arc for arc in graph.outgoing[step] if arc.target in settled]
    back = [arc for arc in arcs if any(graph.certainly_before(at, step) for at in _ahead(arc.target, following))]
    if len(back) < len(arcs):  # where all branches lead back, an earlier decision has sent the case back
        yield from back


def _ahead(step: str | None, following: Mapping[str, str | None]) -> Iterator[str]:
    """A step and all that every path from it passes."""
    while step is not None:
        yield step
        step = following.get(step)


def _settled(graph: FrictionGraph) -> frozenset[str]:
    """The steps from which a case can come to an end that is not given up."""
    return graph.leading_to(end for end in graph.procedure.ends if graph.steps[end].outcome != "abandoned")
