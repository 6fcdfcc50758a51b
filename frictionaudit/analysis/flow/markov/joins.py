"""Joins: how many tokens leave a join per token that enters it, with bounds where the structure does not tell."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.describe import called
from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov.blocks import CONCURRENT, INCLUSIVE, blocks_of
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.domain.procedure import StepKind

_ONE = Weight.exact(1.0)


@dataclass
class Joins:
    """For each join outside structured blocks the factor on incoming tokens; inclusive blocks by their join."""

    factor: dict[str, Weight] = field(default_factory=dict)
    fed_by: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, graph: FrictionGraph) -> Joins:
        """Joins as the graph alone determines them.

        An inclusive join fires when nothing more can arrive. Where every split of tokens has its own join, only one
        token can come to an inclusive join outside a block, so it passes on each.
        """
        joins, blocks = cls(), blocks_of(graph)
        for step in graph.steps:
            branches = len(graph.incoming[step])
            kind = graph.routing(step)
            if branches < 2 or kind not in CONCURRENT:
                continue
            block = blocks.by_join.get(step)
            if block is not None and not block.loose:
                if block.kind == "inclusive":
                    joins.fed_by[step] = block.split
            elif block is not None:
                joins.factor[step] = Weight.exact(1.0) if block.sure else Weight(1.0, 0.0, 1.0)
                if not block.sure:
                    joins.notes.append(
                        f"{called(graph, step)} joins branches that do not all arrive: values are bounded"
                    )
            elif kind is StepKind.PARALLEL:
                joins.factor[step] = Weight.exact(1 / branches)
            elif not blocks.sound:
                joins.factor[step] = Weight(1 / branches, 1 / branches, 1.0)
                joins.notes.append(f"inclusive join at {called(graph, step)} has no matching split: values are bounded")
        return joins

    def widen_bounds(
        self, graph: FrictionGraph, passes: Callable[[Arc], float], visits: Callable[[str], float]
    ) -> None:
        """Bound the parallel joins that do not receive one token per branch from each parallel split before them.

        Such a join passes on at most as many tokens as its scarcest branch brings, and perhaps none.
        """
        for step, factor in self.factor.items():
            if graph.routing(step) is not StepKind.PARALLEL or step in blocks_of(graph).by_join:
                continue
            forks = _forks_before(graph, step)
            expected = sum(map(visits, forks)) if forks else math.nan
            arriving = [passes(arc) for arc in graph.incoming[step]]
            waits_for_itself = any(graph.certainly_before(step, arc.source) for arc in graph.incoming[step])
            if waits_for_itself or not all(math.isclose(tokens, expected, rel_tol=1e-9) for tokens in arriving):
                self.factor[step] = Weight(factor.value, 0.0, factor.high)
                self.notes.append(f"{called(graph, step)} joins branches that do not all arrive: values are bounded")

    def into(self, step: str) -> Weight:
        """Factor on tokens that enter a step."""
        return self.factor.get(step, _ONE)


def _forks_before(graph: FrictionGraph, join: str) -> set[str]:
    """The parallel split that every case passes last before a join; else the nearest ones, if each way has one.

    Empty if a case can come to the join without a parallel split.
    """
    nearest = graph.immediate_dominator.get(join)
    if nearest is not None and _forks(graph, nearest):
        return {nearest}
    forks: set[str] = set()
    seen = {join}
    queue = [join]
    for step in queue:  # grows while it is walked
        if step in graph.entries:
            return set()
        for source in {arc.source for arc in graph.incoming[step]} - seen:
            seen.add(source)
            if _forks(graph, source):
                forks.add(source)
            else:
                queue.append(source)
    return forks


def _forks(graph: FrictionGraph, step: str) -> bool:
    return graph.routing(step) is StepKind.PARALLEL and graph.is_split(step)


def inclusive_split_of(graph: FrictionGraph, join: str) -> str | None:
    """The inclusive split whose branches all lead to this join and nowhere else."""
    split = graph.immediate_dominator.get(join)
    if split is None or graph.routing(split) not in INCLUSIVE or not graph.is_split(split):
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
