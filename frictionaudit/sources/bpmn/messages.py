"""Messages between pools: which step sends one to whom, and receives one from whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.lanes import Lanes
from frictionaudit.sources.bpmn.process_graph import ProcessGraph
from frictionaudit.sources.bpmn.xml import Element


@dataclass(frozen=True)
class Message:
    """A message flow as one process sees it; `step` is None where it ends at the border of the pool."""

    element: Element
    step: str | None
    other: str
    sent: bool
    name: str = ""


def messages(graph: ProcessGraph, lanes: Lanes, steps: dict[int, str]) -> list[Message]:
    """The messages that the steps of a process send and receive."""
    return [message for flow in flows(graph.drawing) for message in _seen(graph, lanes, steps, flow)]


def flows(drawing: Drawing) -> Iterator[Element]:
    """All message flows of the file."""
    return (flow for part in drawing.tree.root.all("collaboration") for flow in part.all("messageFlow"))


def _seen(graph: ProcessGraph, lanes: Lanes, steps: dict[int, str], flow: Element) -> Iterator[Message]:
    drawing = graph.drawing
    name = drawing.name(flow)
    ends = [drawing.find(flow.get(key)) for key in ("sourceRef", "targetRef")]
    pools = [pool_around(drawing, end) for end in ends]
    for mine, other, sent in ((0, 1, True), (1, 0, False)):
        here, there, pool = ends[mine], ends[other], pools[other]
        if here is None or there is None or not _here(graph, here):
            continue
        if _here(graph, there):
            inside = lanes.of(there)
            if steps.get(id(here)) and inside is not None and inside != lanes.of(here):
                yield Message(flow, steps[id(here)], inside, sent, name)
        elif pool is not None:
            yield Message(flow, steps.get(id(here)), pool.id, sent, name)


def _here(graph: ProcessGraph, element: Element) -> bool:
    """Whether an element is the process's own pool, or inside it."""
    if process_around(element) is graph.process:
        return True
    pool = graph.drawing.pool_of(graph.process)
    return pool is not None and element is pool.element


def process_around(element: Element) -> Element | None:
    """The process around an element."""
    at: Element | None = element
    while at is not None and at.name != "process":
        at = at.parent
    return at


def pool_around(drawing: Drawing, element: Element | None) -> Pool | None:
    """The pool that an element is, or is inside of."""
    if element is None:
        return None
    return drawing.pool_by.get(id(element)) or drawing.pool_by.get(id(process_around(element)))


def list_lost(drawing: Drawing) -> None:
    """List message flows whose source or target is missing or in no pool."""
    for flow in flows(drawing):
        name = drawing.name(flow) or flow.get("id") or "without a name"
        for key, word in (("sourceRef", "source"), ("targetRef", "target")):
            end = drawing.find(flow.get(key))
            if end is None:
                drawing.skip(f"message '{name}'", f"its {word} '{flow.get(key)[:80]}' is not in the drawing", flow)
                break
            if pool_around(drawing, end) is None:
                drawing.skip(f"message '{name}'", f"its {word} '{flow.get(key)[:80]}' is not in a pool", flow)
                break
