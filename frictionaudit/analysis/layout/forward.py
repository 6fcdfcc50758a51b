"""Which flows lead on and which lead back, and the order in which steps follow one another."""

from __future__ import annotations

from collections.abc import Sequence

Ends = Sequence[tuple[int, int]]


def feedback(size: int, ends: Ends, starts: Sequence[int]) -> frozenset[int]:
    """Edges that close a cycle in a depth-first search from the starts, then from sources, then from what is left."""
    leaving: list[list[int]] = [[] for _ in range(size)]
    entered = [False] * size
    for edge, (source, target) in enumerate(ends):
        leaving[source].append(edge)
        entered[target] = entered[target] or source != target
    state = [0] * size
    back: set[int] = set()
    for root in (*starts, *(node for node in range(size) if not entered[node]), *range(size)):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(leaving[root]))]
        while stack:
            node, edges = stack[-1]
            for edge in edges:
                target = ends[edge][1]
                if state[target] == 1:
                    back.add(edge)
                elif not state[target]:
                    state[target] = 1
                    stack.append((target, iter(leaving[target])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return frozenset(back)


def topological(size: int, ends: Ends, back: frozenset[int]) -> tuple[int, ...]:
    """A topological order of the forward edges that follows each branch as far as it goes before the next begins."""
    missing = [0] * size
    leaving: list[list[int]] = [[] for _ in range(size)]
    for edge, (source, target) in enumerate(ends):
        if edge not in back:
            missing[target] += 1
            leaving[source].append(target)
    ready = [node for node in reversed(range(size)) if not missing[node]]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for target in reversed(leaving[node]):
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    return tuple(order)
