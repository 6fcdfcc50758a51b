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
        visits: dict[str, float] = {}
        for before, times in self.arrivals().items():
            state, mark = split_mark(before)
            after = marked(state, self.paint(self.space.step_of[state], mark))
            visits[after] = visits.get(after, 0.0) + times
        return visits

    def arrivals(self) -> dict[str, float]:
        """Expected visits of each state, marked or not before its step."""
        entries = self.space.graph.entries
        table: Table = {}
        queue = list(entries)
        while queue:
            before = queue.pop()
            if before not in table:
                table[before] = self._row(before)
                queue += table[before]
        return solve(components(table), table, {step: 1 / len(entries) for step in entries})

    def _row(self, before: str) -> dict[str, float]:
        row = self._onward(before)
        plain, mark = self._painted(before)
        block = blocks_of(self.space.graph).by_split.get(self.space.step_of[plain])
        if block is not None:
            for move in self.space.moves[plain]:
                if move.arc.target != block.join:
                    _add(row, marked(move.target, mark), self.weight(move))
        return row

    def _painted(self, before: str) -> tuple[str, bool]:
        """A state, and the mark after its step."""
        state, mark = split_mark(before)
        return state, self.paint(self.space.step_of[state], mark)

    def _onward(self, before: str) -> dict[str, float]:
        """Where a token goes on the level of its block: from a split to its join, and not into an outer join."""
        row: dict[str, float] = {}
        plain, mark = self._painted(before)
        blocks = blocks_of(self.space.graph)
        step = self.space.step_of[plain]
        if step in blocks.by_split:
            return dict(self.across[marked(plain, mark)])
        own = blocks.innermost.get(step)
        for move in self.space.moves[plain]:
            if own is None or own[0].join != move.arc.target or own[0].join in alone_before(plain):
                factor: float = getattr(self.joins.into(move.arc.target), self.which)
                _add(row, marked(move.target, mark), self.weight(move) * factor)
        return row

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
                        _add(places, to, weight * share)
            whole = sum(places.values())
            for to, share in places.items():
                _add(row, to, total * share / whole)
        if block.kind == "inclusive" and (none := _none(moves)) > 1e-12:
            _add(row, marked(self.space.at_join(block, state), mark), none)
        return row

    def _arriving(self, block: Block, move: Move, mark: bool) -> dict[str, float]:
        """The chances with which a branch that is taken arrives at the join, marked or not."""
        if move.arc.target == block.join:
            return {marked(move.target, mark): 1.0}
        first = marked(move.target, mark)
        rows: Table = {}
        entering: Table = {}
        queue = [first]
        while queue:
            before = queue.pop()
            if before in rows:
                continue
            rows[before] = self._onward(before)
            queue += rows[before]
            plain, now = self._painted(before)
            if self.space.step_of[plain] not in blocks_of(self.space.graph).by_split:
                entering[before] = {}
                for onward in self.space.moves[plain]:
                    if onward.arc.target == block.join:
                        _add(entering[before], marked(onward.target, now), self.weight(onward))
        arriving: dict[str, float] = {}
        for state, times in solve(components(rows), rows, {first: 1.0}).items():
            for to, weight in entering.get(state, {}).items():
                if times:
                    _add(arriving, to, times * weight)
        return arriving


def _add(row: dict[str, float], target: str, weight: float) -> None:
    if weight:
        row[target] = row.get(target, 0.0) + weight


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
