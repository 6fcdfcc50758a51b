"""The fewest steps of some kind with which a case can end."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.markov.marks import branching
from frictionaudit.analysis.flow.markov.state_space import StateSpace, alone_before
from frictionaudit.analysis.flow.visits import Visits

Costs = dict[str, float]


def fewest(visits: Visits, cost: Callable[[str], int], ends: Callable[[str], bool]) -> float:
    """The lowest total cost of the steps of a case that ends at one of some ends; infinite if none can be reached.

    Branches that are taken together add up: all of a parallel split, and of an inclusive one those that have to be
    taken. Zero-one breadth-first search over the states of a case; blocks are solved from the inside.
    """
    search = _Search(visits.space, cost, ends)
    for block in blocks_of(visits.graph).by_join.values():
        for state in visits.space.states_of[block.split]:
            search.across[state] = search.through(block, state)
    return search.to_end(search.level({entry: cost(entry) for entry in visits.graph.entries}))


@dataclass
class _Search:
    space: StateSpace
    cost: Callable[[str], int]
    ends: Callable[[str], bool]
    across: dict[str, tuple[float, float]] = field(default_factory=dict)
    """For each split the lowest cost of its branches if they come to the join, and if all of them end before it."""

    def level(self, start: Costs) -> Costs:
        """The lowest cost of coming to each state, from a split straight to its join."""
        costs: Costs = {}
        queue: deque[tuple[float, str]] = deque(sorted((value, state) for state, value in start.items()))
        while queue:
            total, state = queue.popleft()
            if state in costs:
                continue
            costs[state] = total
            for target, more in self._onward(state):
                if target not in costs and more < math.inf:
                    self._enter(queue, total + more, target)
        return costs

    @staticmethod
    def _enter(queue: deque[tuple[float, str]], total: float, state: str) -> None:
        at = len(queue)
        while at and queue[at - 1][0] > total:
            at -= 1
        queue.insert(at, (total, state))

    def _onward(self, state: str) -> list[tuple[str, float]]:
        blocks = blocks_of(self.space.graph)
        step = self.space.step_of[state]
        block, own = blocks.by_split.get(step), blocks.innermost.get(step)
        if block is not None:
            return [(self.space.at_join(block, state), self.across[state][0] + self.cost(block.join))]
        return [
            (move.target, self.cost(move.arc.target))
            for move in self.space.moves[state]
            if move.weight.value > 0.0
            and (own is None or own[0].join != move.arc.target or own[0].join in alone_before(state))
        ]

    def to_end(self, costs: Costs) -> float:
        """The lowest cost of ending among states with their costs."""
        least = math.inf
        for state, total in costs.items():
            if state in self.across:
                least = min(least, total + self.across[state][1])
            elif not self.space.moves[state] and self.ends(self.space.step_of[state]):
                least = min(least, total)
        return least

    def through(self, block: Block, state: str) -> tuple[float, float]:
        """The lowest cost of the branches after a split: to its join, and to ends of all of them."""
        moves = self.space.leaving(state)
        law = branching(block, moves)
        costs = [self._branch(block, move.target, move.arc.target) for move in moves]
        if law.exclusive:
            possible = [pair for pair, share in zip(costs, law.draws, strict=True) if share > 0.0]
            joined, ended = (min(column, default=math.inf) for column in zip(*possible, strict=True))
            return (0.0 if law.none > 1e-9 else joined), ended
        sure = [pair for pair, share in zip(costs, law.draws, strict=True) if share >= 1.0]
        others = [pair for pair, share in zip(costs, law.draws, strict=True) if 0.0 < share < 1.0]
        if block.waits_for_all:
            return sum(joined for joined, _ in costs), math.inf
        base = sum(min(pair) for pair in sure)
        joining = [base - min(pair) + pair[0] for pair in sure if min(pair) < math.inf]
        joining += [base + joined for joined, _ in others]
        ending = sum(ended for _, ended in sure) if sure else min((ended for _, ended in others), default=math.inf)
        return min(joining, default=math.inf), ending

    def _branch(self, block: Block, first: str, step: str) -> tuple[float, float]:
        """The lowest cost of a branch to the join, and to an end."""
        if step == block.join:
            return 0.0, math.inf
        costs = self.level({first: self.cost(step)})
        joined = min(
            (
                total
                for state, total in costs.items()
                if state not in self.across
                and any(move.arc.target == block.join and move.weight.value > 0.0 for move in self.space.moves[state])
            ),
            default=math.inf,
        )
        return joined, self.to_end(costs)
