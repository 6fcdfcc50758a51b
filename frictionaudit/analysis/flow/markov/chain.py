"""Transition tables over the states of a case, with its structured blocks put in sequence or left side by side.

Expected visits and first passage need one token: the branches of a block are put one after the other, in the order of
the ids of their flows. Each branch is still taken as often, so visits stay the same, and the rest is a Markov chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.markov.joins import Joins
from frictionaudit.analysis.flow.markov.state_space import Move, StateSpace

Which = Literal["value", "low", "high"]
Table = dict[str, dict[str, float]]
_MARK = "\x01"


def in_sequence(space: StateSpace, joins: Joins) -> Table:
    """The chain of one token: each block runs branch after branch, an inclusive branch is skipped or not."""
    table: Table = {state: {} for state in space.moves}
    blocks = blocks_of(space.graph)
    inside = _innermost(blocks.by_join)
    for state, moves in space.moves.items():
        step = space.step_of[state]
        block = blocks.by_split.get(step)
        if block is not None:
            _run(space, table, block, state, moves)
            continue
        for move in moves:
            target = move.target
            joined = blocks.by_join.get(move.arc.target)
            if joined is not None and step in inside and joined.join not in _alone(state):
                branch = joined.branch_of(step)
                if branch is not None:
                    target = _after(space, table, joined, branch + 1, target)
            _add(table, state, target, move.weight.value * joins.into(move.arc.target).value)
    return table


def _innermost(by_join: Mapping[str, Block]) -> frozenset[str]:
    return frozenset().union(*(block.steps for block in by_join.values()))


def _alone(state: str) -> tuple[str, ...]:
    """The joins before which the token of a state is the only one."""
    parts = state.split("\x00")
    return tuple(parts[2].split(",")) if len(parts) == 3 else ()


def _run(space: StateSpace, table: Table, block: Block, state: str, moves: tuple[Move, ...]) -> None:
    """The rows from a split to its first branch, and what skips it."""
    joined = _joined(space, block, state)
    for n, move in enumerate(_by_id(moves)):
        source = state if n == 0 else _point(block, n, joined)
        following = joined if n + 1 == len(moves) else _point(block, n + 1, joined)
        row = table.setdefault(source, {})
        row.clear()
        taken = 0.0 if move.arc.target == block.join else min(1.0, move.weight.value)
        if taken:
            row[move.target] = taken
        if taken < 1.0:
            row[following] = row.get(following, 0.0) + 1.0 - taken


def _joined(space: StateSpace, block: Block, state: str) -> str:
    """The state of a block's join for a case that is at its split: they are on the same loop, or on none."""
    return block.join + state[len(space.step_of[state]) :]


def _point(block: Block, n: int, joined: str) -> str:
    """The point before the n-th branch of a block, for a case that will be in state `joined` at its join."""
    return f"{block.split}{_MARK}{n}{_MARK}{joined}"


def _after(space: StateSpace, table: Table, block: Block, n: int, joined: str) -> str:
    """Where a case goes on that comes to the join from the branch before the n-th."""
    if n == len(block.branches):
        return joined
    point = _point(block, n, joined)
    if point not in table:
        split = block.split + joined[len(block.join) :]
        _run(space, table, block, split, space.moves[split])
    return point


def side_by_side(space: StateSpace, joins: Joins, which: Which) -> Table:
    """Tokens in parallel: a block's join is fed by its split, so bounds of branches do not reach what follows."""
    table: Table = {state: {} for state in space.moves}
    blocks = blocks_of(space.graph)
    for state, moves in space.moves.items():
        step = space.step_of[state]
        block = blocks.by_split.get(step)
        if block is not None:
            _add(table, state, _joined(space, block, state), 1.0)
        for move in moves:
            joined = blocks.by_join.get(move.arc.target)
            fed = joined is not None and (step == joined.split or step in joined.steps)
            if not (fed and joined is not None and joined.join not in _alone(state)):
                factor = getattr(joins.into(move.arc.target), which)
                _add(table, state, move.target, getattr(move.weight, which) * factor)
    return table


def in_full(space: StateSpace, which: Which, kept: frozenset[str]) -> Table:
    """Every branch that arrives at a join goes on in full; branches without a kept step count as one."""
    table: Table = {state: {} for state in space.moves}
    blocks = blocks_of(space.graph)
    empty = {join: _share_of_empty(space, block, which, kept) for join, block in blocks.by_join.items()}
    for state, moves in space.moves.items():
        step = space.step_of[state]
        block = blocks.by_split.get(step)
        for move in moves:
            weight: float = getattr(move.weight, which)
            joined = blocks.by_join.get(move.arc.target)
            if joined is not None and joined.join not in _alone(state):
                branch = joined.branch_of(step)
                steps = joined.branches[branch] if branch is not None else frozenset()
                if (branch is not None or step == joined.split) and not steps & kept:
                    weight *= empty[joined.join]
            _add(table, state, move.target, weight)
        if block is not None and block.kind == "inclusive":
            none = 1.0 - sum(move.weight.value for move in moves)
            if none > 1e-12:
                _add(table, state, _joined(space, block, state), none)
    return table


def _share_of_empty(space: StateSpace, block: Block, which: Which, kept: frozenset[str]) -> float:
    """What one of the branches without a kept step counts, so that all of them together count once."""
    moves = _by_id(space.moves[block.split])
    weights = [
        getattr(move.weight, which) for move, branch in zip(moves, block.branches, strict=True) if not branch & kept
    ]
    return min(1.0, sum(weights)) / sum(weights) if sum(weights) else 1.0


def _by_id(moves: Iterable[Move]) -> list[Move]:
    return sorted(moves, key=lambda move: move.arc.id)


def _add(table: Table, state: str, target: str, weight: float) -> None:
    row = table[state]
    row[target] = row.get(target, 0.0) + weight
