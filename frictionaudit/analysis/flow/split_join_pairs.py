"""Which splits and joins belong together, as certain steps before and after them tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.reduction import logic, stopping


@dataclass(frozen=True)
class Unmatched:
    """A split without join, or a join without split, of its kind; `instead` is what stands there, if anything."""

    step: str
    lacks: Literal["join", "split"]
    instead: str | None


def unmatched(graph: FrictionGraph, steps: Iterable[str]) -> Iterator[Unmatched]:
    """Of some splits and joins those that have no partner; a pair that fits badly is told of its split alone."""
    among = list(steps)
    after = _meeting(graph)
    told: set[str | None] = set()
    for step in among:
        if graph.is_split(step):
            join = after.get(step)
            if join is None or not _joins(graph, join) or logic(graph, join) != logic(graph, step):
                told.add(join)
                yield Unmatched(step, "join", join)
    for step in among:
        if _joins(graph, step) and step not in told:
            split = graph.immediate_dominator.get(step)
            if split is None or not graph.is_split(split) or logic(graph, split) != logic(graph, step):
                yield Unmatched(step, "split", split)


def _meeting(graph: FrictionGraph) -> Mapping[str, str | None]:
    """Where the ways on from each step certainly meet, but for those that stop the case or only happen beside it."""
    stops = stopping(graph, {step: logic(graph, step) for step in graph.reachable})
    sure = [arc for arc in graph.arcs if arc.target not in stops and not _beside(graph, arc)]
    return graph.immediate_postdominator if len(sure) == len(graph.arcs) else graph.next_certain_over(sure)


def _beside(graph: FrictionGraph, arc: Arc) -> bool:
    """Whether a case may go this way while it certainly goes another one."""
    if logic(graph, arc.source) != "OR":
        return False
    certain = [other for other in graph.outgoing[arc.source] if other.flow.share and other.flow.share.value == 1]
    return bool(certain) and arc not in certain


def _joins(graph: FrictionGraph, step: str) -> bool:
    """Whether a case can come to a step in more than one way."""
    return sum(arc.source in graph.reachable for arc in graph.incoming[step]) > 1


def enclosing(graph: FrictionGraph, step: str) -> tuple[str, ...]:
    """The nearest split before a step at which every case is multiplied, if there is one."""
    for before in graph.always_before(step):
        if logic(graph, before) != "XOR" and graph.is_split(before):
            return (before,)
    return ()
