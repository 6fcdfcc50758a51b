"""Structured blocks: a parallel or inclusive split with its join, and the branches between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.domain.procedure import StepKind

INCLUSIVE = (StepKind.INCLUSIVE, StepKind.COMPLEX)
CONCURRENT = (StepKind.PARALLEL, *INCLUSIVE)
"""Routing that can give one case several tokens."""


@dataclass(frozen=True)
class Block:
    """A split, its join, and the steps of each branch in the order of the ids of the split's arcs, so that the
    order in which a page lists its flows does not matter.

    `returning` are the ids of arcs that lead a case back from behind an inclusive join into the block: its token is
    alone there, so the join fires with it alone. `stopping` says of each branch whether a case can end in it. A block
    is `loose` if a branch enters the join over several arcs, or can stop before it.
    """

    split: str
    join: str
    kind: Literal["parallel", "inclusive"]
    branches: tuple[frozenset[str], ...]
    returning: frozenset[str]
    stopping: tuple[bool, ...] = ()
    loose: bool = False
    waits_for_all: bool = False
    """Whether the join is parallel: it waits for every branch."""

    @property
    def sure(self) -> bool:
        """Whether the join certainly fires, once per visit of the split."""
        if self.waits_for_all:
            return not self.loose
        return not all(self.stopping) if self.kind == "parallel" else not any(self.stopping)

    @property
    def steps(self) -> frozenset[str]:
        """All steps strictly between the split and the join."""
        return frozenset().union(*self.branches)


@dataclass(frozen=True)
class Blocks:
    """The structured blocks of a graph by their join; `sound` if every split of tokens belongs to one."""

    by_join: Mapping[str, Block]
    by_split: Mapping[str, Block]
    innermost: Mapping[str, tuple[Block, int]]
    """For each step inside a block its innermost block, and the number of its branch."""
    sound: bool


@lru_cache(maxsize=16)
def blocks_of(graph: FrictionGraph) -> Blocks:
    """All structured blocks, inner blocks first."""
    splits = [step for step in graph.steps if graph.is_split(step) and graph.routing(step) in CONCURRENT]
    joins = [step for step in graph.steps if graph.is_join(step) and graph.routing(step) in CONCURRENT]
    if not splits:
        return Blocks({}, {}, {}, True)
    dominated: dict[str, list[str]] = {}
    for join in joins:
        if (by := graph.immediate_dominator.get(join)) is not None:
            dominated.setdefault(by, []).append(join)
    candidates = [block for split in splits if (block := _block(graph, split, dominated.get(split, ()))) is not None]
    by_join: dict[str, Block] = {}
    by_split: dict[str, Block] = {}
    for block in sorted(candidates, key=lambda block: (len(block.steps), block.split)):  # inner blocks first
        inside = block.steps
        nested = all(split in by_split for split in splits if split in inside) and all(
            join in by_join or graph.routing(join) in INCLUSIVE for join in joins if join in inside
        )
        if nested:
            unsure = [b for split, b in by_split.items() if split in inside and not b.sure]
            if unsure:
                stopping = tuple(
                    stops or any(b.split in branch for b in unsure)
                    for stops, branch in zip(block.stopping, block.branches, strict=True)
                )
                block = replace(block, stopping=stopping, loose=True)
            by_join[block.join] = by_split[block.split] = block
    innermost: dict[str, tuple[Block, int]] = {}
    for block in by_join.values():
        for n, branch in enumerate(block.branches):
            for step in branch:
                innermost.setdefault(step, (block, n))
    return Blocks(by_join, by_split, innermost, all(split in by_split for split in splits))


def by_id(arcs: Iterable[Arc]) -> list[Arc]:
    """Arcs in the order of their ids."""
    return sorted(arcs, key=lambda arc: arc.id)


def _block(graph: FrictionGraph, split: str, joins: Iterable[str]) -> Block | None:
    """The block that a split opens: up to its postdominator, or, where branches can stop, up to a join it dominates."""
    after = graph.immediate_postdominator.get(split)
    joins = tuple(joins)
    for join in [after] if after is not None and after in joins else joins:
        block = _candidate(graph, split, join)
        if block is not None:
            return block
    return None


def _candidate(graph: FrictionGraph, split: str, join: str) -> Block | None:
    """A split and a join as a block, if every branch leads to that join or to an end, and nowhere else."""
    parallel, waits_for_all = (graph.routing(step) is StepKind.PARALLEL for step in (split, join))
    if not parallel and waits_for_all:
        return None
    branches: list[frozenset[str]] = []
    stopping: list[bool] = []
    for arc in by_id(graph.outgoing[split]):
        found = _branch(graph, arc, split, join)
        if found is None or any(found[0] & earlier for earlier in branches):
            return None
        branches.append(found[0])
        stopping.append(found[1])
    returning = set()
    inside = frozenset().union(*branches)
    for step in (*inside, join):
        for arc in graph.incoming[step]:
            if arc.source == split or arc.source in inside:
                continue
            if parallel or not graph.certainly_before(join, arc.source):
                return None
            returning.add(arc.id)
    loose = any(stopping) or (parallel and not _one_arc_each(graph, branches, split, join))
    kind: Literal["parallel", "inclusive"] = "parallel" if parallel else "inclusive"
    return Block(split, join, kind, tuple(branches), frozenset(returning), tuple(stopping), loose, waits_for_all)


def _branch(graph: FrictionGraph, first: Arc, split: str, join: str) -> tuple[frozenset[str], bool] | None:
    """The steps from an arc of the split up to the join, and whether a case can stop there.

    None if a case can meet the split before the join, or stop the other branches as well.
    """
    if first.target == join:
        return frozenset(), False
    seen, queue, stops = {first.target}, [first.target], False
    while queue:
        step = queue.pop()
        if step == split or graph.steps[step].stops:
            return None
        stops |= not graph.outgoing[step]
        for arc in graph.outgoing[step]:
            if arc.target != join and arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return frozenset(seen), stops


def _one_arc_each(graph: FrictionGraph, branches: list[frozenset[str]], split: str, join: str) -> bool:
    """Whether each branch of a parallel split enters the join over one arc of its own."""
    sources = [arc.source for arc in graph.incoming[join]]
    own = [sum(source in branch for source in sources) for branch in branches if branch]
    direct = sum(not branch for branch in branches)
    return all(number == 1 for number in own) and sources.count(split) == direct and len(sources) == len(branches)
