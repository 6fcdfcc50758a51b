"""Data items that are asked for again, and where they were asked for first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from frictionaudit.analysis.flow.graph import FrictionGraph

Places = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class RepeatedQuestion:
    """An item that `step` asks for although `before` asked for it; `certain` if `before` dominates `step`."""

    item: str
    step: str
    before: str
    certain: bool


def repeated_questions(graph: FrictionGraph, asked: Mapping[str, Mapping[str, str]]) -> Iterator[RepeatedQuestion]:
    """Items that can be asked for a second time; `asked` has the steps that ask for each item.

    On a loop, a step repeats neither itself nor a step that it dominates. One pass along the flows for all items that
    several steps ask for: linear in flows for each such item.
    """
    repeated = {item: set(places) for item, places in asked.items() if len(places) > 1}
    if not repeated:
        return
    by_step: dict[str, list[str]] = {}
    for item in sorted(repeated):
        for step in repeated[item]:
            by_step.setdefault(step, []).append(item)
    certain = _nearest_certain(graph, by_step)
    possible = _possibly_before(graph, by_step)
    for step in sorted(by_step):
        for item in by_step[step]:
            first = certain.get((step, item))
            candidates = [before for before in possible[step].get(item, ()) if before != step]
            if first is not None:
                yield RepeatedQuestion(item, step, first, certain=True)
            elif candidates:
                yield RepeatedQuestion(item, step, candidates[0], certain=False)


def renamed_questions(
    graph: FrictionGraph, asked: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[RepeatedQuestion, str]]:
    """Items that are asked for again under another name, each with its first name.

    `asked` has (step, item, meaning) for each item whose meaning is known. `repeated_questions` finds those repeated
    under the same name. One pass for each meaning with several names.
    """
    names: dict[str, dict[str, str]] = {}
    for step, item, meaning in asked:
        names.setdefault(meaning, {}).setdefault(step, item)
    several = {meaning: steps for meaning, steps in names.items() if len(set(steps.values())) > 1}
    for again in repeated_questions(graph, several):
        now, before = several[again.item][again.step], several[again.item][again.before]
        if now != before:
            yield RepeatedQuestion(now, again.step, again.before, again.certain), before


def _nearest_certain(graph: FrictionGraph, by_step: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """For each step and item, the nearest dominator of the step that asks for the item."""
    nearest: dict[str, dict[str, str]] = {}
    certain: dict[tuple[str, str], str] = {}
    for step in graph.dominator_order:
        above = graph.immediate_dominator[step]
        known = nearest.get(above, {}) if above is not None else {}
        own = by_step.get(step, ())
        certain.update(((step, item), known[item]) for item in own if item in known)
        nearest[step] = {**known, **dict.fromkeys(own, step)} if own else known
    return certain


def _possibly_before(graph: FrictionGraph, by_step: Mapping[str, list[str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each step and item, up to two steps that can ask for it on a path to the step.

    Flows back to a dominator are left out, so that only first visits count.
    """
    forward = nx.DiGraph()
    forward.add_nodes_from(graph.steps)
    forward.add_edges_from((a.source, a.target) for a in graph.arcs if not graph.certainly_before(a.target, a.source))
    components = reversed(list(nx.strongly_connected_components(forward)))  # in topological order
    before: dict[str, dict[str, tuple[str, ...]]] = {step: {} for step in graph.steps}
    for component in components:
        entering: dict[str, tuple[str, ...]] = {}
        for step in sorted(component):
            _merge(entering, before[step])
            if len(component) > 1:
                _merge(entering, dict.fromkeys(by_step.get(step, ()), (step,)))
        for step in component:
            before[step] = entering
            leaving = entering
            if by_step.get(step):
                leaving = dict(entering)
                _merge(leaving, dict.fromkeys(by_step[step], (step,)))
            for target in forward.successors(step):
                if target not in component:
                    _merge(before[target], leaving)
    return before


def _merge(into: dict[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> None:
    for item, steps in more.items():
        known = into.get(item, ())
        if len(known) < 2:
            into[item] = tuple(dict.fromkeys((*known, *steps)))[:2]
