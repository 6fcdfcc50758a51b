"""Split-join pairs, matched by immediate dominators and postdominators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov.reduction import logic, stopping


@dataclass(frozen=True)
class Unmatched:
    """A split without a join of its type, or a join without a split; `instead` is the step found in its place."""

    step: str
    lacks: Literal["join", "split"]
    instead: str | None


def unmatched(graph: FrictionGraph, steps: Iterable[str]) -> Iterator[Unmatched]:
    """Splits and joins without a partner; a mismatched pair is reported once, at its split."""
    candidates = list(steps)
    after = _certain_postdominators(graph)
    reported: set[str | None] = set()
    for step in candidates:
        if graph.is_split(step):
            nearest = [after.get(step), graph.immediate_postdominator.get(step)]  # without and with optional branches
            if not any(join is not None and _closes(graph, step, join) for join in nearest):
                reported.add(nearest[0])
                yield Unmatched(step, "join", nearest[0])
    for step in candidates:
        if _joins(graph, step) and step not in reported:
            split = graph.immediate_dominator.get(step)
            if split is None or not graph.is_split(split) or logic(graph, split) != logic(graph, step):
                yield Unmatched(step, "split", split)


def _certain_postdominators(graph: FrictionGraph) -> Mapping[str, str | None]:
    """The immediate postdominators, ignoring arcs that stop the case or are optional at an inclusive split."""
    stops = stopping(graph, {step: logic(graph, step) for step in graph.reachable})
    certain_arcs = [arc for arc in graph.arcs if arc.target not in stops and not _optional(graph, arc)]
    return (
        graph.immediate_postdominator
        if len(certain_arcs) == len(graph.arcs)
        else graph.postdominators_over(certain_arcs)
    )


def _optional(graph: FrictionGraph, arc: Arc) -> bool:
    """Whether an arc of an inclusive split is optional while another is certain."""
    if logic(graph, arc.source) != "OR":
        return False
    certain = [branch for branch in graph.outgoing[arc.source] if branch.flow.share and branch.flow.share.value == 1]
    return bool(certain) and arc not in certain


def _closes(graph: FrictionGraph, split: str, join: str) -> bool:
    return _joins(graph, join) and logic(graph, join) == logic(graph, split)


def _joins(graph: FrictionGraph, step: str) -> bool:
    """Whether a step has more than one reachable incoming arc."""
    return sum(arc.source in graph.reachable for arc in graph.incoming[step]) > 1


def enclosing(graph: FrictionGraph, step: str) -> tuple[str, ...]:
    """The nearest dominating parallel or inclusive split, if there is one."""
    for before in graph.always_before(step):
        if logic(graph, before) != "XOR" and graph.is_split(before):
            return (before,)
    return ()
