"""Whether splits and joins fit: branches that wait for ever, that go on unjoined, or that have no partner.

Tokens are followed over the reduced net. As what one step does with its tokens does not depend on the others,
one order of doing is enough; merges come last, so that all that can come to them has come. Only choices branch.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal

import networkx as nx

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.reduction import ENTRY, Edge, Net, logic
from frictionaudit.analysis.flow.split_join_pairs import Unmatched, enclosing, unmatched

LIMIT = 4000
"""Situations that are looked at before a drawing counts as too entangled to tell."""

Steps = tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """A join that does not fit what comes to it, with the way that shows it.

    Deadlock: after `split` a case goes the way `taken` and never the way `other`, which `join` waits for; without
    a split, `other` can only be gone after the join (`behind`), or begins at another start.
    Lack of synchronisation: `taken` and `other` both lead from `split` to `join`, and nothing joins them.
    """

    kind: Literal["deadlock", "lack of synchronisation"]
    join: str
    split: str | None
    taken: Steps
    other: Steps
    behind: bool = False


@dataclass(frozen=True)
class Soundness:
    """What is wrong with splits and joins; nothing stands without a partner that a fault speaks of already.

    Where it is not `decided` there may be more faults than were found.
    """

    faults: tuple[Fault, ...]
    unmatched: tuple[Unmatched, ...]
    decided: bool


@lru_cache(maxsize=1)
def soundness(graph: FrictionGraph) -> Soundness:
    """Judge a drawing that has a start; linear where splits and joins are nested or nearly so, else up to LIMIT."""
    routed = [step for step in graph.steps if step in graph.reachable and logic(graph, step) != "XOR"]
    if not graph.procedure.starts or not any(graph.is_split(step) or graph.is_join(step) for step in routed):
        return Soundness((), (), decided=True)
    run = _Run(Net.reduced(graph))
    decided = run.follow()
    faults = tuple(run.faults.values())
    routed = [step for step in routed if not graph.steps[step].implied or logic(graph, step) == "AND"]
    spoken = {step for fault in faults for step in (fault.join, fault.split, *enclosing(graph, fault.join))}
    return Soundness(faults, tuple(unmatched(graph, (step for step in routed if step not in spoken))), decided)


@dataclass(frozen=True, slots=True)
class _Fired:
    """A step that was done, and the ways that its tokens took; `forced` where it would have waited for ever."""

    earlier: _Fired | None
    step: str
    ways: tuple[Edge, ...]
    forced: bool = False


@dataclass
class _Run:
    net: Net
    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    looked_at: set[tuple[Edge, Edge]] = field(default_factory=set)

    def follow(self) -> bool:
        """Follow the tokens of every case until all choices were made; whether that was possible within LIMIT."""
        order = self.net.order()
        seen: set[frozenset[Edge]] = set()
        todo = [self._put(frozenset(), _Fired(None, ENTRY, (entry,))) for entry in self.net.entries]
        later: list[tuple[frozenset[Edge], _Fired]] = []  # what could not happen, until a join is mended
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
            arrived = [edge for edge in self.net.into[step] if edge in marking]
            forced = self._forced(step, arrived, past)
            for ways in self._choices(step):
                fired = _Fired(past, step, ways, forced)
                (later if forced else todo).append(self._put(marking.difference(arrived), fired))
        return True

    def _patience(self, step: str, arrived: int) -> int:
        """Which steps are done first: those with nothing to wait for, then merges, last joins that wait for more."""
        ways = len(self.net.into[step])
        if ways == 1 or (self.net.logic[step] == "AND" and arrived == ways):
            return 0
        return 1 if self.net.logic[step] == "XOR" else 2

    def _choices(self, step: str) -> Iterable[tuple[Edge, ...]]:
        ways = tuple(self.net.on[step])
        if self.net.logic[step] == "AND" or len(ways) < 2:
            return [ways]
        always = tuple(way for way in ways if way.always)
        each = [(*always, way) for way in reversed(ways) if not way.always]
        if self.net.logic[step] == "OR":
            return [*([always] if always else ()), *each, ways]
        return each

    def _forced(self, step: str, arrived: list[Edge], past: _Fired) -> bool:
        """Note what is wrong when a step is done with the tokens there are; whether it would have waited for ever."""
        if self.net.logic[step] == "AND" and len(arrived) < len(self.net.into[step]):
            missing = next(edge for edge in self.net.into[step] if edge not in arrived)
            if ("deadlock", step) not in self.faults:
                self.faults["deadlock", step] = self._deadlock(missing, past)
            return True
        if self.net.logic[step] == "XOR" and len(arrived) > 1:
            self._twice(arrived[0], arrived[1], past)
        return False

    def _put(self, marking: frozenset[Edge], fired: _Fired) -> tuple[frozenset[Edge], _Fired]:
        ways = [way for way in fired.ways if way.target not in self.net.ends]
        for way in ways:
            if way in marking:
                self._twice(way, way, fired)
        return marking.union(ways), fired

    def _twice(self, one: Edge, other: Edge, past: _Fired) -> None:
        """Note two tokens where one is expected, unless they only met because a join was forced."""
        if ("twice", one.target) in self.faults or (one, other) in self.looked_at:
            return
        self.looked_at.add((one, other))
        gone = nx.DiGraph((way.source, way.target, {"way": way}) for fired in _back(past) for way in fired.ways)
        certain = nx.immediate_dominators(gone, ENTRY)
        split: str | None = certain.get(one.target)
        while split not in (None, ENTRY) and not self._multiplies(split):
            split = certain.get(split)
        if split in (None, ENTRY):
            split = next((fired.step for fired in _back(past) if self._multiplies(fired.step)), None)
        if any(fired.forced for fired in takewhile(lambda fired: fired.step != split, _back(past))):
            return
        taken, again = (() if split is None else _along(gone, split, edge) for edge in (one, other))
        self.faults["twice", one.target] = Fault("lack of synchronisation", one.target, split, taken, again)

    def _multiplies(self, step: str | None) -> bool:
        return self.net.logic.get(step or "", "XOR") != "XOR" and len(self.net.on[step or ""]) > 1

    def _deadlock(self, missing: Edge, past: _Fired) -> Fault:
        """Go back on the missing way to where the case took another."""
        join = missing.target
        fired: dict[str, tuple[Edge, ...]] = {}
        for one in _back(past):
            fired.setdefault(one.step, one.ways)  # the last round counts
        onward = {missing.source: missing}
        queue = deque([missing.source])
        while queue:
            step = queue.popleft()
            if step in fired and step not in (ENTRY, join):
                return Fault("deadlock", join, step, _went(fired[step], join), _ahead(onward, step, join))
            for edge in self.net.into.get(step, {}) if step != join else ():
                if edge.source not in onward:
                    onward[edge.source] = edge
                    queue.append(edge.source)
        other = tuple(step for step in (missing.source, *missing.steps()) if step not in (ENTRY, join))
        return Fault("deadlock", join, None, (), other, behind=join in onward)


def _back(past: _Fired | None) -> Iterator[_Fired]:
    while past is not None:
        yield past
        past = past.earlier


def _went(ways: tuple[Edge, ...], join: str) -> Steps:
    """The steps that a case comes to on the way it took after a split, up to the next split or join."""
    return tuple(step for way in ways[:1] for step in (*way.steps(), way.target) if step != join)


def _ahead(onward: dict[str, Edge], split: str, join: str) -> Steps:
    """The steps between a split and a join on the way to the join."""
    found = [*onward[split].steps()]
    step = onward[split].target
    while step != join:
        found += [step, *onward[step].steps()]
        step = onward[step].target
    return tuple(found)


def _along(gone: nx.DiGraph, split: str, last: Edge) -> Steps:
    """The steps on the way that was gone from a split up to the end of a last edge."""
    found: list[str] = []
    if last.source != split and nx.has_path(gone, split, last.source):
        path = nx.shortest_path(gone, split, last.source)
        for source, target in pairwise(path):
            found += [*gone.edges[source, target]["way"].steps(), target]
    return (*found, *last.steps())
