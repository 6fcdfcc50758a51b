"""Lines of work through a procedure: every branch that arrives at a join goes on in full, and branches that bring the
same work on go on as one.
"""

from __future__ import annotations

import math

from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.markov.joins import Joins
from frictionaudit.analysis.flow.markov.marks import Marks, Table, marked, split_mark
from frictionaudit.analysis.flow.markov.state_space import StateSpace, Which, alone_before


def in_full(space: StateSpace, joins: Joins, which: Which, kept: frozenset[str]) -> Table:
    """The chain of one line, from a kept step to the next.

    A line that began before a split comes out of the join once, if any branch brings it on without a kept step: that
    part leads from the split to the join. Inside the branches such a line is told apart by a mark.
    """
    blocks = blocks_of(space.graph)
    untouched = Marks.of(space, joins, which, lambda step, mark: mark and step not in kept)
    table: Table = {}
    for state, step in space.step_of.items():
        inside = step in blocks.innermost and step not in kept
        for older in (False, True) if inside else (False,):
            _add_row(space, table, untouched, kept, state, older)
    return table


def _add_row(space: StateSpace, table: Table, untouched: Marks, kept: frozenset[str], state: str, older: bool) -> None:
    blocks = blocks_of(space.graph)
    step = space.step_of[state]
    row = table.setdefault(marked(state, older), {})

    def lead(target: str, to: str, mark: bool, weight: float) -> None:
        inside = to in blocks.innermost and to not in kept
        id = marked(target, mark and inside)
        if weight:
            row[id] = row.get(id, 0.0) + weight

    block = blocks.by_split.get(step)
    if block is not None:
        for move in space.moves[state]:
            if move.arc.target != block.join:
                lead(move.target, move.arc.target, True, untouched.weight(move))
        for joined, weight in untouched.across[marked(state)].items():
            at_join, untouched_there = split_mark(joined)
            if untouched_there:
                lead(at_join, block.join, older, weight)
        return
    own = blocks.innermost.get(step)
    for move in space.moves[state]:
        weight = untouched.weight(move)
        if own is not None and own[0].join == move.arc.target and own[0].join not in alone_before(state):
            if not older:
                lead(move.target, move.arc.target, False, weight * _goes_on(*own, untouched))
        else:
            lead(move.target, move.arc.target, older, weight)


def _goes_on(block: Block, branch: int, untouched: Marks) -> float:
    """The chance that a join goes on with a branch that has arrived."""
    if block.sure or untouched.which == "high":
        return 1.0
    if untouched.which == "low":
        return 0.0
    others = untouched.arriving[block.split]
    return math.prod(chance for n, chance in enumerate(others) if n != branch) if block.waits_for_all else 1.0
