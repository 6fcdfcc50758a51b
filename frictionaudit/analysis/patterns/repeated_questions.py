"""Which data items are asked again on the way, and where they were asked first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from frictionaudit.analysis.flow.graph import FrictionGraph

Places = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Again:
    """An item that is asked at `step` and was asked at `before`: `certain` if every case has passed that."""

    item: str
    step: str
    before: str
    certain: bool


def asked_again(graph: FrictionGraph, asked: Mapping[str, Mapping[str, str]]) -> Iterator[Again]:
    """Items that can be asked a second time; `asked` gives for each item the steps that ask it.

    A step in a loop does not ask against itself, nor against a step that comes after it first. One pass
    along the flow for all items asked at several steps together: linear in flows for each such item.
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
            others = [before for before in possible[step].get(item, ()) if before != step]
            if first is not None:
                yield Again(item, step, first, certain=True)
            elif others:
                yield Again(item, step, others[0], certain=False)


def under_another_name(graph: FrictionGraph, asked: Iterable[tuple[str, str, str]]) -> Iterator[tuple[Again, str]]:
    """Items that are asked again under another name, each with its name before.

    `asked` gives (step, item, meaning) for each item whose meaning is known. What is asked again under its own
    name is what `asked_again` finds. One pass for each meaning that has several names.
    """
    names: dict[str, dict[str, str]] = {}
    for step, item, sense in asked:
        names.setdefault(sense, {}).setdefault(step, item)
    several = {sense: places for sense, places in names.items() if len(set(places.values())) > 1}
    for again in asked_again(graph, several):
        now, before = several[again.item][again.step], several[again.item][again.before]
        if now != before:
            yield Again(now, again.step, again.before, again.certain), before


def _nearest_certain(graph: FrictionGraph, by_step: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """For each step and item the nearest step that asks it and that every case has passed before."""
    nearest: dict[str, dict[str, str]] = {}
    found: dict[tuple[str, str], str] = {}
    for step in graph.dominator_order:
        above = graph.immediate_dominator[step]
        known = nearest.get(above, {}) if above is not None else {}
        own = by_step.get(step, ())
        found.update(((step, item), known[item]) for item in own if item in known)
        nearest[step] = {**known, **dict.fromkeys(own, step)} if own else known
    return found


def _possibly_before(graph: FrictionGraph, by_step: Mapping[str, list[str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each step and item up to two steps that can ask it on the way there.

    Ways back to a step that was passed for certain are left out, so that what lies before is what came first.
    """
    onward = nx.DiGraph()
    onward.add_nodes_from(graph.steps)
    onward.add_edges_from((a.source, a.target) for a in graph.arcs if not graph.certainly_before(a.target, a.source))
    parts = [frozenset(part) for part in reversed(list(nx.strongly_connected_components(onward)))]
    before: dict[str, dict[str, tuple[str, ...]]] = {step: {} for step in graph.steps}
    for part in parts:
        entering: dict[str, tuple[str, ...]] = {}
        for step in sorted(part):
            _merge(entering, before[step])
            if len(part) > 1:
                _merge(entering, dict.fromkeys(by_step.get(step, ()), (step,)))
        for step in part:
            before[step] = entering
            beyond = entering
            if by_step.get(step):
                beyond = dict(entering)
                _merge(beyond, dict.fromkeys(by_step[step], (step,)))
            for target in onward.successors(step):
                if target not in part:
                    _merge(before[target], beyond)
    return before


def _merge(into: dict[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> None:
    for item, steps in more.items():
        had = into.get(item, ())
        if len(had) < 2:
            into[item] = tuple(dict.fromkeys((*had, *steps)))[:2]
