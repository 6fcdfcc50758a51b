"""What BPMN leaves unsaid about routing, made explicit: splits without a gateway, and what interrupts an activity."""

from __future__ import annotations

from collections.abc import Callable

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.flatten import before, beside_it
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph


def make_explicit(draft: ProcessGraph) -> None:
    """Give each split its gateway, then each activity the ways on from the events that sit on it."""
    for node in list(draft.nodes.values()):
        if node.kind is not None and not node.kind.gateway:
            _split(draft, node)
    for host, boundaries in list(draft.boundaries.items()):
        if boundaries:
            _interrupt(draft, draft.nodes[host], boundaries)


def _split(draft: ProcessGraph, node: Node) -> None:
    """Several ways from an activity or event are all taken, and where they have conditions, those that hold."""
    ways = draft.out(node.id)
    if len(ways) < 2:
        return
    kind, note = StepKind.PARALLEL, "drawn without a gateway: all ways are taken"
    if any(way.conditional for way in ways):
        kind, note = StepKind.INCLUSIVE, "drawn without a gateway: every way is taken whose condition holds"
    split = draft.add(node, "split", kind, note)
    for way in ways:
        draft.reroute(way, source=split.id)
    draft.connect(Edge(node.id, split.id, node.element))


def _interrupt(draft: ProcessGraph, host: Node, boundaries: list[str]) -> None:
    """The events on an activity are other ways on from it; how often they happen is not drawn."""
    beside = [id for id in boundaries if draft.nodes[id].element.get("cancelActivity") == "false"]
    boundaries = [id for id in boundaries if id not in beside]
    if boundaries and draft.out(host.id):
        for id in boundaries:
            draft.connect(Edge(host.id, id, draft.nodes[id].element))
        boundaries = []
    for choose, events in ((before, boundaries), (beside_it, beside)):
        if events:
            _put_before(draft, host, choose, events)


def _put_before(draft: ProcessGraph, host: Node, choose: Callable[..., Node], events: list[str]) -> None:
    into = draft.into(host.id)
    chooser = choose(draft, host, host, events)
    for way in into:
        draft.reroute(way, target=chooser.id)
