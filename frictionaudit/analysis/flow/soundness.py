"""Soundness: deadlocks, lack of synchronisation, and splits or joins without a partner.

The state space of the reduced net is explored. Steps are independent of each other, so one firing order is
enough (partial order reduction); merges fire last, when every token that can reach them is there. Only choices
branch.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal

import networkx as nx

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.markov.reduction import ENTRY, Edge, Net, logic
from frictionaudit.analysis.flow.split_join_pairs import Unmatched, enclosing, unmatched

LIMIT = 4000
"""Markings to explore before the result is undecided."""

Steps = tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """A join that does not match the tokens that reach it, with a path as witness.

    Deadlock: after `split` a case takes the path `taken` and never the path `other`, which `join` waits for.
    Without a split, `other` can only be reached through the join (`behind`), or begins at another start.
    Lack of synchronisation: `taken`, `other` and `more` all lead from `split` to `join`, and nothing joins them.
    """

    kind: Literal["deadlock", "lack of synchronisation"]
    join: str
    split: str | None
    taken: Steps
    other: Steps
    behind: bool = False
    more: tuple[Steps, ...] = ()

    @property
    def routes(self) -> tuple[Steps, ...]:
        """All paths of which nothing joins the branches."""
        return (self.taken, self.other, *self.more)


@dataclass(frozen=True)
class Soundness:
    """Faults of splits and joins; a step that a fault names is not listed as unmatched again.

    If it is not `decided`, there may be more faults than these.
    """

    faults: tuple[Fault, ...]
    unmatched: tuple[Unmatched, ...]
    decided: bool


@lru_cache(maxsize=1)
def soundness(graph: FrictionGraph) -> Soundness:
    """Check a procedure that has a start; linear for nested splits and joins, else up to LIMIT markings."""
    routed = [step for step in graph.steps if step in graph.reachable and logic(graph, step) != "XOR"]
    if not graph.procedure.starts or not any(graph.is_split(step) or graph.is_join(step) for step in routed):
        return Soundness((), (), decided=True)
    run = _Run(Net.reduced(graph))
    decided = run.follow()
    faults = tuple(run.faults.values())
    routed = [step for step in routed if not graph.steps[step].implied]
    spoken = {step for fault in faults for step in (fault.join, fault.split, *enclosing(graph, fault.join))}
    return Soundness(faults, tuple(unmatched(graph, (step for step in routed if step not in spoken))), decided)


@dataclass(frozen=True, slots=True)
class _Fired:
    """A fired step and the edges its tokens took; `forced` if it would have deadlocked."""

    earlier: _Fired | None
    step: str
    edges: tuple[Edge, ...]
    forced: bool = False


@dataclass
class _Run:
    net: Net
    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    looked_at: set[tuple[Edge, Edge, int]] = field(default_factory=set)

    def follow(self) -> bool:
        """Explore all markings; whether that was possible within LIMIT."""
        order = self.net.order()
        seen: set[frozenset[Edge]] = set()
        todo = [self._put(frozenset(), _Fired(None, ENTRY, (entry,))) for entry in self.net.entries]
        later: list[tuple[frozenset[Edge], _Fired]] = []  # unreachable while a join is faulty
        while todo or later:
            marking, past = (todo or later).pop()
            if not marking or marking in seen:
                continue
            if len(seen) == LIMIT:
                return False
            seen.add(marking)
            at: dict[str, list[Edge]] = {}
            for edge in marking:
                at.setdefault(edge.target, []).append(edge)
            step = min(at, key=lambda step: (self._patience(step, len(at[step])), order[step]))
            arrived = [edge for edge in self.net.incoming[step] if edge in marking]
            forced = self._forced(step, arrived, past)
            for edges in self._choices(step):
                fired = _Fired(past, step, edges, forced)
                (later if forced else todo).append(self._put(marking.difference(arrived), fired))
        return True

    def _patience(self, step: str, arrived: int) -> int:
        """Firing priority: enabled steps, then merges, then joins that still wait."""
        edges = len(self.net.incoming[step])
        if edges == 1 or (self.net.logic[step] == "AND" and arrived == edges):
            return 0
        return 1 if self.net.logic[step] == "XOR" else 2

    def _choices(self, step: str) -> Iterable[tuple[Edge, ...]]:
        edges = tuple(self.net.outgoing[step])
        if self.net.logic[step] == "AND" or len(edges) < 2:
            return [edges]
        always = tuple(edge for edge in edges if edge.always)
        each = [(*always, edge) for edge in reversed(edges) if not edge.always]
        if self.net.logic[step] == "OR":
            return [*([always] if always else ()), *each, edges]
        return each

    def _forced(self, step: str, arrived: list[Edge], past: _Fired) -> bool:
        """Record a fault if a step fires with these tokens; whether it would have deadlocked."""
        if self.net.logic[step] == "AND" and len(arrived) < len(self.net.incoming[step]):
            missing = next(edge for edge in self.net.incoming[step] if edge not in arrived)
            if ("deadlock", step) not in self.faults:
                self.faults["deadlock", step] = self._deadlock(missing, past)
            return True
        if self.net.logic[step] == "XOR" and len(arrived) > 1:
            self._several_tokens(arrived, past)
        return False

    def _put(self, marking: frozenset[Edge], fired: _Fired) -> tuple[frozenset[Edge], _Fired]:
        edges = [edge for edge in fired.edges if edge.target not in self.net.ends]
        for edge in edges:
            if edge in marking:
                self._several_tokens([edge, edge], fired)
        return marking.union(edges), fired

    def _several_tokens(self, arrived: Sequence[Edge], past: _Fired) -> None:
        """Record tokens where one is expected, unless a forced join brought them together; the most are kept."""
        first, second, *_ = arrived
        known, key = self.faults.get(("twice", first.target)), (first, second, len(arrived))
        if (known is not None and len(known.routes) >= len(arrived)) or key in self.looked_at:
            return
        self.looked_at.add(key)
        taken_graph = nx.DiGraph(
            (edge.source, edge.target, {"edge": edge}) for fired in _back(past) for edge in fired.edges
        )
        dominators = nx.immediate_dominators(taken_graph, ENTRY)
        split: str | None = dominators.get(first.target)
        while split not in (None, ENTRY) and not self._multiplies(split):
            split = dominators.get(split)
        if split in (None, ENTRY):
            split = next((fired.step for fired in _back(past) if self._multiplies(fired.step)), None)
        if any(fired.forced for fired in takewhile(lambda fired: fired.step != split, _back(past))):
            return
        taken, again, *more = (() if split is None else _along(taken_graph, split, edge) for edge in arrived)
        self.faults["twice", first.target] = Fault(
            "lack of synchronisation", first.target, split, taken, again, more=tuple(more)
        )

    def _multiplies(self, step: str | None) -> bool:
        return self.net.logic.get(step or "", "XOR") != "XOR" and len(self.net.outgoing[step or ""]) > 1

    def _deadlock(self, missing: Edge, past: _Fired) -> Fault:
        """Trace the missing path back to the split where the case took another."""
        join = missing.target
        fired: dict[str, tuple[Edge, ...]] = {}
        for firing in _back(past):
            fired.setdefault(firing.step, firing.edges)  # the last firing counts
        onward = {missing.source: missing}
        queue = deque([missing.source])
        while queue:
            step = queue.popleft()
            if step in fired and step not in (ENTRY, join):
                return Fault("deadlock", join, step, _went(fired[step], join), _ahead(onward, step, join))
            for edge in self.net.incoming.get(step, {}) if step != join else ():
                if edge.source not in onward:
                    onward[edge.source] = edge
                    queue.append(edge.source)
        blocked = tuple(step for step in (missing.source, *missing.steps()) if step not in (ENTRY, join))
        return Fault("deadlock", join, None, (), blocked, behind=join in onward)


def _back(past: _Fired | None) -> Iterator[_Fired]:
    while past is not None:
        yield past
        past = past.earlier


def _went(edges: tuple[Edge, ...], join: str) -> Steps:
    """The steps on the path taken after a split, up to the next split or join."""
    return tuple(step for edge in edges[:1] for step in (*edge.steps(), edge.target) if step != join)


def _ahead(onward: dict[str, Edge], split: str, join: str) -> Steps:
    """The steps on the path from a split to a join."""
    steps = [*onward[split].steps()]
    step = onward[split].target
    while step != join:
        steps += [step, *onward[step].steps()]
        step = onward[step].target
    return tuple(steps)


def _along(taken_graph: nx.DiGraph, split: str, last: Edge) -> Steps:
    """The steps on the path taken from a split to the end of a last edge."""
    steps: list[str] = []
    if last.source != split and nx.has_path(taken_graph, split, last.source):
        path = nx.shortest_path(taken_graph, split, last.source)
        for source, target in pairwise(path):
            steps += [*taken_graph.edges[source, target]["edge"].steps(), target]
    return (*steps, *last.steps())
