"""The nodes and flows of a process as they are drawn, sub-processes included; what leads nowhere is listed."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import ELEMENTS, NODES
from frictionaudit.sources.bpmn.event_definitions import stated_time, triggers
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.bpmn.xml import Element

_LOOPS = {
    "standardLoopCharacteristics": "repeated as long as a condition holds",
    "multiInstanceLoopCharacteristics": "done once for each of several",
}


def gather(drawing: Drawing, process: Element) -> ProcessGraph:
    """All nodes of a process, with the ways between them that lead from a node to a node."""
    draft = ProcessGraph(drawing, process)
    flows: list[Element] = []
    elements: dict[int, str] = {}
    stack: list[tuple[Element, str | None]] = [(process, None)]
    while stack:
        container, scope = stack.pop()
        for child in container.children:
            if not child.own:
                continue
            if child.name in NODES:
                node = _node(draft, child, scope)
                if node is None:
                    continue
                elements[id(child)] = node.id
                if node.kind is None:
                    stack.append((child, node.id))
            elif child.name == "sequenceFlow":
                flows.append(child)
    for flow in flows:
        _way(draft, flow, elements)
    _attach(draft, elements)
    return draft


def _node(draft: ProcessGraph, element: Element, scope: str | None) -> Node | None:
    """A node as drawn; None for what happens outside the flow and is left out."""
    drawing, made = draft.drawing, ELEMENTS[element.name]
    name = drawing.name(element)
    if element.get("triggeredByEvent") == "true":
        why = f"it begins when something happens meanwhile, which a procedure cannot say; it holds {_content(element)}"
        drawing.skip(f"event sub-process '{name or drawing.id(element)}'", why, element)
        return None
    if element.get("isForCompensation") == "true":
        why = "it is done only when something is undone, which a procedure cannot say"
        drawing.skip(f"compensation activity '{name or drawing.id(element)}'", why, element)
        return None
    if element.name == "boundaryEvent" and "compensation" in triggers(drawing, element):
        why = "it leads to what is done only when something is undone"
        drawing.skip(f"compensation event '{name or drawing.id(element)}'", why, element)
        return None
    node = Node(drawing.id(element), element, made.kind, scope, name)
    if made.role == "sub-process":
        _sub_process(draft, node)
    elif scope is not None and made.kind in (StepKind.START, StepKind.END):
        node.kind = StepKind.EVENT
    node.notes += [made.note] if made.note else []
    _describe(draft, node)
    return draft.put(node)


def _sub_process(draft: ProcessGraph, node: Node) -> None:
    """A sub-process of open order, or without content, is one task."""
    drawing, element = draft.drawing, node.element
    if not any(child.name in NODES for child in element.children):
        node.kind = StepKind.TASK
        node.notes.append("its content is drawn elsewhere or not at all")
    elif element.name == "adHocSubProcess":
        node.kind = StepKind.TASK
        node.notes.append(f"in any order: {_content(element)}")
        why = f"its order is open, so it is one step; it holds {_content(element)}"
        drawing.skip(f"content of the ad-hoc sub-process '{node.name or node.id}'", why, element)


def _content(element: Element) -> str:
    inside = [child for child in element.children if child.name in NODES]
    names = [" ".join((child.get("name") or child.name).split())[:80] for child in inside]
    shown = ", ".join(names[:12])
    return f"{shown} and {len(names) - 12} more" if len(names) > 12 else shown or "nothing"


def _describe(draft: ProcessGraph, node: Node) -> None:
    """Note what the shape and its markers say."""
    drawing, element = draft.drawing, node.element
    if element.name == "callActivity":
        called = drawing.find(element.get("calledElement"))
        if called is not None and called in drawing.processes:
            node.notes[-1] = f"described in the process '{drawing.id(called)}' of this drawing"
    for child in element.children:
        if child.name in _LOOPS and child.own:
            turn = ", one after another" if child.get("isSequential") == "true" else ""
            node.notes.append(_LOOPS[child.name] + turn)
            drawing.skip(f"repetition of '{node.name or node.id}'", "how often it is repeated is not said", child)
    if words := [word for word in triggers(drawing, element) if word != "link"]:
        node.notes.append("ends the case at once" if words == ["terminate"] else f"{' or '.join(words)} event")
    _, text = stated_time(drawing, element)
    if text:
        node.notes.append(f"time as drawn: {drawing.short(text, element)}")


def _way(draft: ProcessGraph, flow: Element, elements: dict[int, str]) -> None:
    """A flow between two nodes; one that leads from or to anything else is listed."""
    drawing = draft.drawing
    ends: list[str] = []
    for key in ("sourceRef", "targetRef"):
        reference = flow.get(key)
        end = drawing.find(reference)
        if end is None or id(end) not in elements:
            what = f"flow '{drawing.name(flow) or flow.get('id') or reference}'"
            side = "source" if key == "sourceRef" else "target"
            why = "is not in the drawing" if end is None else f"is {_kind(end)} and no step of this process"
            why = f"its {side} '{reference[:80]}' {why}" if reference else f"it has no {side}"
            drawing.skip(what, why, flow)
            return
        ends.append(elements[id(end)])
    source, target = ends
    if draft.nodes[source].element.name == "endEvent":
        what = f"flow '{drawing.name(flow) or flow.get('id')}'"
        drawing.skip(what, "it leaves an end, and an end leads nowhere", flow)
        return
    condition = flow.first("conditionExpression")
    when = drawing.name(flow)
    expression = drawing.short(condition.text, flow) if condition is not None else ""
    default = draft.nodes[source].element.get("default")
    if default and drawing.find(default) is flow:
        when = f"otherwise ({when})" if when else "otherwise"
    elif when and expression and when != expression:
        drawing.skip(f"condition '{expression[:80]}'", f"the flow's name says it in words: '{when}'", condition or flow)
    draft.connect(Edge(source, target, flow, when or expression, condition is not None))


def _kind(element: Element) -> str:
    return "something left out" if element.name in NODES else f"a {element.name}"


def _attach(draft: ProcessGraph, elements: dict[int, str]) -> None:
    """Boundary events to the activities that they sit on."""
    drawing = draft.drawing
    for node in list(draft.nodes.values()):
        if node.element.name != "boundaryEvent":
            continue
        reference = node.element.get("attachedToRef")
        host = drawing.find(reference)
        if host is None or elements.get(id(host)) in (None, node.id):
            missing = f"'{reference[:80]}', which is not" if reference else "nothing"
            why = f"it sits on {missing}{' in this process' if reference else ''}; nothing leads to it"
            drawing.skip(f"boundary event {draft.called(node.id)}", why, node.element)
            continue
        draft.boundaries.setdefault(elements[id(host)], []).append(node.id)
