"""The reduced net: only splits and joins that could be unsound, with the steps between them kept on the edges."""

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
"""Nesting depth to which loops are ordered apart."""
_LOGIC: dict[StepKind, Logic] = {StepKind.PARALLEL: "AND", StepKind.INCLUSIVE: "OR", StepKind.COMPLEX: "OR"}
_CLOSED_BY = {("XOR", "XOR"), ("AND", "AND"), ("XOR", "OR"), ("AND", "OR"), ("OR", "OR")}
_Via = tuple["_Via", str, "_Via"] | None


def logic(graph: FrictionGraph, step: str) -> Logic:
    """Token logic of a step: one branch (XOR), all (AND), any (OR); a plain step with several branches is XOR."""
    return _LOGIC.get(graph.routing(step), "XOR")


def stopping(graph: FrictionGraph, logic: Mapping[str, Logic]) -> frozenset[str]:
    """Steps from which every path leads to a terminate end: no join waits for a case that went there."""
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
    """An edge of the net, with the reduced steps between its ends."""

    source: str
    target: str
    via: _Via = None
    always: bool = False
    """Whether an inclusive split always takes it."""

    def steps(self) -> tuple[str, ...]:
        """The reduced steps between its two ends, in order."""
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
    """Incoming and outgoing edges of each step; ends consume tokens and have no outgoing edges.

    `reduced` applies local soundness-preserving rules: sequences are contracted, parallel edges between a
    matching split and join are merged, and simple loops are removed.
    """

    logic: dict[str, Logic] = field(default_factory=dict)
    incoming: dict[str, dict[Edge, None]] = field(default_factory=dict)
    outgoing: dict[str, dict[Edge, None]] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()

    @classmethod
    def reduced(cls, graph: FrictionGraph) -> Net:
        """The reduced net of the reachable steps."""
        net = cls({step: logic(graph, step) for step in graph.steps if step in graph.reachable})
        net.ends = frozenset(graph.procedure.ends)
        stops = stopping(graph, net.logic)
        net.incoming, net.outgoing = {step: {} for step in net.logic}, {step: {} for step in (*net.logic, ENTRY)}
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
        """The edges on which a case can begin."""
        return tuple(self.outgoing[ENTRY])

    def order(self) -> dict[str, int]:
        """Position of each step in a weak topological order (Bourdoncle), loops nested down to DEEPEST."""
        first = {step: n for n, step in enumerate(self._reverse_postorder())}
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
            inside.add_edges_from(
                (step, edge.target) for step in steps for edge in self.outgoing[step] if edge.target in within
            )
            for part in nx.strongly_connected_components(inside):  # reverse topological order
                head, *rest = sorted(part, key=first.__getitem__)
                todo += [(rest, depth + 1)] if rest else []
                todo.append(([head], depth + 1))
        return {step: n for n, step in enumerate(ordered)}

    def _reverse_postorder(self) -> list[str]:
        """All steps in reverse postorder."""
        walk: list[tuple[str, Iterator[Edge]]] = [(ENTRY, iter(self.outgoing[ENTRY]))]
        seen, done = {ENTRY}, []
        while walk:
            step, edges = walk[-1]
            following = next((edge.target for edge in edges if edge.target not in seen), None)
            if following is None:
                done.append(step)
                walk.pop()
            else:
                seen.add(following)
                walk.append((following, iter(self.outgoing[following])))
        return done[::-1]

    def _add(self, edge: Edge) -> None:
        self.outgoing[edge.source][edge] = None
        self.incoming[edge.target][edge] = None

    def _drop(self, edge: Edge) -> None:
        del self.outgoing[edge.source][edge]
        del self.incoming[edge.target][edge]

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
        """Apply each rule to one step; returns the neighbours to check again."""
        near = [*self._close(step), *self._unwind(step)]
        incoming, outgoing = self.incoming[step], self.outgoing[step]
        if len(incoming) == 1 == len(outgoing):
            (before,), (after,) = incoming, outgoing
            if before is not after:
                self._drop(before)
                self._drop(after)
                self._add(Edge(before.source, after.target, (before.via, step, after.via), before.always))
                del self.logic[step], self.incoming[step], self.outgoing[step]
                near += [before.source, after.target]
        return near

    def _close(self, step: str) -> list[str]:
        """Merge parallel edges from a split to a join of matching logic."""
        if len(self.outgoing[step]) < 2:
            return []
        kept: set[str] = set()
        changed = []
        for edge in sorted(self.outgoing[step], key=lambda edge: not edge.always):
            join = edge.target
            fits = join in self.ends or (self.logic[step], self.logic[join]) in _CLOSED_BY
            if join in kept and join != step and fits:
                self._drop(edge)
                changed += [step, join]
            kept.add(join)
        return changed

    def _unwind(self, step: str) -> list[str]:
        """Remove a loop from an exclusive split back to the exclusive merge before it."""
        if self.logic[step] != "XOR" or len(self.incoming[step]) < 2:
            return []
        last = step
        if len(self.outgoing[step]) == 1:
            (edge,) = self.outgoing[step]
            last = edge.target
            if last in self.ends or self.logic[last] != "XOR" or len(self.incoming[last]) > 1:
                return []
        back = [edge for edge in self.outgoing[last] if edge.target == step]
        if not back or len(back) == len(self.outgoing[last]) or len(back) == len(self.incoming[step]):
            return []
        for edge in back:
            self._drop(edge)
        return [step, last]
