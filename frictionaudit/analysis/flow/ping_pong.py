"""Ping-pong: cases that go to a party and return to the sender."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import networkx as nx

from frictionaudit.analysis.flow.markov.linear_system import solve
from frictionaudit.analysis.flow.subject import Subject

Return = tuple[str, str, float]


@lru_cache(maxsize=1)  # a measure and a rule ask for the same subject, one after the other
def returns_to_sender(subject: Subject) -> tuple[Return, ...]:
    """(A, B, expected returns A → B → A per case) for every pair of parties, the customer included.

    Consecutive steps of B are one stay. A gateway in somebody's lane is no stay: nobody works there. For each sender
    A, the visits to B's steps during stays that began with A solve a linear system restricted to B's steps.
    """
    steps = subject.procedure.steps
    visits = {id: subject.visits(id).value for id in steps}
    within: dict[str, dict[str, float]] = defaultdict(dict)
    across: list[tuple[str, str, float]] = []
    for handover in subject.by_worker:
        if handover.source is None or not visits[handover.source]:
            continue
        weight = handover.expected / visits[handover.source]
        if steps[handover.source].by == steps[handover.target].by:
            within[handover.source][handover.target] = weight
        else:
            across.append((handover.source, handover.target, weight))
    if not across:
        return ()
    _merge_stays(within, visits)
    graph = nx.DiGraph([(a, b) for a, row in within.items() for b in row])
    graph.add_nodes_from(id for id in steps if steps[id].by and not steps[id].kind.gateway)
    components = tuple(frozenset(part) for part in reversed(list(nx.strongly_connected_components(graph))))
    begun: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for source, target, weight in across:
        begun[str(steps[source].by)][target] += visits[source] * weight
    returns: dict[tuple[str, str], float] = defaultdict(float)
    for sender, start in sorted(begun.items()):
        stay = solve(components, within, start)
        for source, target, weight in across:
            if steps[target].by == sender and stay.get(source):
                returns[sender, str(steps[source].by)] += stay[source] * weight
    return tuple(
        (sender, receiver, expected) for (sender, receiver), expected in sorted(returns.items()) if expected > 1e-12
    )


def _merge_stays(within: dict[str, dict[str, float]], visits: Mapping[str, float]) -> None:
    """Branches of one party that meet at a join go on as one stay: no more of it arrives at a step than its visits."""
    arriving: dict[str, float] = defaultdict(float)
    for source, row in within.items():
        for target, weight in row.items():
            arriving[target] += visits[source] * weight
    for row in within.values():
        for target in row:
            if visits[target] < arriving[target] < math.inf:
                row[target] *= visits[target] / arriving[target]
