"""Structured blocks: a parallel or inclusive split with its join, and the branches between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    alone there, so the join fires with it alone.
    """

    split: str
    join: str
    kind: Literal["parallel", "inclusive"]
    branches: tuple[frozenset[str], ...]
    returning: frozenset[str]

    @property
    def steps(self) -> frozenset[str]:
        """All steps strictly between the split and the join."""
        return frozenset().union(*self.branches)

    def branch_of(self, step: str) -> int | None:
        """The index of the branch that contains a step."""
        return next((n for n, branch in enumerate(self.branches) if step in branch), None)


@dataclass(frozen=True)
class Blocks:
    """The structured blocks of a graph by their join; `sound` if every split of tokens belongs to one."""

    by_join: Mapping[str, Block]
    by_split: Mapping[str, Block]
    sound: bool


@lru_cache(maxsize=16)
def blocks_of(graph: FrictionGraph) -> Blocks:
    """All structured blocks, nested ones included."""
    splits = [step for step in graph.steps if graph.is_split(step) and graph.routing(step) in CONCURRENT]
    joins = [step for step in graph.steps if graph.is_join(step) and graph.routing(step) in CONCURRENT]
    if not splits:
        return Blocks({}, {}, True)
    candidates = [block for split in splits if (block := _candidate(graph, split)) is not None]
    by_join: dict[str, Block] = {}
    by_split: dict[str, Block] = {}
    for block in sorted(candidates, key=lambda block: (len(block.steps), block.split)):  # inner blocks first
        inside = block.steps
        nested = all(split in by_split for split in splits if split in inside) and all(
            join in by_join or graph.routing(join) in INCLUSIVE for join in joins if join in inside
        )
        if nested:
            by_join[block.join] = by_split[block.split] = block
    return Blocks(by_join, by_split, all(split in by_split for split in splits))


def by_id(arcs: Iterable[Arc]) -> list[Arc]:
    """Arcs in the order of their ids."""
    return sorted(arcs, key=lambda arc: arc.id)


def _candidate(graph: FrictionGraph, split: str) -> Block | None:
    """A split and its postdominator as a block, if every branch leads to that join and nowhere else."""
    join = graph.immediate_postdominator.get(split)
    if join is None or graph.immediate_dominator.get(join) != split or graph.routing(join) not in CONCURRENT:
        return None
    parallel = graph.routing(split) is StepKind.PARALLEL
    if not parallel and graph.routing(join) is StepKind.PARALLEL:
        return None
    branches: list[frozenset[str]] = []
    for arc in by_id(graph.outgoing[split]):
        branch = _branch(graph, arc, split, join)
        if branch is None or any(branch & earlier for earlier in branches):
            return None
        branches.append(branch)
    if parallel and not _one_arc_each(graph, branches, split, join):
        return None
    returning = set()
    inside = frozenset().union(*branches)
    for step in (*inside, join):
        for arc in graph.incoming[step]:
            if arc.source == split or arc.source in inside:
                continue
            if parallel or not graph.certainly_before(join, arc.source):
                return None
            returning.add(arc.id)
    return Block(split, join, "parallel" if parallel else "inclusive", tuple(branches), frozenset(returning))


def _branch(graph: FrictionGraph, first: Arc, split: str, join: str) -> frozenset[str] | None:
    """The steps from an arc of the split up to the join; None if a case can stop or meet the split before it."""
    if first.target == join:
        return frozenset()
    seen, queue = {first.target}, [first.target]
    while queue:
        step = queue.pop()
        if step == split or not graph.outgoing[step]:
            return None
        for arc in graph.outgoing[step]:
            if arc.target != join and arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return frozenset(seen)


def _one_arc_each(graph: FrictionGraph, branches: list[frozenset[str]], split: str, join: str) -> bool:
    """Whether each branch of a parallel split enters the join over one arc of its own."""
    sources = [arc.source for arc in graph.incoming[join]]
    own = [sum(source in branch for source in sources) for branch in branches if branch]
    direct = sum(not branch for branch in branches)
    return all(number == 1 for number in own) and sources.count(split) == direct and len(sources) == len(branches)
