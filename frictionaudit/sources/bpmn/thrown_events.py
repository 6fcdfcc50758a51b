"""Errors, escalations and cancellations: each leads from where it is thrown to the event that catches it."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.event_definitions import code, definitions
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph

_THROWN = ("error", "escalation", "cancel")


def lead_thrown_ends(graph: ProcessGraph) -> None:
    """An error, escalation or cancellation leads to the nearest event that catches it.

    One that does not interrupt happens beside what goes on. An error that nobody catches ends the case, whatever
    stands around it.
    """
    drawing = graph.drawing
    for node in list(graph.nodes.values()):
        ends = node.element.name == "endEvent"
        if not ends and node.element.name != "intermediateThrowEvent":
            continue
        for word, definition in definitions(drawing, node.element):
            if word not in _THROWN:
                continue
            catcher = _catcher(graph, node, word, code(drawing, word, definition))
            if catcher is not None and word == "escalation" and not graph.interrupts(catcher):
                _escalate_beside(graph, node, catcher)
            elif not ends:
                continue
            elif catcher is not None:
                node.kind = StepKind.EVENT
                graph.connect(Edge(node.id, catcher, node.element))
            elif word == "error":
                node.kind = StepKind.END
                node.notes.append("nobody catches this error, so the case stops")


def _escalate_beside(graph: ProcessGraph, node: Node, catcher: str) -> None:
    """Lead an escalation to the event that catches it, and the case on as well."""
    flows = graph.outgoing(node.id)
    split = graph.add(node, "escalates", StepKind.PARALLEL, "the escalation is caught, and the case goes on")
    graph.escalations.add(split.id)
    for flow in flows:
        graph.reroute(flow, source=split.id)
    if node.element.name == "endEvent":
        node.kind = StepKind.EVENT
        rest = graph.add(node, "goes-on", StepKind.EVENT, f"after {graph.called(node.id)}")
        graph.connect(Edge(split.id, rest.id, node.element))
    graph.connect(Edge(node.id, split.id, node.element))
    graph.connect(Edge(split.id, catcher, graph.nodes[catcher].element))
    graph.nodes[catcher].notes.append("does not interrupt")


def _catcher(graph: ProcessGraph, node: Node, word: str, thrown: str) -> str | None:
    around = list(graph.around(node.id))
    for scope in (*around, graph.process_of(node.id)):
        for boundary in graph.boundaries.get(scope, ()):
            if boundary in graph.exceptions and graph.nodes[boundary].scope in around:
                continue  # what an event sub-process throws itself, it does not catch
            for caught, definition in definitions(graph.drawing, graph.nodes[boundary].element):
                code_caught = code(graph.drawing, caught, definition)
                if caught == word and (not code_caught or not thrown or code_caught == thrown):
                    return boundary
    return None
