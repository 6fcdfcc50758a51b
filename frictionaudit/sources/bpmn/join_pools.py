"""Joins the pools of a collaboration: where a message goes from step to step, the case goes with it.

A pool that only waits for the answer hands the case over and gets it back with the answer. A pool that does other work
meanwhile goes on beside it. Where the drawing does not fix that both meet again, the message stays a message, and the
wait for it is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.hand_over import begin_together, keep_starts, send, wait_elsewhere
from frictionaudit.sources.bpmn.joining import Joining
from frictionaudit.sources.bpmn.messages import Arrow
from frictionaudit.sources.bpmn.process_graph import Edge, ProcessGraph, process_around, reached
from frictionaudit.sources.bpmn.xml_tree import Element

_Decision = Literal["comes", "meet", "stays"]
_MOST = 50_000
"""Messages times steps up to which it is worked out where a case can go: beyond, no one could follow it either."""
_WAITING = (StepKind.EVENT_BASED, StepKind.PARALLEL)


def join_pools(graph: ProcessGraph, arrows: Iterable[Arrow], customers: Collection[Element]) -> set[int]:
    """Lead the case along the messages between pools; returns the keys of the messages along which it goes.

    `customers` are the customers' processes: where pools call on each other in a circle, a case begins there.
    """
    joining = Joining(graph, {id(process) for process in customers})
    joining.keep(arrow for arrow in arrows if _joinable(graph, arrow))
    if len(joining.arrows) * len(graph.nodes) > _MOST:
        graph.notes.append("so many messages run between the pools that each pool is followed by itself")
        joining.keep([])
    joining.keep([arrow for arrow in joining.arrows if not _within_a_task(joining, arrow)])
    decided = _decide_all(joining)
    for target, (decision, coming) in decided.items():
        if decision == "meet":
            _meet(joining, target, *coming)
        else:
            _receive(joining, target, coming)
    keep_starts(joining)
    for gateway in list(joining.left):
        wait_elsewhere(joining, gateway)
    send(joining)
    begin_together(joining)
    return {arrow.key for _, _, arrow in joining.passed}


def _decide_all(joining: Joining) -> dict[str, tuple[_Decision, list[Arrow]]]:
    """How the case comes to each step that receives; a message that stays one no longer leads to any other."""
    while True:
        by_target: dict[str, list[Arrow]] = {}
        for arrow in joining.arrows:
            by_target.setdefault(arrow.target, []).append(arrow)
        decided = {target: (_decide(joining, target, coming), coming) for target, coming in by_target.items()}
        lost = {target for target, (decision, _) in decided.items() if decision == "stays"}
        if not lost:
            return decided
        joining.keep([arrow for arrow in joining.arrows if arrow.target not in lost])


def _decide(joining: Joining, target: str, coming: list[Arrow]) -> _Decision:
    """Whether the case comes with the messages, meets the pool's own work there, or does not travel with them."""
    edges = joining.graph.incoming(target)
    origins = [_origin(joining.graph, edge) for edge in edges]
    begun = sum(origin is not None and joining.begins(origin) for origin in origins)
    waits = [origin for origin in origins if origin is None or not joining.begins(origin)]
    if begun > 1:
        return "stays"
    if all(_answers(joining, origin, coming) for origin in waits):
        return "comes"
    return "meet" if _meets(joining, target, edges, coming) else "stays"


def _joinable(graph: ProcessGraph, arrow: Arrow) -> bool:
    """Whether the case can go along: not from or to a gateway, nor to what interrupts a step."""
    ends = [graph.nodes.get(arrow.source), graph.nodes.get(arrow.target)]
    if any(node is None or node.invented or (node.kind is not None and node.kind.gateway) for node in ends):
        return False
    source, target = (node for node in ends if node is not None)
    if process_around(source.element) is process_around(target.element):
        return False
    return target.element.name != "boundaryEvent" and not graph.is_exception(target.id)


def _within_a_task(joining: Joining, arrow: Arrow) -> bool:
    """Whether a task asks and gets this answer itself: the answer does not begin it."""
    return joining.graph.nodes[arrow.target].element.name != "receiveTask" and _answers(joining, arrow.target, [arrow])


def _receive(joining: Joining, target: str, coming: list[Arrow]) -> None:
    """Lead the case to a step that receives it, in place of what was only a wait for it.

    Where the step comes first in its pool, the case comes to the start of the pool.
    """
    graph = joining.graph
    edges = graph.incoming(target)
    starts = [origin for edge in edges if (origin := _origin(graph, edge)) is not None and joining.begins(origin)]
    first: list[Arrow] = []
    if starts:
        inside = reached(target, joining.everywhere)
        first = [arrow for arrow in coming if arrow.source not in inside] or coming
    for arrow in coming:
        joining.passed.append((arrow.source, starts[0] if arrow in first else target, arrow))
    for edge in edges:
        if _origin(graph, edge) in starts:
            continue
        if graph.nodes[edge.source].kind is StepKind.EVENT_BASED:
            joining.left.setdefault(edge.source, []).append(edge)
        graph.cut(edge)


def _origin(graph: ProcessGraph, edge: Edge) -> str | None:
    """The step before a wait, gateways at which a case only waits passed through; None where it may go elsewhere."""
    node, seen = graph.nodes[edge.source], {edge.source}
    while node.kind is not None and node.kind.gateway:
        before = graph.incoming(node.id)
        if node.kind not in _WAITING or len(before) != 1 or before[0].source in seen:
            return None
        node = graph.nodes[before[0].source]
        seen.add(node.id)
    return node.id


def _answers(joining: Joining, origin: str | None, coming: list[Arrow]) -> bool:
    """Whether what a step sends leads to the messages that come back, so that its pool only waits meanwhile."""
    if origin is None:
        return False
    sent = [arrow.target for arrow in joining.sent(origin)]
    leads = {origin}.union(*(reached(target, joining.everywhere) for target in sent)) - {origin} if sent else set()
    return any(arrow.source in leads for arrow in coming)


def _meets(joining: Joining, target: str, edges: list[Edge], coming: list[Arrow]) -> bool:
    """Whether the pool's own work and the one message that it needs are both certain to get there, once."""
    graph = joining.graph
    if len(edges) != 1 or len(coming) != 1 or graph.nodes[edges[0].source].kind is StepKind.EVENT_BASED:
        return False
    (answer,) = coming
    mine, theirs = joining.process(target), joining.process(answer.source)
    asked = [
        arrow
        for arrow in joining.arrows
        if joining.process(arrow.source) == mine
        and joining.process(arrow.target) == theirs
        and _certain(joining, arrow.source, target)
        and _certain(joining, arrow.target, answer.source)
    ]
    return len(asked) == 1


def _meet(joining: Joining, target: str, answer: Arrow) -> None:
    """Join the pool's own work with the message that it needs."""
    graph = joining.graph
    (edge,) = graph.incoming(target)
    join = graph.add(graph.nodes[target], "meets", StepKind.PARALLEL, "waits for the answer of the other pool as well")
    graph.nobody.add(join.id)
    graph.reroute(edge, target=join.id)
    graph.connect(Edge(join.id, target, graph.nodes[target].element))
    joining.passed.append((answer.source, join.id, answer))


def _certain(joining: Joining, source: str, target: str) -> bool:
    """Whether a case that leaves one step of a pool comes to another of it for certain, and only once."""
    if source == target:
        return not _loops(joining, source)
    passed = reached(source, joining.within, without=target)
    if target not in reached(source, joining.within) or _loops(joining, target) or _loops(joining, source):
        return False
    return all(joining.graph.outgoing(node) for node in passed)


def _loops(joining: Joining, node: str) -> bool:
    return any(node in reached(after, joining.within) for after in joining.within(node))
