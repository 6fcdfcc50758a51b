"""The states of a case: its step, and how often it has taken each flow whose repeats are limited.

A flow with `at_most: n` is unrolled n times within its strongly connected component; outside loops a state is a step.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import networkx as nx

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.routing import Routing, Weight

MOST_STATES = 20_000
"""States to which the limits within one loop may multiply; beyond that the highest limits are left out."""
_NEGLIGIBLE = 1e-13
"""Repeats with a smaller probability than this are not told apart."""

Which = Literal["value", "low", "high"]
Counts = tuple[int, ...]
Alone = frozenset[str]


@dataclass(frozen=True)
class Move:
    """One arc taken in a state: the state it leads to, and the expected tokens per visit."""

    arc: Arc
    target: str
    weight: Weight


@dataclass(frozen=True)
class _Limit:
    arc: str
    most: int
    counted: int
    """Repeats that are told apart: all of `most`, or as many as are not negligible."""


@dataclass
class StateSpace:
    """States by id; the state in which a case first comes to a step has the id of the step."""

    graph: FrictionGraph
    step_of: dict[str, str]
    moves: dict[str, tuple[Move, ...]]
    plain: bool
    """Whether every step has one state."""

    @classmethod
    def of(cls, graph: FrictionGraph, routing: Routing) -> StateSpace:
        """The states that the limits and the returning arcs of a procedure make."""
        limits = _limits(graph, routing)
        blocks = [block for block in blocks_of(graph).by_join.values() if block.returning]
        if not limits and not blocks:
            moves = {
                step: tuple(Move(arc, arc.target, routing.weights[arc.id]) for arc in arcs)
                for step, arcs in graph.outgoing.items()
            }
            return cls(graph, {step: step for step in graph.steps}, moves, plain=True)
        return _Unrolled(graph, routing, limits, blocks).space()

    def leaving(self, state: str) -> list[Move]:
        """The moves from a state in the order of the ids of their arcs, which is that of a block's branches."""
        return sorted(self.moves[state], key=lambda move: move.arc.id)

    def at_join(self, block: Block, state: str) -> str:
        """The state of a block's join for a case that is at its split: they are on the same loop, or on none."""
        return block.join + state[len(self.step_of[state]) :]

    @cached_property
    def states_of(self) -> Mapping[str, tuple[str, ...]]:
        """The states of each step."""
        states: dict[str, list[str]] = {step: [] for step in self.graph.steps}
        for state, step in self.step_of.items():
            states[step].append(state)
        return {step: tuple(own) for step, own in states.items()}

    def counted_at(self, step: str) -> tuple[str, ...]:
        """The sources of the limited and returning arcs of a step's loop."""
        return self._counted.get(self.graph.loop_of(step), ())

    @cached_property
    def _counted(self) -> Mapping[int | None, tuple[str, ...]]:
        returning = {id for block in blocks_of(self.graph).by_join.values() for id in block.returning}
        sources: dict[int | None, list[str]] = {}
        for arc in self.graph.arcs:
            if arc.flow.at_most is not None or arc.id in returning:
                sources.setdefault(self.graph.loop_of(arc.source), []).append(arc.source)
        return {loop: tuple(steps) for loop, steps in sources.items()}

    @cached_property
    def components(self) -> tuple[frozenset[str], ...]:
        """Strongly connected components of the states in topological order."""
        if self.plain:
            return self.graph.components
        return components({state: [move.target for move in moves] for state, moves in self.moves.items()})

    @cached_property
    def over(self) -> Mapping[str, tuple[tuple[str, Weight], ...]]:
        """For each arc the states in which it can be taken, with its weight there."""
        taken: dict[str, list[tuple[str, Weight]]] = {arc.id: [] for arc in self.graph.arcs}
        for state, moves in self.moves.items():
            for move in moves:
                taken[move.arc.id].append((state, move.weight))
        return {arc: tuple(states) for arc, states in taken.items()}


def components(successors: Mapping[str, Iterable[str]]) -> tuple[frozenset[str], ...]:
    """Strongly connected components in topological order."""
    graph = nx.DiGraph()
    graph.add_nodes_from(successors)
    graph.add_edges_from((state, target) for state, targets in successors.items() for target in targets)
    return tuple(frozenset(part) for part in reversed(list(nx.strongly_connected_components(graph))))


def suffixed(step: str, counts: Counts, alone: Alone) -> str:
    """The id of a state."""
    if not any(counts) and not alone:
        return step
    return f"{step}\x00{','.join(map(str, counts))}\x00{','.join(sorted(alone))}"


def alone_before(state: str) -> tuple[str, ...]:
    """The joins before which the token of a state is the only one."""
    parts = state.split("\x00")
    return tuple(parts[2].split(",")) if len(parts) == 3 else ()


def _limits(graph: FrictionGraph, routing: Routing) -> dict[int, list[_Limit]]:
    """The limits that matter, by the number of the loop they are on; the others are noted."""
    found: dict[int, list[_Limit]] = {}
    for step, arcs in graph.outgoing.items():
        limited = [arc for arc in arcs if arc.flow.at_most is not None]
        if not limited:
            continue
        loop = graph.loop_of(step)
        for arc in limited:
            if loop is None or graph.loop_of(arc.target) != loop:
                routing.notes.append(f"the limit on '{arc.id}' has no effect: a case cannot take this flow twice")
            elif graph.limit(arc) is None:
                routing.notes.append(f"the limit on '{arc.id}' cannot be kept: a case has no other flow to take there")
            else:
                most = arc.flow.at_most or 0
                found.setdefault(loop, []).append(_Limit(arc.id, most, _counted(arc, limited, routing, most)))
    for loop, limits in found.items():
        size = len(graph.loops[loop])
        while limits and size * math.prod(limit.counted + 1 for limit in limits) > MOST_STATES:
            dropped = max(limits, key=lambda limit: (limit.counted, limit.arc))
            limits.remove(dropped)
            routing.notes.append(
                f"the limit on '{dropped.arc}' is left out: it is too high to count in so large a loop"
            )
        for limit in limits:
            if limit.counted < limit.most:
                routing.notes.append(
                    f"the limit of {limit.most:,} on '{limit.arc}' makes no difference: it is too high"
                )
    return {loop: limits for loop, limits in found.items() if limits}


def _counted(arc: Arc, limited: list[Arc], routing: Routing, most: int) -> int:
    """How many repeats of an arc have to be told apart."""
    share = routing.weights[arc.id].value
    left = 1.0 - sum(routing.weights[other.id].value for other in limited if other is not arc)
    again = share / left if left > 1e-12 else 1.0
    if again <= 0.0:
        return 0
    return most if again >= 1 - 1e-12 else min(most, math.ceil(math.log(_NEGLIGIBLE) / math.log(again)))


@dataclass
class _Unrolled:
    graph: FrictionGraph
    routing: Routing
    limits: dict[int, list[_Limit]]
    blocks: list[Block]

    def space(self) -> StateSpace:
        """Breadth-first search over the states."""
        step_of: dict[str, str] = {}
        moves: dict[str, tuple[Move, ...]] = {}
        joins = blocks_of(self.graph).by_join
        queue: deque[tuple[str, Counts, Alone]] = deque(
            (step, self._zero(step), frozenset()) for step in self.graph.steps
        )
        while queue:
            step, counts, alone = queue.popleft()
            state = suffixed(step, counts, alone)
            if state in moves:
                continue
            step_of[state] = step
            own = []
            for arc, weight in self._weights(step, counts):
                after = self._after(arc, counts), self._alone(arc, alone)
                queue.append((arc.target, *after))
                if arc.target in joins:  # the branches that follow in sequence begin with these counts
                    queue.append((joins[arc.target].split, *after))
                own.append(Move(arc, suffixed(arc.target, *after), weight))
            moves[state] = tuple(own)
        return StateSpace(self.graph, step_of, moves, plain=False)

    def _zero(self, step: str) -> Counts:
        return (0,) * len(self._own(step))

    def _own(self, step: str) -> list[_Limit]:
        loop = self.graph.loop_of(step)
        return self.limits.get(loop, []) if loop is not None else []

    def _after(self, arc: Arc, counts: Counts) -> Counts:
        """The counts once an arc is taken; those of a loop are forgotten when the case leaves it."""
        if self.graph.loop_of(arc.source) != self.graph.loop_of(arc.target):
            return self._zero(arc.target)
        own = self._own(arc.source)
        return tuple(
            min(count + (limit.arc == arc.id), limit.counted) for limit, count in zip(own, counts, strict=True)
        )

    def _alone(self, arc: Arc, alone: Alone) -> Alone:
        """The joins before which the token is the only one of its case."""
        kept = {block.join for block in self.blocks if block.join in alone and arc.target in block.steps}
        return frozenset(kept | {block.join for block in self.blocks if arc.id in block.returning} - {arc.target})

    def _weights(self, step: str, counts: Counts) -> list[tuple[Arc, Weight]]:
        """The arcs that a case can still take, with their shares; those of exhausted arcs go to the others."""
        arcs = self.graph.outgoing[step]
        weights = self.routing.weights
        spent = {
            limit.arc
            for limit, count in zip(self._own(step), counts, strict=True)
            if count >= limit.counted and limit.counted == limit.most
        }
        open_arcs = [arc for arc in arcs if arc.id not in spent]
        if len(open_arcs) == len(arcs) or not open_arcs:
            return [(arc, weights[arc.id]) for arc in arcs]
        total = sum(weights[arc.id].value for arc in open_arcs)
        if total <= 0.0:
            return [(arc, Weight.exact(1 / len(open_arcs))) for arc in open_arcs]
        return [(arc, Weight.exact(weights[arc.id].value / total)) for arc in open_arcs]
