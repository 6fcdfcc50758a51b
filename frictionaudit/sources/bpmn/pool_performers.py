"""The party of each step in a pool that names performers for its tasks: an automatic step hands nothing over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.automatic import system_of
from frictionaudit.sources.bpmn.lanes import Lanes
from frictionaudit.sources.bpmn.process_graph import Node, ProcessGraph, process_around

_Parties = Mapping[str, str | None]


def leave_with_performers(graph: ProcessGraph, lanes: Lanes, by: _Parties) -> dict[str, str | None]:
    """The party of each step, where events, gateways and automatic steps stay with a performer of their pool.

    That is the performer before them, or else the next one. A task of people that names nobody stays the pool's.
    """
    pools = set(lanes.pools.values())
    inside = [node.id for node in graph.nodes.values() if id(process_around(node.element)) in lanes.pools]
    performers = {node: str(by[node]) for node in inside if by[node] is not None and by[node] not in pools}
    free = {node.id for node in graph.nodes.values() if node.id in graph.nobody or _is_left(node, by, pools)}
    before = _spread(graph, performers, free, lambda node: [edge.target for edge in graph.outgoing(node)])
    after = _spread(graph, performers, free, lambda node: [edge.source for edge in graph.incoming(node)])
    near = {**after, **before}
    return {node: party if node in graph.nobody else near.get(node, party) for node, party in by.items()}


def _is_left(node: Node, by: _Parties, pools: Collection[str]) -> bool:
    """Whether a step is a pool's, and no work of people."""
    work = node.kind is StepKind.TASK and not system_of(node.element, node.kind, "", customers=False)
    return by[node.id] in pools and not work


def _spread(
    graph: ProcessGraph, performers: Mapping[str, str], free: Collection[str], following: Callable[[str], list[str]]
) -> dict[str, str]:
    """The nearest performer in one direction, within the pool."""
    found = dict(performers)
    queue = list(found)
    for node in queue:  # grows while it is walked
        for near in following(node):
            if near in free and near not in found and graph.process_of(near) == graph.process_of(node):
                found[near] = found[node]
                queue.append(near)
    return found
