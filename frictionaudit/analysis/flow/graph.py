"""The procedure as a directed graph: reachability, dominators and strongly connected components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache

import networkx as nx

from frictionaudit.analysis.flow.limits import at_decisions, decides
from frictionaudit.domain.procedure import Flow, Procedure, Side, Step, StepKind

_ROOT = "\x00root"


@dataclass(frozen=True)
class Arc:
    """A flow together with its source step."""

    source: str
    flow: Flow

    @cached_property
    def target(self) -> str:
        return self.flow.to

    @cached_property
    def id(self) -> str:
        """The flow's id on a page: STEP>FLOW."""
        return f"{self.source}>{self.flow.key}"


class FrictionGraph:
    """A frozen multigraph of steps and flows, in the terms of a process.

    It is built once per procedure. Every property is linear in steps and flows, computed on first use
    and cached.
    """

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.arcs = tuple(Arc(source, flow) for source, flow in at_decisions(procedure))
        graph = nx.MultiDiGraph()
        graph.add_nodes_from(procedure.steps)
        graph.add_edges_from((arc.source, arc.target, arc.flow.key) for arc in self.arcs)
        self.graph = nx.freeze(graph)
        # Neither holds this object, which would then live on as a cycle until the collector comes by.
        self._before = lru_cache(maxsize=256)(lambda step: frozenset(nx.ancestors(graph, step)))
        self._after = lru_cache(maxsize=256)(lambda step: frozenset(nx.descendants(graph, step)))

    @property
    def steps(self) -> Mapping[str, Step]:
        """The steps by id."""
        return self.procedure.steps

    def for_version(self, procedure: Procedure) -> FrictionGraph:
        """The graph of another version of the procedure with the same flows; keeps what is cached."""
        graph = copy(self)
        graph.procedure = procedure
        return graph

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Arc, ...]]:
        """Outgoing arcs of each step."""
        arcs_of: dict[str, list[Arc]] = {step: [] for step in self.steps}
        for arc in self.arcs:
            arcs_of[arc.source].append(arc)
        return {step: tuple(arcs) for step, arcs in arcs_of.items()}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Arc, ...]]:
        """Incoming arcs of each step."""
        arcs_of: dict[str, list[Arc]] = {step: [] for step in self.steps}
        for arc in self.arcs:
            arcs_of[arc.target].append(arc)
        return {step: tuple(arcs) for step, arcs in arcs_of.items()}

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Steps at which a case can begin: the start events, or the steps without an incoming flow if there is none."""
        return self.procedure.starts or tuple(step for step, arcs in self.incoming.items() if not arcs)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Steps reachable from an entry."""
        return frozenset(self._spread(self.entries, {s: [a.target for a in arcs] for s, arcs in self.outgoing.items()}))

    @cached_property
    def can_end(self) -> frozenset[str]:
        """Steps from which an end can be reached."""
        return self.leading_to(self.procedure.ends)

    def leading_to(self, steps: Iterable[str]) -> frozenset[str]:
        """Steps from which one of the given steps can be reached, and these themselves. Linear in flows."""
        back = {s: [a.source for a in arcs] for s, arcs in self.incoming.items()}
        return frozenset(self._spread(steps, back))

    @staticmethod
    def _spread(seeds: Iterable[str], neighbours: Mapping[str, list[str]]) -> set[str]:
        seen = set(seeds)
        queue = list(seen)
        while queue:
            for step in neighbours[queue.pop()]:
                if step not in seen:
                    seen.add(step)
                    queue.append(step)
        return seen

    def before(self, step: str) -> frozenset[str]:
        """The ancestors of a step; on a loop they include the step itself."""
        ancestors = self._before(step)
        return ancestors | {step} if self.loop_of(step) is not None else ancestors

    def after(self, step: str) -> frozenset[str]:
        """The descendants of a step; on a loop they include the step itself."""
        descendants = self._after(step)
        return descendants | {step} if self.loop_of(step) is not None else descendants

    @cached_property
    def immediate_dominator(self) -> Mapping[str, str | None]:
        """The immediate dominator of each reachable step: the last other step that every path to it passes."""
        return self._dominators(self.entries, [(arc.source, arc.target) for arc in self.arcs])

    @cached_property
    def immediate_postdominator(self) -> Mapping[str, str | None]:
        """The immediate postdominator of each step that can end: the next step on every path to an end."""
        return self.postdominators_over(self.arcs)

    def postdominators_over(self, arcs: Iterable[Arc]) -> dict[str, str | None]:
        """The immediate postdominators in the subgraph of some arcs."""
        return self._dominators(self.procedure.ends, [(arc.target, arc.source) for arc in arcs])

    def _dominators(self, roots: tuple[str, ...], edges: list[tuple[str, str]]) -> dict[str, str | None]:
        if not roots:
            return {}
        graph = nx.DiGraph(edges)
        graph.add_edges_from((_ROOT, root) for root in roots)
        dominator_of = nx.immediate_dominators(graph, _ROOT)
        return {step: None if by in (_ROOT, None) else by for step, by in dominator_of.items() if step != _ROOT}

    @cached_property
    def dominator_order(self) -> tuple[str, ...]:
        """Reachable steps in preorder of the dominator tree."""
        return tuple(self._spans)

    @cached_property
    def _spans(self) -> Mapping[str, tuple[int, int]]:
        """Entry and exit number of each step in a depth-first walk of the dominator tree."""
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
        """Whether `earlier` dominates `step`, or is the same step."""
        if earlier not in self._spans or step not in self._spans:
            return False
        (begin, end), (at, _) = self._spans[earlier], self._spans[step]
        return begin <= at <= end

    def always_before(self, step: str) -> list[str]:
        """The strict dominators of a step, nearest first."""
        chain: list[str] = []
        by = self.immediate_dominator.get(step)
        while by is not None:
            chain.append(by)
            by = self.immediate_dominator.get(by)
        return chain

    @cached_property
    def components(self) -> tuple[frozenset[str], ...]:
        """Strongly connected components in topological order."""
        return tuple(frozenset(part) for part in reversed(list(nx.strongly_connected_components(self.graph))))

    @cached_property
    def loops(self) -> tuple[frozenset[str], ...]:
        """Cyclic components: strongly connected components with more than one step, or with a self-loop."""
        return tuple(part for part in self.components if len(part) > 1 or self._loops_on_itself(part))

    def _loops_on_itself(self, part: frozenset[str]) -> bool:
        (step,) = part
        return bool(self.graph.has_edge(step, step))

    @cached_property
    def _loop_by_step(self) -> Mapping[str, int]:
        return {step: n for n, loop in enumerate(self.loops) for step in loop}

    def loop_of(self, step: str) -> int | None:
        """Index of the loop that contains a step; None outside loops."""
        return self._loop_by_step.get(step)

    def side(self, step: str) -> Side | None:
        """The side of the party that does a step."""
        return self.procedure.side(step)

    @property
    def lanes(self) -> Mapping[str | None, tuple[str, ...]]:
        """Steps grouped by party."""
        lanes: dict[str | None, list[str]] = {}
        for id, step in self.steps.items():
            lanes.setdefault(step.by, []).append(id)
        return {party: tuple(steps) for party, steps in lanes.items()}

    def limit(self, arc: Arc) -> int | None:
        """How often a case can take an arc; None without a limit, and where it has no other flow to take there."""
        return arc.flow.at_most if decides(self.procedure, arc.source) else None

    def is_split(self, step: str) -> bool:
        """Whether a step has more than one outgoing flow."""
        return len(self.outgoing[step]) > 1

    def is_join(self, step: str) -> bool:
        """Whether a step has more than one incoming flow."""
        return len(self.incoming[step]) > 1

    def routing(self, step: str) -> StepKind:
        """The routing of a step: its gateway type; a plain step with several outgoing flows routes as exclusive."""
        kind = self.steps[step].kind
        return kind if kind.gateway else StepKind.EXCLUSIVE
