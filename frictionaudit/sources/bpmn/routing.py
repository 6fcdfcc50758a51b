"""Implicit routing of BPMN made explicit: splits without a gateway, and events that interrupt an activity."""

from __future__ import annotations

from collections.abc import Callable

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.flatten import before, split_beside
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph


def make_explicit(graph: ProcessGraph) -> None:
    """Give each split its gateway, then each activity the flows of its boundary events."""
    for node in list(graph.nodes.values()):
        if node.kind is not None and not node.kind.gateway:
            _split(graph, node)
    for host, boundaries in list(graph.boundaries.items()):
        if boundaries:
            _interrupt(graph, graph.nodes[host], boundaries)


def _split(graph: ProcessGraph, node: Node) -> None:
    """Several flows from an activity or event are all taken; those with conditions, where they hold."""
    flows = graph.outgoing(node.id)
    if len(flows) < 2:
        return
    kind, note = StepKind.PARALLEL, "drawn without a gateway: all flows are taken"
    if any(flow.conditional for flow in flows):
        kind, note = StepKind.INCLUSIVE, "drawn without a gateway: every flow whose condition holds is taken"
    split = graph.add(node, "split", kind, note)
    for flow in flows:
        graph.reroute(flow, source=split.id)
    graph.connect(Edge(node.id, split.id, node.element))


def _interrupt(graph: ProcessGraph, host: Node, boundaries: list[str]) -> None:
    """The events on an activity are alternative flows from it; the drawing does not say how often they happen."""
    beside = [id for id in boundaries if graph.nodes[id].element.get("cancelActivity") == "false"]
    boundaries = [id for id in boundaries if id not in beside]
    if boundaries and graph.outgoing(host.id):
        for id in boundaries:
            graph.connect(Edge(host.id, id, graph.nodes[id].element))
        boundaries = []
    for choose, events in ((before, boundaries), (split_beside, beside)):
        if events:
            _put_before(graph, host, choose, events)


def _put_before(graph: ProcessGraph, host: Node, choose: Callable[..., Node], events: list[str]) -> None:
    incoming = graph.incoming(host.id)
    chooser = choose(graph, host, host, events)
    for flow in incoming:
        graph.reroute(flow, target=chooser.id)
