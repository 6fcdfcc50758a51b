"""Messages between pools: which step sends one to whom, and receives one from whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.process_graph import ProcessGraph, process_around
from frictionaudit.sources.bpmn.whole_pools import WholePools
from frictionaudit.sources.bpmn.xml_tree import Element


@dataclass(frozen=True)
class Arrow:
    """A message flow from a step of one process to a step of another."""

    source: str
    target: str
    element: Element

    @property
    def key(self) -> int:
        return id(self.element)


@dataclass(frozen=True)
class Message:
    """A message flow as one step sees it; `step` is None where it ends at the border of the pool.

    `other` is the party at its other end. A message between two steps of one procedure is listed at both, and
    `again` marks the second where the case does not travel with it.
    """

    element: Element
    step: str | None
    other: str
    sent: bool
    name: str = ""
    again: bool = False
    pool: Pool | None = None
    """The pool at whose border it ends, where no step has it."""


def flows(drawing: Drawing) -> Iterator[Element]:
    """All message flows of the file."""
    return (flow for part in drawing.tree.root.all("collaboration") for flow in part.all("messageFlow"))


def arrows(graph: ProcessGraph, steps: Mapping[int, str], customers: Collection[Element] = ()) -> list[Arrow]:
    """The messages between two processes of the graph, from step to step, in the order of the file.

    Of two pools that send messages to each other as a whole, one of the `customers` begins.
    """
    drawn = [(flow, *_ends(graph.drawing, flow)) for flow in flows(graph.drawing)]
    pools = WholePools.of(graph, ((source, target) for _, source, target in drawn))
    ends = [
        (flow, steps.get(id(source)) or pools.sender(source), steps.get(id(target)), target)
        for flow, source, target in drawn
    ]
    for _, sender, receiver, _ in ends:
        pools.lead(sender, receiver)
    first = sorted(ends, key=lambda end: _process(graph, end[1]) not in customers)
    found = {id(flow): pools.receiver(to, sender) for flow, sender, receiver, to in first if receiver is None}
    listed = ((flow, sender, receiver or found[id(flow)]) for flow, sender, receiver, _ in ends)
    return [
        Arrow(str(sender), str(receiver), flow)
        for flow, sender, receiver in listed
        if sender in graph.nodes and receiver in graph.nodes
    ]


def _process(graph: ProcessGraph, node: str | None) -> Element | None:
    return process_around(graph.nodes[node].element) if node in graph.nodes else None


def messages(
    graph: ProcessGraph,
    by: Mapping[str, str | None],
    steps: Mapping[int, str],
    drawn: Sequence[Arrow],
    passed: set[int],
) -> list[Message]:
    """The messages that the steps send and receive; `passed` are the flows along which the case goes."""
    led = {arrow.key: arrow for arrow in drawn}
    return [message for flow in flows(graph.drawing) for message in _seen(graph, by, steps, flow, passed, led)]


def _seen(
    graph: ProcessGraph,
    by: Mapping[str, str | None],
    steps: Mapping[int, str],
    flow: Element,
    passed: set[int],
    led: Mapping[int, Arrow],
) -> Iterator[Message]:
    drawing, name = graph.drawing, message_name(graph.drawing, flow)
    ends = _ends(drawing, flow)
    pools = [pool_around(drawing, end) for end in ends]
    inside = [end is not None and _here(graph, end) for end in ends]
    at = [steps.get(id(end)) for end in ends]
    if id(flow) in led:
        at = [led[id(flow)].source, led[id(flow)].target]
    for mine, other, sent in ((0, 1, True), (1, 0, False)):
        pool, step, there = pools[other], at[mine], at[other]
        if not inside[mine] or ends[other] is None:
            continue
        if not inside[other]:
            if pool is not None:
                yield Message(flow, step, pool.id, sent, name, pool=pools[mine])
            continue
        party = by.get(there or "") or _speaks_for(graph, by, pool)
        if party is not None and party != by.get(step or "") and (step or not there):
            yield Message(
                flow,
                step,
                party,
                sent,
                name,
                again=not sent and bool(there) and id(flow) not in passed,
                pool=pools[mine],
            )


def _speaks_for(graph: ProcessGraph, by: Mapping[str, str | None], pool: Pool | None) -> str | None:
    """The party of a pool as a whole: the pool itself, or the lane in which its process begins."""
    inside = [
        node for node in graph.nodes.values() if pool is not None and process_around(node.element) is pool.process
    ]
    inside.sort(key=lambda node: node.element.name != "startEvent")
    return next((party for node in inside if (party := by.get(node.id)) is not None), None)


def message_name(drawing: Drawing, flow: Element) -> str:
    """The name of a message flow, else that of its message."""
    name = drawing.name(flow)
    message = drawing.find(flow.get("messageRef")) if flow.get("messageRef") else None
    return name or (drawing.name(message) if message is not None else "")


def _ends(drawing: Drawing, flow: Element) -> tuple[Element | None, Element | None]:
    return drawing.find(flow.get("sourceRef")), drawing.find(flow.get("targetRef"))


def _here(graph: ProcessGraph, element: Element) -> bool:
    """Whether an element is a pool of the graph, or inside one."""
    pool = graph.drawing.pool_by.get(id(element)) if element.name == "participant" else None
    process = pool.process if pool is not None else process_around(element)
    return process is not None and process in graph.processes


def pool_around(drawing: Drawing, element: Element | None) -> Pool | None:
    """The pool that an element is, or is inside of."""
    if element is None:
        return None
    return drawing.pool_by.get(id(element)) or drawing.pool_by.get(id(process_around(element)))


def list_lost(drawing: Drawing) -> None:
    """List message flows whose source or target is missing or in no pool."""
    for flow in flows(drawing):
        name = message_name(drawing, flow)
        what = f"message '{name}'" if name else "a message without a name"
        for key, word in (("sourceRef", "source"), ("targetRef", "target")):
            end = drawing.find(flow.get(key))
            if end is None:
                drawing.skip(what, f"its {word} '{flow.get(key)[:80]}' is not in the drawing", flow)
                break
            if pool_around(drawing, end) is None:
                drawing.skip(what, f"its {word}, {drawing.called(end)}, is not in a pool", flow)
                break
        else:
            pools = [pool_around(drawing, end) for end in _ends(drawing, flow)]
            if all(pool is not None and pool.process is None for pool in pools):
                drawing.skip(what, "it goes from one closed pool to another, so no step has it", flow)
