"""The nodes and flows of a process as drawn, sub-processes included; flows without both ends are listed."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import ELEMENTS, NODES
from frictionaudit.sources.bpmn.event_definitions import triggers
from frictionaudit.sources.bpmn.lengths import length_in_words
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph, process_around
from frictionaudit.sources.bpmn.waits import length
from frictionaudit.sources.bpmn.xml_tree import Element

_LOOPS = {
    "standardLoopCharacteristics": "repeated while a condition holds",
    "multiInstanceLoopCharacteristics": "done once for each of several",
}


def gather(drawing: Drawing, processes: Sequence[Element]) -> ProcessGraph:
    """All nodes of some processes, with the flows that lead from one node to another."""
    graph = ProcessGraph(drawing, tuple(processes))
    flows: list[Element] = []
    elements: dict[int, str] = {}
    stack: list[tuple[Element, str | None]] = [(process, None) for process in reversed(processes)]
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
    if element.get("isForCompensation") == "true" or _undoes(drawing, element):
        why = "it is done only to undo something, which a procedure cannot express"
        if any(child.name in NODES for child in element.children):
            why += f"; it holds {_content(drawing, element)}"
        drawing.skip(f"compensation: {drawing.called(element)}", why, element, part=True)
        return None
    if element.name == "boundaryEvent" and "compensation" in triggers(drawing, element):
        why = "it leads only to what undoes something, which a procedure cannot express"
        drawing.skip(f"compensation: {drawing.called(element)}", why, element, part=True)
        return None
    node = Node(drawing.id(element), element, mapping.kind, scope, name)
    if mapping.role == "sub-process" or (element.name == "callActivity" and _steps_inside(element)):
        node.kind = None
        _sub_process(graph, node)
    elif scope is not None and mapping.kind in (StepKind.START, StepKind.END):
        node.kind = StepKind.EVENT
        node.name = name or _edge_of(graph, element, scope)
        if not node.name and not triggers(drawing, element):
            node.notes.append(f"{'start' if element.name == 'startEvent' else 'end'} of a sub-process")
    elif node.kind is StepKind.TASK and not drawing.is_ours:
        _only_wait(node)
    node.notes += [mapping.note] if mapping.note and node.kind is not None else []
    _describe(graph, node)
    return graph.put(node)


def _only_wait(node: Node) -> None:
    """Make a wait of a task whose name is nothing but a length of time."""
    time = length_in_words(node.name, alone=True)
    if time is not None:
        node.kind, node.delay = StepKind.EVENT, time
        node.notes.append("drawn as a task: it only waits")


def _edge_of(graph: ProcessGraph, event: Element, scope: str) -> str:
    """What the one plain start or end of a sub-process is called, which nobody names: after the sub-process."""
    around = graph.nodes[scope]
    same = [child for child in around.element.children if child.name == event.name and child.own]
    if not around.name or len(same) > 1 or triggers(graph.drawing, event):
        return ""
    return f"{around.name}: {'start' if event.name == 'startEvent' else 'end'}"


def _steps_inside(element: Element) -> bool:
    return any(child.name in NODES for child in element.children)


def _undoes(drawing: Drawing, element: Element) -> bool:
    """Whether it is an event sub-process that a compensation starts."""
    if element.get("triggeredByEvent") != "true":
        return False
    return any("compensation" in triggers(drawing, start) for start in element.all("startEvent"))


def _sub_process(graph: ProcessGraph, node: Node) -> None:
    """A sub-process of open order, or without content, is one task."""
    drawing, element = graph.drawing, node.element
    if not _steps_inside(element):
        node.kind = StepKind.TASK
        node.notes.append("its content is not in this drawing")
    elif element.name == "adHocSubProcess":
        node.kind = StepKind.TASK
        node.notes.append(f"in any order: {_content(drawing, element)}")
        why = f"its order is not fixed, so it is read as one step; it holds {_content(drawing, element)}"
        drawing.skip(f"content of the ad-hoc sub-process {drawing.called(element)}", why, element, part=True)


def _content(drawing: Drawing, element: Element) -> str:
    """The tasks inside by their names; events and gateways only where nothing else is inside."""
    inside = [child for child in element.children if child.name in NODES]
    named = [drawing.name(child)[:80] for child in inside if drawing.name(child)]
    bare = len(inside) - len(named)
    unnamed = [f"{bare} unnamed {'step' if bare == 1 else 'steps'}"] if bare else []
    return shortened([*named, *unnamed], 12) or "nothing"


def _describe(graph: ProcessGraph, node: Node) -> None:
    """Note what the shape and its markers say."""
    drawing, element = graph.drawing, node.element
    for child in element.children:
        if child.name in _LOOPS and child.own:
            turn = ", one at a time" if child.get("isSequential") == "true" else ""
            node.notes.append(_LOOPS[child.name] + turn)
            drawing.skip(f"repetition of {drawing.called(element)}", _why_once(child), child)
    if words := [word for word in triggers(drawing, element) if word != "link"]:
        node.notes.append("ends the case at once" if words == ["terminate"] else f"{' or '.join(words)} event")
    limits_its_host = element.name == "boundaryEvent" and element.get("cancelActivity") != "false"
    if not limits_its_host and (text := length(drawing, element)[1]):
        node.notes.append(f"timer: {drawing.short(text, element)}")


def _why_once(loop: Element) -> str:
    """Why a repeated task counts once, in view of the number that the drawing gives."""
    cardinality = loop.first("loopCardinality")
    exact = cardinality.text.strip() if cardinality is not None else ""
    if exact.isdecimal():
        return f"it is done {exact[:9]} times, and counts once"
    most = loop.get("loopMaximum") or ""
    if most.isdecimal():
        return f"it is done at most {most[:9]} times, and counts once; how often on average is not given"
    return "the number of repetitions is not given"


def _flow(graph: ProcessGraph, flow: Element, elements: dict[int, str]) -> None:
    """Connect two nodes by a flow; one that leads from or to anything else is listed."""
    drawing = graph.drawing
    ends: list[str] = []
    for key in ("sourceRef", "targetRef"):
        reference = flow.get(key)
        end = drawing.find(reference)
        if end is None or id(end) not in elements:
            what = drawing.flow_called(flow)
            side = "source" if key == "sourceRef" else "target"
            missing = f"its {side} '{reference[:80]}' is not in the drawing" if reference else f"it has no {side}"
            why = missing if end is None else f"its {side} is {_kind(graph, end)}"
            drawing.skip(what, why, flow, lost=True)
            return
        ends.append(elements[id(end)])
    source, target = ends
    if graph.nodes[source].element.name == "endEvent":
        drawing.skip(drawing.flow_called(flow), "it leaves an end, which has no outgoing flows", flow, lost=True)
        return
    condition = flow.first("conditionExpression")
    when = drawing.name(flow)
    expression = drawing.short(condition.text, flow) if condition is not None else ""
    named = graph.nodes[source].element.get("default")
    default = bool(named) and drawing.find(named) is flow
    if default:
        when = f"otherwise ({when})" if when else "otherwise"
    elif when and expression and when != expression:
        drawing.skip(
            f"condition '{expression[:80]}'", f"the name of the flow is used instead: '{when}'", condition or flow
        )
    edge = Edge(source, target, flow, when or expression, condition is not None, default)
    if _is_drawn_twice(graph, edge):
        drawing.skip(drawing.flow_called(flow), "it is drawn twice, and read once", flow)
        return
    graph.connect(edge)
    if graph.process_of(source) != graph.process_of(target):
        about = "leads from one process to another and is followed as drawn; between pools BPMN has messages"
        graph.notes.append(f"the {drawing.flow_called(flow).removeprefix('a ')} {about}")


def _is_drawn_twice(graph: ProcessGraph, edge: Edge) -> bool:
    """Whether a flow from a step to another is there already; those of a decision may have shares of their own."""
    kind = graph.nodes[edge.source].kind
    if kind is not None and kind.gateway and kind is not StepKind.PARALLEL:
        return False
    same = (known for known in graph.outgoing(edge.source) if known.target == edge.target)
    return any((known.when, known.conditional) == (edge.when, edge.conditional) for known in same)


def _kind(graph: ProcessGraph, element: Element) -> str:
    """What stands at the end of a flow where no step of the procedure does."""
    if element.name not in NODES:
        return f"a {element.name}, not a step of this process"
    return "left out" if process_around(element) in graph.processes else "a step of another process"


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
            drawing.skip(graph.called(node.id), why, node.element, lost=True)
            continue
        graph.boundaries.setdefault(elements[id(host)], []).append(node.id)
        if "timer" in triggers(drawing, node.element) and graph.interrupts(node.id):
            graph.deadlines.setdefault(elements[id(host)], []).append(node.id)
    for node in list(graph.nodes.values()):
        if node.kind is None and node.element.get("triggeredByEvent") == "true":
            for start in [inner for inner in graph.members(node.id) if inner.element.name == "startEvent"]:
                graph.exceptions.add(start.id)
                graph.boundaries.setdefault(graph.around_of(node.id), []).append(start.id)
