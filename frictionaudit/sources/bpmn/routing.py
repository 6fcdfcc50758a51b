"""What BPMN leaves unsaid about routing, made explicit: splits without a gateway, and what interrupts an activity."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.draft import Draft, Node, Way
from frictionaudit.sources.bpmn.flattening import before


def make_explicit(draft: Draft) -> None:
    """Give each split its gateway, then each activity the ways on from the events that sit on it."""
    for node in list(draft.nodes.values()):
        if node.kind is not None and not node.kind.gateway:
            _split(draft, node)
    for host, boundaries in list(draft.boundaries.items()):
        if boundaries:
            _interrupt(draft, draft.nodes[host], boundaries)


def _split(draft: Draft, node: Node) -> None:
    """Several ways from an activity or event are all taken, and where they have conditions, those that hold."""
    ways = draft.out(node.id)
    if len(ways) < 2:
        return
    kind, note = StepKind.PARALLEL, "drawn without a gateway: all ways are taken"
    if any(way.conditional for way in ways):
        kind, note = StepKind.INCLUSIVE, "drawn without a gateway: every way is taken whose condition holds"
    split = draft.add(node, "split", kind, note)
    for way in ways:
        draft.turn(way, source=split.id)
    draft.connect(Way(node.id, split.id, node.element))


def _interrupt(draft: Draft, host: Node, boundaries: list[str]) -> None:
    """The events on an activity are other ways on from it; how often they happen is not drawn."""
    for id in boundaries:
        event = draft.nodes[id]
        if event.element.get("cancelActivity") == "false":
            event.notes.append("does not interrupt")
            draft.notes.append(
                f"{draft.called(id)} happens beside {draft.called(host.id)} without interrupting it;"
                " it is read as another way on"
            )
    if draft.out(host.id):
        for id in boundaries:
            draft.connect(Way(host.id, id, draft.nodes[id].element))
        return
    into = draft.into(host.id)
    chooser = before(draft, host, host, boundaries)
    for way in into:
        draft.turn(way, target=chooser.id)
