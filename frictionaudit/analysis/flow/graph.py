"""The procedure as a graph: what comes before what, who hands over to whom, and which loops there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache

import networkx as nx

from frictionaudit.domain.procedure import Flow, Procedure, Side, Step, StepKind

_ROOT = "\x00root"


@dataclass(frozen=True)
class Arc:
    """One flow with the step it leaves."""

    source: str
    flow: Flow

    @property
    def target(self) -> str:
        return self.flow.to

    @property
    def id(self) -> str:
        """What a page calls the flow: STEP>FLOW."""
        return f"{self.source}>{self.flow.key}"


class FrictionGraph:
    """A frozen graph of steps and flows that speaks process words.

    It is built once per procedure. Everything below is linear in steps and flows, computed when
    first asked for, and kept.
    """

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.arcs = tuple(Arc(source, flow) for source, flow in procedure.flows)
        graph = nx.MultiDiGraph()
        graph.add_nodes_from(procedure.steps)
        graph.add_edges_from((arc.source, arc.target, arc.flow.key) for arc in self.arcs)
        self.graph = nx.freeze(graph)
        self._before = lru_cache(maxsize=256)(lambda step: frozenset(nx.ancestors(self.graph, step)))
        self._after = lru_cache(maxsize=256)(lambda step: frozenset(nx.descendants(self.graph, step)))

    @property
    def steps(self) -> Mapping[str, Step]:
        """The steps by id."""
        return self.procedure.steps

    def for_version(self, procedure: Procedure) -> FrictionGraph:
        """The graph of another version of the procedure whose flows are the same, with all that is known of them."""
        graph = copy(self)
        graph.procedure = procedure
        return graph

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Arc, ...]]:
        """The arcs that leave each step."""
        found: dict[str, list[Arc]] = {step: [] for step in self.steps}
        for arc in self.arcs:
            found[arc.source].append(arc)
        return {step: tuple(arcs) for step, arcs in found.items()}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Arc, ...]]:
        """The arcs that enter each step."""
        found: dict[str, list[Arc]] = {step: [] for step in self.steps}
        for arc in self.arcs:
            found[arc.target].append(arc)
        return {step: tuple(arcs) for step, arcs in found.items()}

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Where a case can begin: the starts, or, where none is drawn, the steps that nothing leads to."""
        return self.procedure.starts or tuple(step for step, arcs in self.incoming.items() if not arcs)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Steps that a case can come to."""
        return frozenset(self._spread(self.entries, {s: [a.target for a in arcs] for s, arcs in self.outgoing.items()}))

    @cached_property
    def can_end(self) -> frozenset[str]:
        """Steps from which an end can be reached."""
        back = {s: [a.source for a in arcs] for s, arcs in self.incoming.items()}
        return frozenset(self._spread(self.procedure.ends, back))

    @staticmethod
    def _spread(seeds: tuple[str, ...], neighbours: Mapping[str, list[str]]) -> set[str]:
        seen, queue = set(seeds), list(seeds)
        while queue:
            for step in neighbours[queue.pop()]:
                if step not in seen:
                    seen.add(step)
                    queue.append(step)
        return seen

    def before(self, step: str) -> frozenset[str]:
        """Steps that can come before this one; in a loop that includes the step itself."""
        found = self._before(step)
        return found | {step} if self.loop_of(step) is not None else found

    def after(self, step: str) -> frozenset[str]:
        """Steps that can come after this one; in a loop that includes the step itself."""
        found = self._after(step)
        return found | {step} if self.loop_of(step) is not None else found

    @cached_property
    def immediate_dominator(self) -> Mapping[str, str | None]:
        """For each reachable step the nearest other step that every case has passed before it."""
        return self._dominators(self.entries, [(arc.source, arc.target) for arc in self.arcs])

    @cached_property
    def immediate_postdominator(self) -> Mapping[str, str | None]:
        """For each step that can end the nearest other step that every ending case passes after it."""
        return self.next_certain_over(self.arcs)

    def next_certain_over(self, arcs: Iterable[Arc]) -> dict[str, str | None]:
        """The same where cases go some of the ways only."""
        return self._dominators(self.procedure.ends, [(arc.target, arc.source) for arc in arcs])

    def _dominators(self, roots: tuple[str, ...], edges: list[tuple[str, str]]) -> dict[str, str | None]:
        if not roots:
            return {}
        graph = nx.DiGraph(edges)
        graph.add_edges_from((_ROOT, root) for root in roots)
        found = nx.immediate_dominators(graph, _ROOT)
        return {step: None if by in (_ROOT, None) else by for step, by in found.items() if step != _ROOT}

    @cached_property
    def dominator_order(self) -> tuple[str, ...]:
        """Reachable steps, each after the nearest step that every case has passed before it."""
        return tuple(self._spans)

    @cached_property
    def _spans(self) -> Mapping[str, tuple[int, int]]:
        """Entering and leaving each step on a walk over the tree of nearest certain steps."""
        below: dict[str | None, list[str]] = {}
        for step, by in sorted(self.immediate_dominator.items()):
            below.setdefault(by, []).append(step)
        spans: dict[str, tuple[int, int]] = {}
        clock = 0
        walk = [(step, False) for step in reversed(below.get(None, []))]
        while walk:
            step, left = walk.pop()
            clock += 1
            spans[step] = (spans[step][0], clock) if left else (clock, clock)
            if not left:
                walk.append((step, True))
                walk += [(next_, False) for next_ in reversed(below.get(step, []))]
        return spans

    def certainly_before(self, earlier: str, step: str) -> bool:
        """Whether every case that comes to a step has passed the other one, or it is the same."""
        if earlier not in self._spans or step not in self._spans:
            return False
        (begin, end), (at, _) = self._spans[earlier], self._spans[step]
        return begin <= at <= end

    def always_before(self, step: str) -> list[str]:
        """Steps that every case has passed when it comes to this one, nearest first (dominators)."""
        chain: list[str] = []
        by = self.immediate_dominator.get(step)
        while by is not None:
            chain.append(by)
            by = self.immediate_dominator.get(by)
        return chain

    @cached_property
    def components(self) -> tuple[frozenset[str], ...]:
        """Strongly connected components, those that come first first."""
        return tuple(frozenset(part) for part in reversed(list(nx.strongly_connected_components(self.graph))))

    @cached_property
    def loops(self) -> tuple[frozenset[str], ...]:
        """Sets of steps that a case can go round in."""
        return tuple(part for part in self.components if len(part) > 1 or self._loops_on_itself(part))

    def _loops_on_itself(self, part: frozenset[str]) -> bool:
        (step,) = part
        return bool(self.graph.has_edge(step, step))

    @cached_property
    def _loop_by_step(self) -> Mapping[str, int]:
        return {step: n for n, loop in enumerate(self.loops) for step in loop}

    def loop_of(self, step: str) -> int | None:
        """Number of the loop the step is on, None where it is on none."""
        return self._loop_by_step.get(step)

    def side(self, step: str) -> Side | None:
        """On which side of the counter the step is done."""
        return self.procedure.side(step)

    @property
    def lanes(self) -> Mapping[str | None, tuple[str, ...]]:
        """Steps by the party that does them."""
        lanes: dict[str | None, list[str]] = {}
        for id, step in self.steps.items():
            lanes.setdefault(step.by, []).append(id)
        return {party: tuple(steps) for party, steps in lanes.items()}

    def is_split(self, step: str) -> bool:
        """Whether more than one way leads on."""
        return len(self.outgoing[step]) > 1

    def is_join(self, step: str) -> bool:
        """Whether more than one way leads in."""
        return len(self.incoming[step]) > 1

    def routing(self, step: str) -> StepKind:
        """How a step routes: as its gateway says, and a plain step with several ways as an exclusive one."""
        kind = self.steps[step].kind
        return kind if kind.gateway else StepKind.EXCLUSIVE
