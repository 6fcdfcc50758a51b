"""Implicit routing of BPMN made explicit: splits without a gateway, and events that interrupt an activity."""

from __future__ import annotations

from collections.abc import Callable

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.arrow_texts import read_arrow_texts
from frictionaudit.sources.bpmn.flatten import before, lead_in, split_beside
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph, process_key, reached

_SEVERAL_AT_ONCE = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)


def make_explicit(graph: ProcessGraph) -> None:
    """Give each split its gateway, then each activity the flows of its boundary events."""
    if graph.drawing.tree.flowchart:
        read_arrow_texts(graph)
    for node in list(graph.nodes.values()):
        if node.kind is not None and not node.kind.gateway:
            _split(graph, node)
    for host, boundaries in list(graph.boundaries.items()):
        if boundaries and host in graph.nodes:
            _interrupt(graph, graph.nodes[host], boundaries)
    for process in graph.processes:
        _at_any_time(graph, process_key(process))
    _one_or_the_default(graph)


def _split(graph: ProcessGraph, node: Node) -> None:
    """Several flows from an activity or event are all taken; those with conditions, where they hold."""
    flows = graph.outgoing(node.id)
    if len(flows) < 2:
        return
    kind, note = StepKind.PARALLEL, "drawn without a gateway: all flows are taken"
    conditional = sum(flow.conditional and not flow.default for flow in flows)
    if graph.drawing.tree.flowchart and all(flow.when for flow in flows):
        kind, note = StepKind.EXCLUSIVE, "drawn without a decision: one of the named flows is taken"
    elif conditional == 1 and len(flows) == 2 and any(flow.default for flow in flows):
        kind, note = StepKind.EXCLUSIVE, "drawn without a gateway: one flow if its condition holds, else the other"
    elif conditional or any(flow.conditional for flow in flows):
        kind, note = StepKind.INCLUSIVE, "drawn without a gateway: every flow whose condition holds is taken"
    split = graph.add(node, "split", kind, note)
    for flow in flows:
        graph.reroute(flow, source=split.id)
    graph.connect(Edge(node.id, split.id, node.element))


def _one_or_the_default(graph: ProcessGraph) -> None:
    """An inclusive gateway with one flow beside its default is a decision: a default is taken where nothing else is.

    An inclusive join behind it is one too, unless several flows can come to it at once for another reason.
    """
    decisions = [node for node in graph.nodes.values() if _has_one_beside_default(graph, node)]
    for node in decisions:
        node.kind = StepKind.EXCLUSIVE
        node.notes.append("drawn as an inclusive gateway: one flow if its condition holds, else the default")
    after: set[str] = set()
    for node in decisions:
        after |= reached(node.id, lambda at: [edge.target for edge in graph.outgoing(at)])
    for node in [graph.nodes[id] for id in after if _is_inclusive_join(graph, graph.nodes[id])]:
        before = reached(node.id, lambda at: [edge.source for edge in graph.incoming(at)])
        if not any(_splits(graph, graph.nodes[id]) for id in before):
            node.kind = StepKind.EXCLUSIVE
            node.notes.append("drawn as an inclusive gateway: only one flow can come to it at a time")


def _has_one_beside_default(graph: ProcessGraph, node: Node) -> bool:
    flows = graph.outgoing(node.id)
    drawn = node.kind is StepKind.INCLUSIVE and not node.invented
    return drawn and len(flows) == 2 and sum(flow.default for flow in flows) == 1


def _is_inclusive_join(graph: ProcessGraph, node: Node) -> bool:
    return node.kind is StepKind.INCLUSIVE and len(graph.incoming(node.id)) > 1 >= len(graph.outgoing(node.id))


def _splits(graph: ProcessGraph, node: Node) -> bool:
    return node.kind in _SEVERAL_AT_ONCE and len(graph.outgoing(node.id)) > 1


def _interrupt(graph: ProcessGraph, host: Node, boundaries: list[str]) -> None:
    """The events on an activity are alternative flows from it; the drawing does not say how often they happen."""
    beside = [id for id in boundaries if not graph.interrupts(id)]
    boundaries = [id for id in boundaries if id not in beside]
    if boundaries and graph.outgoing(host.id):
        for id in boundaries:
            graph.connect(Edge(host.id, id, graph.nodes[id].element))
        boundaries = []
    for choose, events in ((before, boundaries), (split_beside, beside)):
        if events:
            _put_before(graph, host, choose, events)


def _at_any_time(graph: ProcessGraph, process: str) -> None:
    """What may happen at any time in a process stands after its start: instead of the rest, or beside it."""
    events = [id for id in graph.boundaries.pop(process, ()) if not graph.incoming(id)]
    starts = [n for n in graph.nodes.values() if n.kind is StepKind.START and graph.process_of(n.id) == process]
    for start in starts:
        for choose, chosen in (
            (before, [id for id in events if graph.interrupts(id)]),
            (split_beside, [id for id in events if not graph.interrupts(id)]),
        ):
            flows = graph.outgoing(start.id)
            if not chosen or not flows:
                continue
            target = flows[0].target
            chooser = choose(graph, start, graph.nodes[target], chosen)
            graph.cut(next(edge for edge in graph.outgoing(chooser.id) if edge.target == target))
            for flow in flows:
                graph.reroute(flow, source=chooser.id)
                flow.always = choose is split_beside
            graph.connect(Edge(start.id, chooser.id, start.element))


def _put_before(graph: ProcessGraph, host: Node, choose: Callable[..., Node], events: list[str]) -> None:
    incoming = graph.incoming(host.id)
    lead_in(graph, incoming, choose(graph, host, host, events))
