"""Cases that go to somebody and come straight back."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import networkx as nx

from frictionaudit.analysis.flow.linear_system import solve
from frictionaudit.analysis.flow.subject import Subject

Return = tuple[str, str, float]


@lru_cache(maxsize=1)  # a measure and a rule ask for the same subject, one after the other
def returns_to_sender(subject: Subject) -> tuple[Return, ...]:
    """(A, B, expected returns A → B → A per case) for every two parties, the customer among them.

    A stay of a case with B is followed through all of B's steps in a row: for each sender A, the visits
    of B's steps that began with A are a linear system of their own, restricted to B's steps.
    """
    steps = subject.procedure.steps
    visits = {id: subject.visits(id).value for id in steps}
    within: dict[str, dict[str, float]] = defaultdict(dict)
    across: list[tuple[str, str, float]] = []
    for passage in subject.by_party:
        if passage.source is None or not visits[passage.source]:
            continue
        weight = passage.expected / visits[passage.source]
        if steps[passage.source].by == steps[passage.target].by:
            within[passage.source][passage.target] = weight
        else:
            across.append((passage.source, passage.target, weight))
    if not across:
        return ()
    graph = nx.DiGraph([(a, b) for a, row in within.items() for b in row])
    graph.add_nodes_from(id for id in steps if steps[id].by)
    components = tuple(frozenset(part) for part in reversed(list(nx.strongly_connected_components(graph))))
    begun: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for source, target, weight in across:
        begun[str(steps[source].by)][target] += visits[source] * weight
    found: dict[tuple[str, str], float] = defaultdict(float)
    for sender, start in sorted(begun.items()):
        stay = solve(components, within, start)
        for source, target, weight in across:
            if steps[target].by == sender and stay.get(source):
                found[sender, str(steps[source].by)] += stay[source] * weight
    return tuple((sender, other, expected) for (sender, other), expected in sorted(found.items()) if expected > 1e-12)
