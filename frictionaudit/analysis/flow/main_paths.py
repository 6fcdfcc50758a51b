"""Paths through a procedure: steps on every path, and the path with the highest cost."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import StepKind


def certain(graph: FrictionGraph) -> frozenset[str]:
    """Steps on every path from an entry to an end: common postdominators of the entries."""
    common: set[str] | None = None
    for entry in graph.entries:
        chain = {entry}
        step = graph.immediate_postdominator.get(entry)
        while step is not None:
            chain.add(step)
            step = graph.immediate_postdominator.get(step)
        common = chain if common is None else common & chain
    return frozenset(common or ())


def costliest_way(graph: FrictionGraph, cost: Mapping[str, int]) -> tuple[int, frozenset[str]]:
    """The highest total cost of the steps on one path, and the steps on it that have a cost.

    Exclusive branches are compared, parallel branches added; a loop counts once, with all its steps.
    Dynamic programming over the condensation, linear in steps and flows.
    """
    part_of = {step: n for n, part in enumerate(graph.components) for step in part}
    best: dict[int, int] = {}
    onward: dict[int, list[int]] = {}
    for n in range(len(graph.components) - 1, -1, -1):  # reverse topological order
        part = graph.components[n]
        ahead = sorted({part_of[arc.target] for step in part for arc in graph.outgoing[step]} - {n})
        own = sum(cost.get(step, 0) for step in part)
        best[n], onward[n] = _beyond(graph, part, ahead, best, part_of)
        best[n] += own
    if not best:
        return 0, frozenset()
    first = max((part_of[entry] for entry in graph.entries), key=lambda n: best[n], default=None)
    if first is None:
        return 0, frozenset()
    seen: set[int] = set()
    queue = [first]
    while queue:
        n = queue.pop()
        if n not in seen:
            seen.add(n)
            queue += onward[n]
    return best[first], frozenset(step for n in seen for step in graph.components[n] if cost.get(step))


def _beyond(
    graph: FrictionGraph, part: frozenset[str], ahead: list[int], best: Mapping[int, int], part_of: Mapping[str, int]
) -> tuple[int, list[int]]:
    """The highest cost after a component, and the components on that path."""
    if not ahead:
        return 0, []
    step = next(iter(part))
    if len(part) == 1 and graph.routing(step) is StepKind.PARALLEL:
        join = graph.immediate_postdominator.get(step)
        after = best.get(part_of[join], 0) if join is not None else 0
        return sum(max(0, best[n] - after) for n in ahead) + after, ahead
    worst = max(ahead, key=lambda n: best[n])
    return best[worst], [worst]
