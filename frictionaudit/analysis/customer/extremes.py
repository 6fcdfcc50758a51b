"""The least and the most that can come together on the paths from a step to an end."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

from frictionaudit.analysis.customer.outline import likelier_first
from frictionaudit.domain.procedure import Procedure


def reachable(procedure: Procedure, start: str) -> list[str]:
    """The steps that can follow, the nearest and likeliest first; the start is one of them."""
    seen, queue = {start}, [start]
    for id in queue:  # grows while it is walked
        for flow in likelier_first(procedure.steps[id].next):
            if flow.to not in seen:
                seen.add(flow.to)
                queue.append(flow.to)
    return queue


def least_and_most(procedure: Procedure, start: str, amounts: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """The sum on the cheapest path to where a case stops, and on the dearest one without repeats.

    `amounts` has the least and the most of each step that counts. Of parallel branches, one counts.
    """
    return _least(procedure, start, amounts), _most(procedure, start, amounts)


def _least(procedure: Procedure, start: str, amounts: Mapping[str, tuple[float, float]]) -> float:
    queue, done = [(amounts.get(start, (0.0, 0.0))[0], start)], set[str]()
    while queue:
        total, id = heappop(queue)
        if not procedure.steps[id].next:
            return total
        if id not in done:
            done.add(id)
            for flow in procedure.steps[id].next:
                heappush(queue, (total + amounts.get(flow.to, (0.0, 0.0))[0], flow.to))
    return 0.0  # no end can be reached


def _most(procedure: Procedure, start: str, amounts: Mapping[str, tuple[float, float]]) -> float:
    """Depth first, without flows that lead back to a step of the path; each step is looked at once."""
    best: dict[str, float] = {}
    open_: set[str] = set()
    stack = [(start, False)]
    while stack:
        id, leaving = stack.pop()
        ahead = [flow.to for flow in procedure.steps[id].next]
        if leaving:
            open_.discard(id)
            onward = max((best[to] for to in ahead if to in best), default=0.0)
            best[id] = amounts.get(id, (0.0, 0.0))[1] + onward
        elif id not in best and id not in open_:
            open_.add(id)
            stack.append((id, True))
            stack += [(to, False) for to in ahead if to not in best and to not in open_]
    return best[start]
