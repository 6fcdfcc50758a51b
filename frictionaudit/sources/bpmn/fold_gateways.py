"""Gateways that we wrote only because BPMN needs them there: folded into the step whose flows they split."""

from __future__ import annotations

from frictionaudit.sources.bpmn.process_graph import ProcessGraph

OF = "{urn:frictionaudit:1}of"


def fold_gateways(graph: ProcessGraph) -> None:
    """Give the flows of each such gateway back to its step; one that was drawn elsewhere since then stays."""
    for node in [node for node in graph.nodes.values() if node.element.get(OF) and not node.invented]:
        incoming = graph.incoming(node.id)
        before = graph.drawing.find(node.element.get(OF))
        step = graph.nodes.get(incoming[0].source) if len(incoming) == 1 else None
        if step is None or before is None or step.element is not before or len(graph.outgoing(step.id)) > 1:
            continue
        for edge in graph.outgoing(node.id):
            graph.reroute(edge, source=step.id)
        graph.stand_for[node.id] = step.id
        graph.drop(node.id)
