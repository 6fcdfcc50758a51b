"""Tokens that carry a mark: each step sets it, clears it or leaves it, and a join passes it on if any branch brings it.

Blocks are solved from the inside: of each branch only the chances matter with which it brings the mark to the join.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.markov.branching import Branching
from frictionaudit.analysis.flow.markov.joins import Joins
from frictionaudit.analysis.flow.markov.linear_system import solve
from frictionaudit.analysis.flow.markov.state_space import Move, StateSpace, Which, alone_before, components

Table = dict[str, dict[str, float]]
Paint = Callable[[str, bool], bool]
"""The mark of a token after a step, from its mark before."""
_MARKED = "\x02"


def marked(state: str, mark: bool = True) -> str:
    """The id of a state with a mark."""
    return state + _MARKED if mark else state


def split_mark(state: str) -> tuple[str, bool]:
    """The state without its mark, and whether it has one."""
    plain = state.removesuffix(_MARKED)
    return plain, plain != state


@dataclass
class Marks:
    """For each split of a block, with the mark that leaves it, the marks that its join passes on."""

    space: StateSpace
    joins: Joins
    which: Which
    paint: Paint
    across: Table = field(default_factory=dict)
    """Rows from a split, marked or not, to its join, marked or not before the join's own step."""
    arriving: dict[str, list[float]] = field(default_factory=dict)
    """For each split the chances that its branches arrive at the join."""

    @classmethod
    def of(cls, space: StateSpace, joins: Joins, which: Which, paint: Paint) -> Marks:
        """Solve all blocks, inner blocks first."""
        marks = cls(space, joins, which, paint)
        for block in blocks_of(space.graph).by_join.values():
            for state in space.states_of[block.split]:
                for mark in (False, True):
                    marks.across[marked(state, mark)] = marks._through(block, state, mark)
        return marks

    def weight(self, move: Move) -> float:
        """The weight of a move, or the bound of it that is asked for."""
        weight: float = getattr(move.weight, self.which)
        return weight

    def visits(self) -> dict[str, float]:
        """Expected visits of each state, marked or not after its step."""
        table: Table = {}
        start: dict[str, float] = {}
        for step in self.space.graph.entries:
            first = marked(step, self.paint(step, False))
            start[first] = start.get(first, 0.0) + 1 / len(self.space.graph.entries)
        queue = list(start)
        while queue:
            state = queue.pop()
            if state not in table:
                table[state] = self._row(state)
                queue += table[state]
        return solve(components(table), table, start)

    def _row(self, state: str) -> dict[str, float]:
        row = self._onward(state)
        plain, mark = split_mark(state)
        block = blocks_of(self.space.graph).by_split.get(self.space.step_of[plain])
        if block is not None:
            for move in self.space.moves[plain]:
                if move.arc.target != block.join:
                    self._add(row, move, mark, self.weight(move))
        return row

    def _onward(self, state: str) -> dict[str, float]:
        """Where a token goes on the level of its block: from a split to its join, and not into an outer join."""
        row: dict[str, float] = {}
        plain, mark = split_mark(state)
        blocks = blocks_of(self.space.graph)
        step = self.space.step_of[plain]
        block = blocks.by_split.get(step)
        if block is not None:
            for joined, weight in self.across[state].items():
                at_join, before = split_mark(joined)
                target = marked(at_join, self.paint(block.join, before))
                row[target] = row.get(target, 0.0) + weight
            return row
        own = blocks.innermost.get(step)
        for move in self.space.moves[plain]:
            if own is None or own[0].join != move.arc.target or own[0].join in alone_before(plain):
                self._add(row, move, mark, self.weight(move) * getattr(self.joins.into(move.arc.target), self.which))
        return row

    def _add(self, row: dict[str, float], move: Move, mark: bool, weight: float) -> None:
        if weight:
            target = marked(move.target, self.paint(move.arc.target, mark))
            row[target] = row.get(target, 0.0) + weight

    def _through(self, block: Block, state: str, mark: bool) -> dict[str, float]:
        """The marks behind a block's join, per visit of its split."""
        moves = self.space.leaving(state)
        arrivals = [self._arriving(block, move, mark) for move in moves]
        chances = [sum(arriving.values()) for arriving in arrivals]
        marks = [sum(n for to, n in arriving.items() if to.endswith(_MARKED)) for arriving in arrivals]
        sound = all(math.isfinite(chance) for chance in chances)
        chances = [min(1.0, chance) if sound else 1.0 for chance in chances]
        marks = [min(chance, share) if sound else 0.0 for chance, share in zip(chances, marks, strict=True)]
        self.arriving[state] = chances
        weights = [self.weight(move) for move in moves]
        passed = _passed_on(block, self.which, moves, chances, marks)
        row: dict[str, float] = {}
        for kind, total in zip((False, True), passed, strict=True):
            places: dict[str, float] = {}
            for arriving, weight in zip(arrivals, weights, strict=True):
                for to, share in arriving.items():
                    if to.endswith(_MARKED) is kind and weight * share:
                        places[to] = places.get(to, 0.0) + weight * share
            whole = sum(places.values())
            for to, share in places.items():
                row[to] = row.get(to, 0.0) + total * share / whole
        if block.kind == "inclusive" and (none := _none(moves)) > 1e-12:
            to = marked(self.space.at_join(block, state), mark)
            row[to] = row.get(to, 0.0) + none
        return row

    def _arriving(self, block: Block, move: Move, mark: bool) -> dict[str, float]:
        """The chances with which a branch that is taken arrives at the join, marked or not."""
        if move.arc.target == block.join:
            return {marked(move.target, mark): 1.0}
        first = marked(move.target, self.paint(move.arc.target, mark))
        rows: Table = {}
        entering: Table = {}
        queue = [first]
        while queue:
            state = queue.pop()
            if state in rows:
                continue
            rows[state] = self._onward(state)
            queue += rows[state]
            plain, now = split_mark(state)
            if self.space.step_of[plain] not in blocks_of(self.space.graph).by_split:
                entering[state] = {}
                for onward in self.space.moves[plain]:
                    if onward.arc.target == block.join:
                        to = marked(onward.target, now)
                        entering[state][to] = entering[state].get(to, 0.0) + self.weight(onward)
        arriving: dict[str, float] = {}
        for state, times in solve(components(rows), rows, {first: 1.0}).items():
            for to, weight in entering.get(state, {}).items():
                if times and weight:
                    arriving[to] = arriving.get(to, 0.0) + times * weight
        return arriving


def branching(block: Block, moves: Iterable[Move]) -> Branching:
    """The joint law of the branches of a block."""
    weights = [move.weight.value for move in moves]
    return Branching.parallel(len(weights)) if block.kind == "parallel" else Branching.inclusive(weights)


def _none(moves: Iterable[Move]) -> float:
    return Branching.inclusive([move.weight.value for move in moves]).none


def _passed_on(
    block: Block, which: Which, moves: list[Move], chances: list[float], marks: list[float]
) -> tuple[float, float]:
    """The chances that the join fires without and with a mark.

    Where nobody can say that it fires, it never does at the least, and whenever any branch arrives at the most. Where
    shares are not stated, a mark comes at least with the most frequent branch, and at most with each alone.
    """
    if which == "low" and not block.sure:
        return 0.0, 0.0
    if which != "value" and not all(move.weight.tight for move in moves):
        with_mark = [getattr(move.weight, which) * share for move, share in zip(moves, marks, strict=True)]
        most = max(with_mark) if which == "low" else min(1.0, sum(with_mark))
        return 1.0 - most, most
    law = branching(block, moves)
    if block.waits_for_all and which != "high":
        without = math.prod(chance - share for chance, share in zip(chances, marks, strict=True))
        return without, math.prod(chances) - without
    unmarked = law.expected_product([1.0 - share for share in marks])
    unfired = law.expected_product([1.0 - chance for chance in chances])
    return max(0.0, unmarked - unfired), max(0.0, 1.0 - law.none - unmarked)
