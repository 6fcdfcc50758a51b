"""The drawing drawn together: only the splits and joins that could go wrong, with what lies between them on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import networkx as nx

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import StepKind

Logic = Literal["XOR", "AND", "OR"]
ENTRY = "\x00entry"
DEEPEST = 50
"""Loops in loops that are told apart; those further in count as one."""
_LOGIC: dict[StepKind, Logic] = {StepKind.PARALLEL: "AND", StepKind.INCLUSIVE: "OR", StepKind.COMPLEX: "OR"}
_CLOSED_BY = {("XOR", "XOR"), ("AND", "AND"), ("XOR", "OR"), ("AND", "OR"), ("OR", "OR")}
_Via = tuple["_Via", str, "_Via"] | None


def logic(graph: FrictionGraph, step: str) -> Logic:
    """How tokens pass a step: one way (XOR), all ways (AND), any ways (OR); several ways of a plain step are XOR."""
    return _LOGIC.get(graph.routing(step), "XOR")


def stopping(graph: FrictionGraph, logic: Mapping[str, Logic]) -> frozenset[str]:
    """Steps that lead for certain to an end which stops the whole case: no join waits for a case that went there."""
    found = {step for step in logic if graph.steps[step].stops}
    left = {step: len(graph.outgoing[step]) if logic[step] == "XOR" else 1 for step in logic}
    queue = list(found)
    while queue:
        for arc in graph.incoming[queue.pop()]:
            if arc.source in left and arc.source not in found and logic[arc.source] != "OR":
                left[arc.source] -= 1
                if not left[arc.source]:
                    found.add(arc.source)
                    queue.append(arc.source)
    return frozenset(found)


@dataclass(frozen=True, eq=False, slots=True)
class Edge:
    """A way from one step of the net to the next, with the steps left out between them."""

    source: str
    target: str
    via: _Via = None
    always: bool = False
    """Whether it is taken whatever else is, where any of several ways can be."""

    def steps(self) -> tuple[str, ...]:
        """The steps between its two ends, in the order in which a case comes to them."""
        found: list[str] = []
        left: list[_Via | str] = [self.via]
        while left:
            part = left.pop()
            if isinstance(part, str):
                found.append(part)
            elif part is not None:
                left += reversed(part)
        return tuple(found)


@dataclass
class Net:
    """Where tokens run: the ways into and on from each step, ends excepted, which swallow what comes to them.

    `reduced` takes out what cannot go wrong, one local rule at a time: steps with one way in and one way on,
    ways between a split and a join that belong together, and simple loops.
    """

    logic: dict[str, Logic] = field(default_factory=dict)
    into: dict[str, dict[Edge, None]] = field(default_factory=dict)
    on: dict[str, dict[Edge, None]] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()

    @classmethod
    def reduced(cls, graph: FrictionGraph) -> Net:
        """The net of everything that a case can come to."""
        net = cls({step: logic(graph, step) for step in graph.steps if step in graph.reachable})
        net.ends = frozenset(graph.procedure.ends)
        stops = stopping(graph, net.logic)
        net.into, net.on = {step: {} for step in net.logic}, {step: {} for step in (*net.logic, ENTRY)}
        for entry in graph.entries:
            net._add(Edge(ENTRY, entry))
        for arc in graph.arcs:
            if arc.source in net.logic and arc.source not in net.ends and arc.target not in stops:
                always = net.logic[arc.source] == "OR" and arc.flow.share is not None and arc.flow.share.value == 1
                net._add(Edge(arc.source, arc.target, always=always))
        net._reduce()
        return net

    @property
    def entries(self) -> tuple[Edge, ...]:
        """The ways on which a case can begin."""
        return tuple(self.on[ENTRY])

    def order(self) -> dict[str, int]:
        """A place for each step: after all that comes before it, and what is on a loop before what follows the loop.

        Loops are taken apart from outside in (Bourdoncle's weak topological order), down to DEEPEST.
        """
        first = {step: n for n, step in enumerate(self._walked())}
        ordered: list[str] = []
        todo: list[tuple[list[str], int]] = [(list(first), 0)]
        while todo:
            steps, depth = todo.pop()
            if len(steps) == 1 or depth > DEEPEST:
                ordered += steps
                continue
            inside = nx.DiGraph()
            inside.add_nodes_from(steps)
            within = frozenset(steps)
            inside.add_edges_from((step, way.target) for step in steps for way in self.on[step] if way.target in within)
            for part in nx.strongly_connected_components(inside):  # those that come last first
                head, *rest = sorted(part, key=first.__getitem__)
                todo += [(rest, depth + 1)] if rest else []
                todo.append(([head], depth + 1))
        return {step: n for n, step in enumerate(ordered)}

    def _walked(self) -> list[str]:
        """All steps, each before those that it alone leads to."""
        walk: list[tuple[str, Iterator[Edge]]] = [(ENTRY, iter(self.on[ENTRY]))]
        seen, done = {ENTRY}, []
        while walk:
            step, ways = walk[-1]
            following = next((way.target for way in ways if way.target not in seen), None)
            if following is None:
                done.append(step)
                walk.pop()
            else:
                seen.add(following)
                walk.append((following, iter(self.on[following])))
        return done[::-1]

    def _add(self, edge: Edge) -> None:
        self.on[edge.source][edge] = None
        self.into[edge.target][edge] = None

    def _drop(self, edge: Edge) -> None:
        del self.on[edge.source][edge]
        del self.into[edge.target][edge]

    def _reduce(self) -> None:
        queue = deque(self.logic)
        waiting = set(queue)
        while queue:
            step = queue.popleft()
            waiting.discard(step)
            if step not in self.logic:
                continue
            for near in self._simplify(step):
                if near in self.logic and near not in waiting:
                    waiting.add(near)
                    queue.append(near)

    def _simplify(self, step: str) -> list[str]:
        """Apply each rule to one step; the steps around it for which that may matter."""
        near = [*self._close(step), *self._unwind(step)]
        into, on = self.into[step], self.on[step]
        if len(into) == 1 == len(on):
            (before,), (after,) = into, on
            if before is not after:
                self._drop(before)
                self._drop(after)
                self._add(Edge(before.source, after.target, (before.via, step, after.via), before.always))
                del self.logic[step], self.into[step], self.on[step]
                near += [before.source, after.target]
        return near

    def _close(self, step: str) -> list[str]:
        """Of several ways from a split straight to a join that belongs to it, one is enough."""
        if len(self.on[step]) < 2:
            return []
        kept: set[str] = set()
        changed = []
        for edge in sorted(self.on[step], key=lambda edge: not edge.always):
            join = edge.target
            fits = join in self.ends or (self.logic[step], self.logic[join]) in _CLOSED_BY
            if join in kept and join != step and fits:
                self._drop(edge)
                changed += [step, join]
            kept.add(join)
        return changed

    def _unwind(self, step: str) -> list[str]:
        """A loop from an exclusive split straight back to the exclusive merge before it changes nothing."""
        if self.logic[step] != "XOR" or len(self.into[step]) < 2:
            return []
        last = step
        if len(self.on[step]) == 1:
            (edge,) = self.on[step]
            last = edge.target
            if last in self.ends or self.logic[last] != "XOR" or len(self.into[last]) > 1:
                return []
        back = [edge for edge in self.on[last] if edge.target == step]
        if not back or len(back) == len(self.on[last]) or len(back) == len(self.into[step]):
            return []
        for edge in back:
            self._drop(edge)
        return [step, last]
