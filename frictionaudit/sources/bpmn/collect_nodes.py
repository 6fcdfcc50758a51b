"""The nodes and flows of a process as drawn, sub-processes included; flows without both ends are listed."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import ELEMENTS, NODES
from frictionaudit.sources.bpmn.event_definitions import stated_time, triggers
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.bpmn.xml import Element

_LOOPS = {
    "standardLoopCharacteristics": "repeated while a condition holds",
    "multiInstanceLoopCharacteristics": "done once for each of several",
}


def gather(drawing: Drawing, process: Element) -> ProcessGraph:
    """All nodes of a process, with the flows that lead from one node to another."""
    graph = ProcessGraph(drawing, process)
    flows: list[Element] = []
    elements: dict[int, str] = {}
    stack: list[tuple[Element, str | None]] = [(process, None)]
    while stack:
        container, scope = stack.pop()
        for child in container.children:
            if not child.own:
                continue
            if child.name in NODES:
                node = _node(graph, child, scope)
                if node is None:
                    continue
                elements[id(child)] = node.id
                if node.kind is None:
                    stack.append((child, node.id))
            elif child.name == "sequenceFlow":
                flows.append(child)
    for flow in flows:
        _flow(graph, flow, elements)
    _attach(graph, elements)
    return graph


def _node(graph: ProcessGraph, element: Element, scope: str | None) -> Node | None:
    """A node as drawn; None for what happens outside the flow and is left out."""
    drawing, mapping = graph.drawing, ELEMENTS[element.name]
    name = drawing.name(element)
    if element.get("triggeredByEvent") == "true":
        why = f"an event starts it during the case, which a procedure cannot express; it holds {_content(element)}"
        drawing.skip(f"event sub-process '{name or drawing.id(element)}'", why, element)
        return None
    if element.get("isForCompensation") == "true":
        why = "it is done only to undo something, which a procedure cannot express"
        drawing.skip(f"compensation activity '{name or drawing.id(element)}'", why, element)
        return None
    if element.name == "boundaryEvent" and "compensation" in triggers(drawing, element):
        why = "it leads only to compensation, which a procedure cannot express"
        drawing.skip(f"compensation event '{name or drawing.id(element)}'", why, element)
        return None
    node = Node(drawing.id(element), element, mapping.kind, scope, name)
    if mapping.role == "sub-process":
        _sub_process(graph, node)
    elif scope is not None and mapping.kind in (StepKind.START, StepKind.END):
        node.kind = StepKind.EVENT
    node.notes += [mapping.note] if mapping.note else []
    _describe(graph, node)
    return graph.put(node)


def _sub_process(graph: ProcessGraph, node: Node) -> None:
    """A sub-process of open order, or without content, is one task."""
    drawing, element = graph.drawing, node.element
    if not any(child.name in NODES for child in element.children):
        node.kind = StepKind.TASK
        node.notes.append("its content is not in this drawing")
    elif element.name == "adHocSubProcess":
        node.kind = StepKind.TASK
        node.notes.append(f"in any order: {_content(element)}")
        why = f"its order is not fixed, so it is read as one step; it holds {_content(element)}"
        drawing.skip(f"content of the ad-hoc sub-process '{node.name or node.id}'", why, element)


def _content(element: Element) -> str:
    inside = [child for child in element.children if child.name in NODES]
    names = [" ".join((child.get("name") or child.name).split())[:80] for child in inside]
    return shortened(names, 12) or "nothing"


def _describe(graph: ProcessGraph, node: Node) -> None:
    """Note what the shape and its markers say."""
    drawing, element = graph.drawing, node.element
    if element.name == "callActivity":
        called = drawing.find(element.get("calledElement"))
        if called is not None and called in drawing.processes:
            node.notes[-1] = f"described in the process '{drawing.id(called)}' of this drawing"
    for child in element.children:
        if child.name in _LOOPS and child.own:
            turn = ", one at a time" if child.get("isSequential") == "true" else ""
            node.notes.append(_LOOPS[child.name] + turn)
            drawing.skip(f"repetition of '{node.name or node.id}'", "the number of repetitions is not given", child)
    if words := [word for word in triggers(drawing, element) if word != "link"]:
        node.notes.append("ends the case at once" if words == ["terminate"] else f"{' or '.join(words)} event")
    _, text = stated_time(drawing, element)
    if text:
        node.notes.append(f"timer: {drawing.short(text, element)}")


def _flow(graph: ProcessGraph, flow: Element, elements: dict[int, str]) -> None:
    """Connect two nodes by a flow; one that leads from or to anything else is listed."""
    drawing = graph.drawing
    ends: list[str] = []
    for key in ("sourceRef", "targetRef"):
        reference = flow.get(key)
        end = drawing.find(reference)
        if end is None or id(end) not in elements:
            what = f"flow '{drawing.name(flow) or flow.get('id') or reference}'"
            side = "source" if key == "sourceRef" else "target"
            why = "is not in the drawing" if end is None else f"is {_kind(end)}, not a step of this process"
            why = f"its {side} '{reference[:80]}' {why}" if reference else f"it has no {side}"
            drawing.skip(what, why, flow)
            return
        ends.append(elements[id(end)])
    source, target = ends
    if graph.nodes[source].element.name == "endEvent":
        what = f"flow '{drawing.name(flow) or flow.get('id')}'"
        drawing.skip(what, "it leaves an end, which has no outgoing flows", flow)
        return
    condition = flow.first("conditionExpression")
    when = drawing.name(flow)
    expression = drawing.short(condition.text, flow) if condition is not None else ""
    default = graph.nodes[source].element.get("default")
    if default and drawing.find(default) is flow:
        when = f"otherwise ({when})" if when else "otherwise"
    elif when and expression and when != expression:
        drawing.skip(
            f"condition '{expression[:80]}'", f"the name of the flow is used instead: '{when}'", condition or flow
        )
    graph.connect(Edge(source, target, flow, when or expression, condition is not None))


def _kind(element: Element) -> str:
    return "an element that is left out" if element.name in NODES else f"a {element.name}"


def _attach(graph: ProcessGraph, elements: dict[int, str]) -> None:
    """Attach boundary events to their activities."""
    drawing = graph.drawing
    for node in list(graph.nodes.values()):
        if node.element.name != "boundaryEvent":
            continue
        reference = node.element.get("attachedToRef")
        host = drawing.find(reference)
        if host is None or elements.get(id(host)) in (None, node.id):
            missing = f"'{reference[:80]}', which is not in this process" if reference else "nothing"
            why = f"it is attached to {missing}, so no flow leads to it"
            drawing.skip(f"boundary event {graph.called(node.id)}", why, node.element)
            continue
        graph.boundaries.setdefault(elements[id(host)], []).append(node.id)
