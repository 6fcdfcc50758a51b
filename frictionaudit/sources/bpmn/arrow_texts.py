"""What the texts on the arrows of a flow chart say beside conditions: a delay, or one answer with several steps."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.lengths import length_in_words
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph


def read_arrow_texts(graph: ProcessGraph) -> None:
    """Make a wait of a length of time on a lone arrow, and a split of arrows with the same answer to a decision."""
    for node in list(graph.nodes.values()):
        flows = graph.outgoing(node.id)
        if len(flows) == 1 and node.kind is not None and not node.kind.gateway:
            _delay(graph, node, flows[0])
        elif len(flows) > 2 and node.kind is StepKind.EXCLUSIVE:
            _same_answers(graph, node, flows)


def _delay(graph: ProcessGraph, node: Node, flow: Edge) -> None:
    time = length_in_words(flow.when, alone=True) if flow.when else None
    if time is None:
        return
    wait = graph.add(node, "wait", StepKind.EVENT, "a time on the arrow")
    wait.element, wait.name, wait.delay, wait.invented = flow.element, flow.when, time, False
    flow.when = ""
    graph.connect(Edge(wait.id, flow.target, flow.element))
    graph.reroute(flow, target=wait.id)


def _same_answers(graph: ProcessGraph, node: Node, flows: list[Edge]) -> None:
    """Several arrows with one answer are all taken where that is the answer."""
    answers: dict[str, list[Edge]] = {}
    for flow in flows:
        answers.setdefault(flow.when, []).append(flow)
    if len(answers) < 2:
        return
    for answer, same in answers.items():
        if not answer or len(same) < 2:
            continue
        split = graph.add(node, "all", StepKind.PARALLEL, f"all flows named '{answer}' are taken")
        for flow in same:
            flow.when = ""
            graph.reroute(flow, source=split.id)
        graph.connect(Edge(node.id, split.id, same[0].element, answer))
