"""Expected visits per case: an absorbing Markov chain, exact for structured blocks, bounded elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.joins import Joins
from frictionaudit.analysis.flow.linear_system import returns, solve
from frictionaudit.analysis.flow.routing import Routing, Weight, route
from frictionaudit.domain.procedure import CustomerGroup

Which = Literal["value", "low", "high"]
RETURNS_LIMIT = 2000
"""Loops with more steps than this have no first-pass figures: the inverse would not fit in memory."""


@dataclass(frozen=True)
class Visits:
    """Expected visits per case: absorbing Markov chain, with tokens doubled at parallel splits.

    `routing` lists the assumptions. Where a gateway is inclusive or not structured, `low` and `high`
    bound the value. Infinite visits mean a loop that no case leaves.
    """

    graph: FrictionGraph
    routing: Routing
    joins: Joins
    value: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]

    @classmethod
    def of(cls, graph: FrictionGraph, group: CustomerGroup | None = None) -> Visits:
        """Solve for a customer group, or for customers in no group."""
        routing, joins = route(graph, group), Joins.of(graph)
        if len(graph.entries) > 1:
            routing.assumed.append(f"cases begin evenly at {len(graph.entries)} starts")
        value = _solved(graph, routing, joins, "value")
        joins.widen_bounds(graph, routing, lambda step: value[step])
        routing.notes += joins.notes
        low = high = value
        if not all(weight.tight for weight in (*routing.weights.values(), *joins.factor.values())):
            low, high = (_solved(graph, routing, joins, which) for which in ("low", "high"))
        return cls(graph, routing, joins, value, low, high)

    def __getitem__(self, step: str) -> float:
        return self.value[step]

    def arc(self, arc: Arc, which: Which = "value") -> float:
        """Expected passages over an arc."""
        share: float = getattr(self.routing.weights[arc.id], which)
        visits: Mapping[str, float] = getattr(self, which)
        return visits[arc.source] * share if share else 0.0

    @cached_property
    def table(self) -> Mapping[str, Mapping[str, float]]:
        """Expected tokens that one visit of a step passes to each successor, joins included."""
        return _table(self.graph, self.routing, self.joins, "value")

    @cached_property
    def endless(self) -> tuple[str, ...]:
        """Steps on a loop that no case leaves."""
        return tuple(sorted(step for step, value in self.value.items() if math.isinf(value)))

    @cached_property
    def reached(self) -> Mapping[str, float]:
        """Probability that a case reaches each step.

        A case that reaches a step visits it `returns` times, so reached = visits / returns. Cubic in the
        size of a loop; loops with more than RETURNS_LIMIT steps are left out.
        """
        reached = dict(self.value)
        for loop in self.graph.loops:
            if len(loop) > RETURNS_LIMIT:
                for step in loop:
                    del reached[step]
                continue
            for step, times in returns(loop, self.table).items():
                reached[step] = self[step] / times if math.isfinite(self[step]) else 1.0
        return reached


def _solved(graph: FrictionGraph, routing: Routing, joins: Joins, which: Which) -> dict[str, float]:
    start = {step: 1 / len(graph.entries) for step in graph.entries}
    return solve(graph.components, _table(graph, routing, joins, which), start)


def _table(graph: FrictionGraph, routing: Routing, joins: Joins, which: Which) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {step: {} for step in graph.steps}
    for join, split in joins.fed_by.items():
        table[split][join] = 1.0
    for arc in graph.arcs:
        if arc.target in joins.fed_by:
            continue
        passed: float = getattr(_product(routing.weights[arc.id], joins.into(arc.target)), which)
        row = table[arc.source]
        row[arc.target] = row.get(arc.target, 0.0) + passed
    return table


def _product(first: Weight, second: Weight) -> Weight:
    return Weight(first.value * second.value, first.low * second.low, first.high * second.high)
