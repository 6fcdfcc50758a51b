"""Lines of work through a procedure: every branch that arrives at a join goes on in full, and branches that bring the
same work on go on as one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.markov.joins import Joins
from frictionaudit.analysis.flow.markov.marks import Marks, Table, marked, split_mark
from frictionaudit.analysis.flow.markov.state_space import StateSpace, Which, alone_before


def in_full(space: StateSpace, joins: Joins, which: Which, kept: frozenset[str]) -> Table:
    """The chain of one line, from a kept step to the next.

    A line that began before a split comes out of the join once, if any branch brings it on without a kept step: that
    part leads from the split to the join. Inside the branches such a line is told apart by a mark.
    """
    untouched = Marks.of(space, joins, which, lambda step, mark: mark and step not in kept)
    lines = _Lines(space, untouched, kept)
    for state, step in space.step_of.items():
        for older in (False, True) if lines.tells_apart(step) else (False,):
            lines.add_row(state, older)
    return lines.table


@dataclass
class _Lines:
    space: StateSpace
    untouched: Marks
    kept: frozenset[str]
    table: Table = field(default_factory=dict)

    def tells_apart(self, step: str) -> bool:
        """Whether lines that began before the innermost split are told apart at a step."""
        return step in blocks_of(self.space.graph).innermost and step not in self.kept

    def add_row(self, state: str, older: bool) -> None:
        """The row of a state, for lines that began before the innermost split or after it."""
        blocks = blocks_of(self.space.graph)
        step = self.space.step_of[state]
        row = self.table.setdefault(marked(state, older), {})
        block, own = blocks.by_split.get(step), blocks.innermost.get(step)
        if block is not None:
            self._divide(row, block, state, older)
            return
        for move in self.space.moves[state]:
            weight = self.untouched.weight(move)
            if own is None or own[0].join != move.arc.target or own[0].join in alone_before(state):
                self._lead(row, move.target, move.arc.target, older, weight)
            elif not older:
                self._lead(row, move.target, move.arc.target, False, weight * _goes_on(*own, self.untouched))

    def _divide(self, row: dict[str, float], block: Block, state: str, older: bool) -> None:
        """Into the branches, and past those that bring the line on untouched to the join."""
        for move in self.space.moves[state]:
            if move.arc.target != block.join:
                self._lead(row, move.target, move.arc.target, True, self.untouched.weight(move))
        for joined, weight in self.untouched.across[marked(state)].items():
            at_join, untouched_there = split_mark(joined)
            if untouched_there:
                self._lead(row, at_join, block.join, older, weight)

    def _lead(self, row: dict[str, float], target: str, step: str, older: bool, weight: float) -> None:
        if weight:
            id = marked(target, older and self.tells_apart(step))
            row[id] = row.get(id, 0.0) + weight


def _goes_on(block: Block, branch: int, untouched: Marks) -> float:
    """The chance that a join goes on with a branch that has arrived."""
    if block.sure or untouched.which == "high":
        return 1.0
    if untouched.which == "low":
        return 0.0
    others = untouched.arriving[block.split]
    return math.prod(chance for n, chance in enumerate(others) if n != branch) if block.waits_for_all else 1.0
