"""Transition tables over the states of a case, with its structured blocks put in sequence or left side by side.

What one person does after what, and first passage, need one token: the branches of a block are put one after the other,
in the order of the ids of their flows. Each branch is taken as often, and together with others as often, as before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.markov.joins import Joins
from frictionaudit.analysis.flow.markov.marks import Marks, Table, branching
from frictionaudit.analysis.flow.markov.state_space import StateSpace, Which, alone_before

_POINT = "\x01"


def in_sequence(space: StateSpace, joins: Joins) -> Table:
    """The chain of one token: each block runs branch after branch, an inclusive branch is skipped or not."""
    return _Sequence(space, joins).table()


def step_at(space: StateSpace, state: str) -> str:
    """The step of a state, or the split of a point between the branches of a block."""
    return space.step_of.get(state) or state.split(_POINT)[0]


def place_of(space: StateSpace, state: str) -> str:
    """What a state is a state of, whatever was counted before: its step, or its point between branches."""
    step = space.step_of.get(state)
    return step if step is not None else _POINT.join(state.split(_POINT)[:2])


@dataclass
class _Sequence:
    space: StateSpace
    joins: Joins
    rows: Table = field(default_factory=dict)
    fires: dict[str, float] = field(default_factory=dict)
    """For each split whose join may not fire the chance that it does."""
    pending: list[tuple[str, Block, int, bool, str]] = field(default_factory=list)
    """Points between branches whose rows are still to be made."""

    def table(self) -> Table:
        space, blocks = self.space, blocks_of(self.space.graph)
        if not all(block.sure for block in blocks.by_join.values()):
            across = Marks.of(space, self.joins, "value", lambda _, mark: mark).across
            self.fires = {state: sum(row.values()) for state, row in across.items()}
        self.rows.update((state, {}) for state in space.moves)
        for state, moves in space.moves.items():
            step = space.step_of[state]
            block, own = blocks.by_split.get(step), blocks.innermost.get(step)
            if block is not None:
                self._branch(state, block, 0, False, space.at_join(block, state))
                continue
            within = own if own is not None and own[0].join not in alone_before(state) else None
            if within is not None and not moves:
                self._continue(state, within[0], within[1] + 1, True, space.at_join(within[0], state), 1.0)
            for move in moves:
                if within is not None and move.arc.target == within[0].join:
                    self._continue(state, within[0], within[1] + 1, True, move.target, move.weight.value)
                else:
                    factor = self.joins.into(move.arc.target).value
                    self._add(state, move.target, move.weight.value * factor)
        while self.pending:
            self._branch(*self.pending.pop())
        return self.rows

    def _branch(self, source: str, block: Block, n: int, taken: bool, joined: str) -> None:
        """The row of the point before a branch: into it, or past it."""
        moves = self.space.leaving(self._split(block, joined))
        share = branching(block, moves).taken_after(n, taken)
        move = moves[n]
        if share > 0.0:
            if move.arc.target == block.join:
                self._continue(source, block, n + 1, True, joined, share)
            else:
                self._add(source, move.target, share)
        if share < 1.0:
            self._continue(source, block, n + 1, taken, joined, 1.0 - share)

    def _continue(self, source: str, block: Block, n: int, taken: bool, joined: str, weight: float) -> None:
        """Go on from a state to the point before the n-th branch of a block, or to what follows the last."""
        if not weight:
            return
        if n < len(block.branches):
            point = f"{block.split}{_POINT}{n}{'+' if taken else '-'}{_POINT}{joined}"
            self._add(source, point, weight)
            if point not in self.rows:
                self.rows[point] = {}
                self.pending.append((point, block, n, taken, joined))
            return
        split = self._split(block, joined)
        fires = 1.0 if block.sure else self.fires.get(split, 1.0)
        if fires:
            self._add(source, joined, weight * fires)
        outer = blocks_of(self.space.graph).innermost.get(block.split)
        if fires < 1.0 and outer is not None:
            after = self.space.at_join(outer[0], split)
            self._continue(source, outer[0], outer[1] + 1, True, after, weight * (1.0 - fires))

    def _split(self, block: Block, joined: str) -> str:
        return block.split + joined[len(block.join) :]

    def _add(self, state: str, target: str, weight: float) -> None:
        row = self.rows.setdefault(state, {})
        row[target] = row.get(target, 0.0) + weight


def side_by_side(space: StateSpace, joins: Joins, which: Which) -> Table:
    """Tokens in parallel: a block's join is fed by its split, so bounds of branches do not reach what follows."""
    table: Table = {state: {} for state in space.moves}
    blocks = blocks_of(space.graph)

    def add(state: str, target: str, weight: float) -> None:
        table[state][target] = table[state].get(target, 0.0) + weight

    for state, moves in space.moves.items():
        step = space.step_of[state]
        block, own = blocks.by_split.get(step), blocks.innermost.get(step)
        if block is not None and (block.sure or which == "high"):
            add(state, space.at_join(block, state), 1.0)
        for move in moves:
            target = move.arc.target
            from_split = block is not None and target == block.join
            if not from_split and (own is None or own[0].join != target or own[0].join in alone_before(state)):
                add(state, move.target, getattr(move.weight, which) * getattr(joins.into(target), which))
    return table
