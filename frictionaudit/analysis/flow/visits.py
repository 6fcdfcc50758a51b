"""Expected visits per case: an absorbing Markov chain, exact for structured blocks, bounded elsewhere."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov import chain
from frictionaudit.analysis.flow.markov.chain import step_at
from frictionaudit.analysis.flow.markov.joins import Joins
from frictionaudit.analysis.flow.markov.linear_system import returns, solve
from frictionaudit.analysis.flow.markov.marks import Table
from frictionaudit.analysis.flow.markov.state_space import StateSpace, Which, components
from frictionaudit.analysis.flow.routing import Routing, route
from frictionaudit.domain.procedure import CustomerGroup

RETURNS_LIMIT = 2000
"""Loops with more states than this have no first-pass figures: the inverse would not fit in memory."""
PASSAGES_LIMIT = 500_000
"""Steps times states of a loop whose limits are unrolled, up to which first passages are solved one by one."""


@dataclass(frozen=True, eq=False)
class Visits:
    """Expected visits per case: absorbing Markov chain, with tokens doubled at parallel splits.

    `routing` lists the assumptions. Where a gateway is inclusive or not structured, `low` and `high`
    bound the value. Infinite visits mean a loop that no case leaves. `states` has the visits of each state.
    """

    graph: FrictionGraph
    routing: Routing
    joins: Joins
    value: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    space: StateSpace
    states: Mapping[Which, Mapping[str, float]]
    table: Table = field(repr=False)
    """Expected tokens that one visit of a state passes to each successor, blocks in sequence."""
    order: tuple[frozenset[str], ...] = field(repr=False)
    """Strongly connected components of the table in topological order."""

    @classmethod
    def of(cls, graph: FrictionGraph, group: CustomerGroup | None = None) -> Visits:
        """Solve for a customer group, or for customers in no group."""
        routing, joins = route(graph, group), Joins.of(graph)
        if len(graph.entries) > 1:
            places = "starts" if graph.procedure.starts else "steps that no flow leads to"
            routing.assumed.append(f"cases begin evenly at {len(graph.entries)} {places}")
        space = StateSpace.of(graph, routing)
        table = chain.in_sequence(space, joins)
        order = space.components if len(table) == len(graph.steps) else components(table)
        start = {step: 1 / len(graph.entries) for step in graph.entries}
        states: dict[Which, Mapping[str, float]] = {"value": solve(order, table, start)}
        value = _by_step(space, states["value"])
        joins.widen_bounds(graph, lambda arc: _passes(space, states["value"], arc, "value"), lambda step: value[step])
        routing.notes += joins.notes
        low = high = value
        if not all(weight.tight for weight in (*routing.weights.values(), *joins.factor.values())):
            for which in _BOUNDS:
                bound = chain.side_by_side(space, joins, which)
                states[which] = solve(components(bound), bound, start)
            low, high = (_by_step(space, states[which]) for which in _BOUNDS)
        return cls(graph, routing, joins, value, low, high, space, states, table, order)

    def __getitem__(self, step: str) -> float:
        return self.value[step]

    @property
    def tight(self) -> bool:
        """Whether all visits are exact."""
        return len(self.states) == 1

    def arc(self, arc: Arc, which: Which = "value") -> float:
        """Expected passages over an arc."""
        return _passes(self.space, self.states.get(which, self.states["value"]), arc, which)

    @cached_property
    def endless(self) -> tuple[str, ...]:
        """Steps on a loop that no case leaves."""
        return tuple(sorted(step for step, value in self.value.items() if math.isinf(value)))

    @cached_property
    def first_tokens(self) -> Mapping[str, float]:
        """Expected tokens that come to each step for the first time; above 1 where branches merge without a join.

        A token that reaches a state visits it `returns` times, so first tokens = visits / returns. Cubic in the
        size of a loop; loops with more than RETURNS_LIMIT states are left out.
        """
        visits = self.states["value"]
        first: dict[str, float] = {}
        single = {step for step in self.graph.steps if self._first_at_once(step)}
        for part in self.order:
            steps = [state for state in part if state in single]
            if not steps or len(part) > RETURNS_LIMIT:
                continue
            if len(part) == 1 and steps[0] not in self.table[steps[0]]:
                first[steps[0]] = visits[steps[0]]
                continue
            times = returns(part, self.table)
            first.update((s, visits[s] / times[s] if math.isfinite(visits[s]) else 1.0) for s in steps)
        several = [step for step in self.graph.steps if step not in single]
        if several:
            first.update(self._local_first_passages(several))
        return first

    def _first_at_once(self, step: str) -> bool:
        """Whether a case comes to a step for the first time before it has taken any limited flow of its loop."""
        states = self.space.states_of[step]
        if len(states) == 1:
            return True
        return all(self.graph.certainly_before(step, source) for source in self.space.counted_at(step))

    def _local_first_passages(self, steps: list[str]) -> dict[str, float]:
        """First passages to some steps, each within its own loop; loops that are too large are left out."""
        loop_of, visits = self.graph.loop_of, self.states["value"]
        loop = {state: loop_of(step_at(self.space, state)) for state in self.table}
        start: dict[int | None, dict[str, float]] = {}
        rows: dict[int | None, Table] = {}
        for entry in self.graph.entries:
            start.setdefault(loop[entry], {})[entry] = 1 / len(self.graph.entries)
        for state, row in self.table.items():
            rows.setdefault(loop[state], {})[state] = {t: w for t, w in row.items() if loop[t] == loop[state]}
            for target, weight in row.items():
                if loop[target] != loop[state] and visits[state]:
                    begin = start.setdefault(loop[target], {})
                    begin[target] = begin.get(target, 0.0) + visits[state] * weight
        first = {}
        wanted = Counter(loop_of(step) for step in steps)
        for step in steps:
            own = loop_of(step)
            if wanted[own] * len(rows[own]) <= PASSAGES_LIMIT:
                first[step] = self._absorbed(rows[own], self.space.states_of[step], start.get(own, {}))
        return first

    @staticmethod
    def _absorbed(table: Table, targets: Iterable[str], start: Mapping[str, float]) -> float:
        ends = set(targets)
        rows = {state: {} if state in ends else row for state, row in table.items()}
        visits = solve(components(rows), rows, start)
        return sum(visits[state] for state in ends if math.isfinite(visits[state]))

    @cached_property
    def reached(self) -> Mapping[str, float]:
        """Probability that a case reaches each step; steps of loops that are too large are left out."""
        return {step: min(1.0, tokens) for step, tokens in self.first_tokens.items()}

    def within(self, steps: frozenset[str], first: str) -> Mapping[str, float]:
        """Expected visits of some steps from a visit of one of them until they are left."""
        step_of = self.space.step_of
        rows: Table = {}
        queue = [first]
        while queue:
            state = queue.pop()
            if state not in rows:
                rows[state] = {
                    target: weight
                    for target, weight in self.table[state].items()
                    if step_at(self.space, target) in steps
                }
                queue += rows[state]
        visits: dict[str, float] = {}
        for state, times in solve(components(rows), rows, {first: 1.0}).items():
            step = step_of.get(state)
            if step is not None:
                visits[step] = visits.get(step, 0.0) + times
        return visits

    def first_passage(self, steps: Iterable[str], start: Mapping[str, float] | None = None) -> float:
        """Expected tokens that come to any of some steps for the first time: these states are made absorbing.

        They begin as cases do, or as `start` says.
        """
        targets = {state for step in steps for state in self.space.states_of[step]}
        begin = {step: 1 / len(self.graph.entries) for step in self.graph.entries} if start is None else start
        return self._absorbed(self.table, targets, begin)


_BOUNDS: tuple[Which, Which] = ("low", "high")


def _by_step(space: StateSpace, visits: Mapping[str, float]) -> Mapping[str, float]:
    if space.plain:
        return {step: visits[step] for step in space.graph.steps}
    return {step: sum(visits[state] for state in states) for step, states in space.states_of.items()}


def _passes(space: StateSpace, visits: Mapping[str, float], arc: Arc, which: Which) -> float:
    shares = ((visits[state], float(getattr(weight, which))) for state, weight in space.over[arc.id])
    return sum(times * share for times, share in shares if share)
