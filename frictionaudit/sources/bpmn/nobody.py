"""Tasks that need nobody because a system does them, and a note on those of which nothing says who does them."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.automatic import system_of
from frictionaudit.sources.bpmn.conversion import Conversion, ConvertedProcess
from frictionaudit.sources.bpmn.process_graph import Node


def system_at(conversion: Conversion, node: Node) -> str:
    """The system that does a step by itself; empty where people do it."""
    by = conversion.by[node.id]
    customers = conversion.side.get(by or "") == "customer"
    return system_of(node.element, node.kind, conversion.lanes.system(by), customers=customers)


def note_gaps(result: ConvertedProcess, conversion: Conversion) -> None:
    """Say which tasks no lane holds and no performer does, where the drawing has either."""
    graph, by = conversion.graph, conversion.by
    lost = [
        node.id
        for node in graph.nodes.values()
        if node.kind is StepKind.TASK and by[node.id] is None and not _needs_nobody(conversion, node)
    ]
    if lost and conversion.lanes.parties:
        names = ", ".join(graph.called(id) for id in lost[:5])
        tasks, them = ("1 task", "it") if len(lost) == 1 else (f"{len(lost)} tasks", "them")
        where = _where(conversion, one=len(lost) == 1)
        result.notes.append(f"{tasks} {where}, so the drawing does not say who does {them}: {names}")


def _where(conversion: Conversion, *, one: bool) -> str:
    """What such tasks lack: a lane where the drawing has any, else a performer."""
    if any(element.name in ("lane", "participant") for element in conversion.lanes.elements.values()):
        return "is in no lane" if one else "are in no lane"
    return "has no performer" if one else "have no performer"


def _needs_nobody(conversion: Conversion, node: Node) -> bool:
    return node.element.name == "receiveTask" or bool(system_at(conversion, node))
