"""Hands the case from pool to pool, once it is decided which messages it goes along with."""

from __future__ import annotations

from collections import Counter

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.event_definitions import triggers
from frictionaudit.sources.bpmn.joining import Joining
from frictionaudit.sources.bpmn.messages import Arrow
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph, reached


def keep_starts(joining: Joining) -> None:
    """What a message of another pool reaches is no start any more, unless that message only follows from it.

    A message that comes back to the start of the case leads to what follows the start.
    """
    graph = joining.graph
    coming: dict[str, list[str]] = {}
    for source, target, _ in joining.passed:
        if graph.nodes[target].kind is StepKind.START:
            coming.setdefault(target, []).append(source)
    starts = [node.id for node in graph.nodes.values() if node.kind is StepKind.START]
    seen: set[str] = set().union(*(reached(start, joining.everywhere) for start in starts if start not in coming))
    left = list(coming)
    while left:
        reachable = [start for start in left if seen.intersection(coming[start])]
        start = reachable[0] if reachable else min(left, key=joining.rank)
        left.remove(start)
        seen |= reached(start, joining.everywhere)
        if reachable:
            graph.nodes[start].kind = StepKind.EVENT
        else:
            _come_back(joining, start)


def _come_back(joining: Joining, start: str) -> None:
    """Lead the messages that come back to a start to what follows it."""
    after = joining.graph.outgoing(start)
    goes_on = after[0].target if len(after) == 1 else None
    joining.passed = [
        (source, goes_on if target == start and goes_on is not None else target, arrow)
        for source, target, arrow in joining.passed
        if target != start or goes_on is not None
    ]


def wait_elsewhere(joining: Joining, gateway: str) -> None:
    """An event-based gateway whose answers come with the case: it goes, or keeps what else may happen meanwhile."""
    graph = joining.graph
    if not graph.outgoing(gateway):
        graph.drop(gateway)
        return
    graph.nobody.add(gateway)
    origin = next((edge.source for edge in graph.incoming(gateway)), None)
    joining.passed = [
        (gateway if source == origin else source, target, arrow) for source, target, arrow in joining.passed
    ]


def send(joining: Joining) -> None:
    """Lead the case from each sender to the receivers, and beside that to what the sender does next."""
    graph = joining.graph
    sent: dict[str, dict[str, Arrow]] = {}
    for source, target, arrow in joining.passed:
        sent.setdefault(source, {})[target] = arrow
    for source, targets in sent.items():
        node = graph.nodes[source]
        if node.kind is StepKind.END:
            node.kind = StepKind.EVENT
        own = [edge for edge in graph.outgoing(source) if edge.element.name != "boundaryEvent"]
        last = node
        if (own or len(targets) > 1) and node.kind is not StepKind.EVENT_BASED:
            last = graph.add(node, "sends", StepKind.PARALLEL, "the message goes out, and this pool goes on")
            graph.nobody.add(last.id)
            for edge in own:
                graph.reroute(edge, source=last.id)
            graph.connect(Edge(source, last.id, node.element))
        for target, arrow in targets.items():
            graph.connect(Edge(last.id, target, arrow.element))


def begin_together(joining: Joining) -> None:
    """Pools that begin by themselves, and at no event of their own, begin with the start of the first pool.

    Not those to which a flow leads the case: it would be there twice.
    """
    graph = joining.graph
    starts = [node for node in graph.nodes.values() if node.kind is StepKind.START]
    first = [node for node in starts if joining.process(node.id) == joining.process(starts[0].id)]
    entered = _entered_by_flows(joining)
    others = [node for node in starts if node not in first and joining.process(node.id) not in entered]
    others = [node for node in others if not triggers(graph.drawing, node.element)]
    alone = Counter(joining.process(node.id) for node in others)
    others = [node for node in others if alone[joining.process(node.id)] == 1]
    for start in first if others else ():
        _beside(graph, start, others)
    for node in others:
        node.kind = StepKind.EVENT


def _entered_by_flows(joining: Joining) -> set[int]:
    """The processes to which a sequence flow leads from another one."""
    edges = (edge for node in joining.graph.nodes for edge in joining.graph.outgoing(node))
    drawn = [edge for edge in edges if edge.element.name == "sequenceFlow"]
    ends = {(joining.process(edge.source), joining.process(edge.target)) for edge in drawn}
    return {target for source, target in ends if source != target}


def _beside(graph: ProcessGraph, start: Node, others: list[Node]) -> None:
    split = graph.add(start, "begins", StepKind.PARALLEL, "several pools begin by themselves")
    graph.nobody.add(split.id)
    for edge in graph.outgoing(start.id):
        graph.reroute(edge, source=split.id)
    graph.connect(Edge(start.id, split.id, start.element))
    for node in others:
        graph.connect(Edge(split.id, node.id, node.element))
