"""Joins: how many tokens leave a join per token that enters it, with bounds where the structure does not tell."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.routing import Routing, Weight
from frictionaudit.domain.procedure import StepKind

_ONE = Weight.exact(1.0)
_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


@dataclass
class Joins:
    """For each join the factor on incoming tokens; a matched inclusive join is fed by its split instead."""

    factor: dict[str, Weight] = field(default_factory=dict)
    fed_by: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, graph: FrictionGraph) -> Joins:
        """Joins as the graph alone determines them."""
        joins = cls()
        for step in graph.steps:
            branches = len(graph.incoming[step])
            kind = graph.routing(step)
            if branches < 2 or kind not in (*_ANY, StepKind.PARALLEL):
                continue
            split = inclusive_split_of(graph, step) if kind in _ANY else None
            if kind is StepKind.PARALLEL:
                joins.factor[step] = Weight.exact(1 / branches)
            elif split is not None:
                joins.fed_by[step] = split
            else:
                joins.factor[step] = Weight(1 / branches, 1 / branches, 1.0)
                joins.notes.append(f"inclusive join at '{step}' has no matching split: values are bounded")
        return joins

    def widen_bounds(self, graph: FrictionGraph, routing: Routing, visits: Callable[[str], float]) -> None:
        """Bound the parallel joins that do not receive one token per branch from one parallel split.

        Such a join passes on at most as many tokens as its scarcest branch brings, and perhaps none.
        """
        for step, factor in self.factor.items():
            if graph.routing(step) is not StepKind.PARALLEL:
                continue
            split = graph.immediate_dominator.get(step)
            forks = split is not None and graph.routing(split) is StepKind.PARALLEL and graph.is_split(split)
            expected = visits(split) if split is not None and forks else math.nan
            arriving = [visits(arc.source) * routing.weights[arc.id].value for arc in graph.incoming[step]]
            if not all(math.isclose(tokens, expected, rel_tol=1e-9) for tokens in arriving):
                self.factor[step] = Weight(factor.value, 0.0, factor.high)
                self.notes.append(f"'{step}' joins branches that do not all arrive: values are bounded")

    def into(self, step: str) -> Weight:
        """Factor on tokens that enter a step."""
        return self.factor.get(step, _ONE)


def inclusive_split_of(graph: FrictionGraph, join: str) -> str | None:
    """The inclusive split whose branches all lead to this join and nowhere else."""
    split = graph.immediate_dominator.get(join)
    if split is None or graph.routing(split) not in _ANY or not graph.is_split(split):
        return None
    if graph.immediate_postdominator.get(split) != join:
        return None
    seen: set[str] = set()
    queue = [arc.target for arc in graph.outgoing[split]]
    while queue:
        step = queue.pop()
        if step == split:
            return None
        if step != join and step not in seen:
            seen.add(step)
            queue += [arc.target for arc in graph.outgoing[step]]
    return split
