"""Drawings that hold no procedure yet, because nothing in them follows on anything."""

from __future__ import annotations

from frictionaudit.sources.bpmn.conversion import Conversion
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.xml_tree import Element


def list_unconnected(conversion: Conversion) -> None:
    """List what makes no procedure: closed pools alone, or shapes that no flow connects."""
    drawing, graph = conversion.drawing, conversion.graph
    place = graph.processes[0] if graph.processes else drawing.tree.root
    if not graph.nodes and drawing.pools:
        why = "the drawing has nothing else: draw what happens in one, so that it has steps"
        drawing.skip("closed pools", why, place, lost=True)
    elif len(graph.nodes) > 1 and not any(_has_flow(drawing, process) for process in graph.processes):
        why = "no flow connects any of them, so nothing says what follows on what"
        drawing.skip(f"order of {len(graph.nodes)} shapes", why, place, lost=True)


def _has_flow(drawing: Drawing, process: Element) -> bool:
    """Whether a flow is drawn, even if it is listed by itself because an end of it is missing."""
    return any(element.name == "sequenceFlow" for element in drawing.inside(process))
