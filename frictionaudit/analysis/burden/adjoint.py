"""The chain of a case read backwards: what is still to come from each state, and what another share would change.

Forwards, v = s + v·W gives the expected visits. Backwards, h = c + W·h gives the expected amount from each state to the
end of the case, for an amount c per visit. One backward solve gives the effect of every share at once: a share that
moves by δ changes the total by v·δ·h. For a finite change of one row the answer is exact too (Sherman and Morrison):
v·(δ·h) / (1 − δ·n), where n is the expected number of visits to that state from each of its successors.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.markov.linear_system import endless, solve
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import StepKind

_INCLUSIVE = (StepKind.INCLUSIVE, StepKind.COMPLEX)
_TOLERANCE = 1e-9

Go = Mapping[str, float]
"""The amount from each state of the chain to the end of the case."""
Weights = Mapping[str, float]
"""The shares of the flows of one decision, by the id of the flow."""


class Adjoint:
    """The backward equations of one customer segment. `finite` tells whether its visits are; otherwise ask nothing."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._table = visits.table
        self._returns: dict[str, Go] = {}
        self._keys_of: dict[tuple[str, str], Mapping[str, str]] = {}
        self._told: dict[str, bool] = {}

    @cached_property
    def finite(self) -> bool:
        return all(map(math.isfinite, self._visits.states["value"].values()))

    def to_go(self, per_visit: Mapping[str, float]) -> Go:
        """The expected amount from each state to the end, for an amount per visit of each step."""
        if not any(per_visit.values()):
            return dict.fromkeys(self._table, 0.0)
        step_of = self._visits.space.step_of
        own = {state: per_visit.get(step_of[state], 0.0) if state in step_of else 0.0 for state in self._table}
        go: dict[str, float] = {}
        for part in reversed(self._visits.order):  # successors first
            go.update(self._of_component(part, own, go))
        return go

    def _of_component(self, part: frozenset[str], own: Mapping[str, float], go: Go) -> Mapping[str, float]:
        """One strongly connected component, once all that follows it is known: the transposed system.

        Infinite on a loop that no case leaves, which no case may ever reach.
        """
        ahead = {
            state: own[state] + sum(w * go[t] for t, w in self._table[state].items() if w and t not in part)
            for state in part
        }
        if not any(ahead.values()):
            return ahead
        if endless(part, self._table):
            return dict.fromkeys(part, math.inf)
        if len(part) == 1:
            (state,) = part
            return {state: ahead[state] / (1.0 - self._table[state].get(state, 0.0))}
        into: dict[str, dict[str, float]] = {state: {} for state in part}
        for state in part:
            for target, weight in self._table[state].items():
                if target in part and weight:
                    into[target][state] = weight
        return solve((part,), into, ahead)

    def total(self, go: Go) -> float:
        """The amount of a whole case."""
        entries = self._visits.graph.entries
        return sum(go[entry] for entry in entries) / len(entries) if entries else 0.0

    def through(self, arc: Arc, go: Go) -> float | None:
        """The amount from the moment a case takes a flow for the first time; None where that cannot be told."""
        key = self._keys(arc.source, arc.source).get(arc.id)
        return None if key is None else go[key]

    def change(self, step: str, weights: Weights, go: Go) -> float | None:
        """By how much the total changes with other shares after an exclusive decision, exactly.

        None where the decision has several states or is not exclusive: then the chain has to be solved again.
        """
        if not self._tells(step):
            return None
        new, now = self._row(step, weights), self._table[step]
        if new is None:
            return None
        shift = {key: new.get(key, 0.0) - now.get(key, 0.0) for key in {*new, *now}}
        visits = self._visits.states["value"][step]
        moved = sum(by * go[key] for key, by in shift.items() if by)
        if not visits or not moved:
            return 0.0
        back = self._returns_to(step)
        left = 1.0 - sum(by * back.get(key, 0.0) for key, by in shift.items())
        return visits * moved / left if left > _TOLERANCE else math.inf

    def _tells(self, step: str) -> bool:
        """Whether the decision has one state, and its row in the chain is the one that its shares give."""
        if step not in self._told:
            self._told[step] = (
                len(self._visits.space.states_of[step]) == 1
                and self._visits.graph.routing(step) not in _INCLUSIVE
                and _same(self._row(step, self._current(step)) or {}, self._table[step])
            )
        return self._told[step]

    def derivative(self, step: str, direction: Weights, go: Go) -> float | None:
        """The change of the total per unit along a direction of the shares after an exclusive decision.

        With limits on repeats, the states in which a flow is exhausted share out what is left. None as in `change`.
        """
        if self._visits.graph.routing(step) in _INCLUSIVE:
            return None
        total = 0.0
        for state in self._visits.space.states_of[step]:
            visits = self._visits.states["value"][state]
            if not visits:
                continue
            keys, moves = self._keys(step, state), self._visits.space.moves[state]
            if len(keys) < len(moves):
                return None
            current = self._current(step)
            left = sum(current[move.arc.id] for move in moves)
            lost = sum(direction.get(move.arc.id, 0.0) for move in moves)
            for move in moves:
                arc = move.arc.id
                moved = direction.get(arc, 0.0) / left - current[arc] * lost / left**2 if left else 0.0
                factor = self._visits.joins.into(move.arc.target).value
                if moved:
                    total += visits * moved * factor * go[keys[arc]]
        return total

    def _current(self, step: str) -> Weights:
        weights = self._visits.routing.weights
        return {arc.id: weights[arc.id].value for arc in self._visits.graph.outgoing[step]}

    def _row(self, step: str, weights: Weights) -> dict[str, float] | None:
        """The row of a decision for given shares; None where a flow's place in the chain is not plain."""
        keys, row = self._keys(step, step), dict[str, float]()
        for arc in self._visits.graph.outgoing[step]:
            if arc.id not in keys:
                return None
            factor = self._visits.joins.into(arc.target).value
            row[keys[arc.id]] = row.get(keys[arc.id], 0.0) + weights[arc.id] * factor
        return row

    def _keys(self, step: str, state: str) -> Mapping[str, str]:
        """The state to which each flow leads; a flow into a join may lead to the branch that runs next."""
        if (step, state) in self._keys_of:
            return self._keys_of[step, state]
        row, moves = self._table[state], self._visits.space.moves[state]
        keys = {move.arc.id: move.target for move in moves if move.target in row}
        elsewhere = {move.target for move in moves if move.target not in row}
        others = set(row) - set(keys.values())
        if len(elsewhere) == len(others) == 1:
            (other,) = others
            keys.update((move.arc.id, other) for move in moves if move.target in elsewhere)
        self._keys_of[step, state] = keys
        return keys

    def _returns_to(self, state: str) -> Go:
        """Expected visits to a state from each state of its own loop."""
        if state not in self._returns:
            part = next(part for part in self._visits.order if state in part)
            only = dict.fromkeys(part, 0.0) | {state: 1.0}
            if len(part) == 1:
                back: Go = {state: 1.0 / (1.0 - self._table[state].get(state, 0.0))}
            else:
                nothing = dict.fromkeys(self._table, 0.0)
                back = self._of_component(part, only, nothing)
            self._returns[state] = back
        return self._returns[state]


def _same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return all(abs(one.get(key, 0.0) - other.get(key, 0.0)) < _TOLERANCE for key in {*one, *other})
