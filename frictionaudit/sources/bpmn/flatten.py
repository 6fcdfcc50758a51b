"""Sub-processes drawn out: the way in leads to their starts, their ends lead to the way out."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.event_definitions import code, definitions, link_definition, link_name
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph

_THROWN = ("error", "escalation", "cancel")
_CHOICES = (StepKind.EXCLUSIVE, StepKind.EVENT_BASED, StepKind.INCLUSIVE, StepKind.COMPLEX)


def flatten(draft: ProcessGraph) -> None:
    """Put the content of each sub-process in its place, the outermost first."""
    _join_links(draft)
    _lead_thrown_ends(draft)
    hosts = [node for node in draft.nodes.values() if node.kind is None]
    for host in sorted(hosts, key=lambda node: sum(1 for _ in draft.around(node.id))):
        _draw_out(draft, host)
    for host in hosts:
        draft.drop(host.id)


def _join_links(draft: ProcessGraph) -> None:
    """A link that is thrown leads to the one that its definition names, or else to the one of its name."""
    caught: dict[tuple[str | None, str], Node] = {}
    defined: dict[int, Node] = {}
    thrown: list[Node] = []
    for node in draft.nodes.values():
        definition = link_definition(draft.drawing, node.element)
        if definition is None:
            continue
        if node.element.name == "intermediateCatchEvent":
            caught[node.scope, link_name(definition, node.element)] = node
            defined[id(definition)] = node
            for source in draft.drawing.named(definition, "source"):
                defined.setdefault(id(source), node)
        else:
            thrown.append(node)
    for node in thrown:
        definition = link_definition(draft.drawing, node.element)
        named = [*draft.drawing.named(definition, "target"), definition] if definition is not None else []
        name = link_name(definition, node.element) if definition is not None else ""
        target = next((defined[id(one)] for one in named if id(one) in defined), caught.get((node.scope, name)))
        if target is not None:
            draft.connect(Edge(node.id, target.id, node.element))
        else:
            draft.drawing.skip(f"link '{name}'", "no link of this name is caught", node.element)


def _lead_thrown_ends(draft: ProcessGraph) -> None:
    """An error, escalation or cancellation inside leads to the nearest boundary event that catches it."""
    drawing = draft.drawing
    for node in list(draft.nodes.values()):
        if node.element.name != "endEvent" or node.scope is None:
            continue
        for word, definition in definitions(drawing, node.element):
            if word not in _THROWN:
                continue
            catcher = _catcher(draft, node, word, code(drawing, word, definition))
            if catcher is not None:
                draft.connect(Edge(node.id, catcher, node.element))


def _catcher(draft: ProcessGraph, node: Node, word: str, thrown: str) -> str | None:
    for scope in draft.around(node.id):
        for boundary in draft.boundaries.get(scope, ()):
            for caught, definition in definitions(draft.drawing, draft.nodes[boundary].element):
                meant = code(draft.drawing, caught, definition)
                if caught == word and (not meant or not thrown or meant == thrown):
                    return boundary
    return None


def _draw_out(draft: ProcessGraph, host: Node) -> None:
    inside = draft.members(host.id)
    sits_on = {id for found in draft.boundaries.values() for id in found}
    members = [node for node in inside if node.element.name != "boundaryEvent" or node.id not in sits_on]
    starts = [node for node in members if node.element.name == "startEvent"]
    entries = starts or [node for node in members if _begins(draft, node)] or members[:1] or inside[:1]
    ends = [node for node in inside if not draft.out(node.id)]
    events = [id for id in draft.boundaries.pop(host.id, ()) if not draft.into(id)]
    beside = [id for id in events if draft.nodes[id].element.get("cancelActivity") == "false"]
    interrupted = [id for id in events if id not in beside]
    ways_out = draft.out(host.id)
    last = _lead_out(draft, host, ends, ways_out, several=len(entries) > 1, choice=bool(interrupted))
    if last is not None:
        draft.boundaries.setdefault(last.id, []).extend(interrupted)
    entry = _entry(draft, host, entries, interrupted if last is None else [])
    if beside:
        entry = beside_it(draft, host, entry, beside)
    for way in draft.into(host.id):
        draft.reroute(way, target=entry.id)
    draft.stand_for[host.id] = entries[0].id
    _hand_down(draft, host, entries[0])


def _begins(draft: ProcessGraph, node: Node) -> bool:
    caught = node.element.name == "intermediateCatchEvent"
    return not draft.into(node.id) and not (caught and link_definition(draft.drawing, node.element) is not None)


def _entry(draft: ProcessGraph, host: Node, entries: list[Node], interrupted: list[str]) -> Node:
    """Where the way in leads to: the one start, or a parallel split to all of them."""
    entry = entries[0]
    if len(entries) > 1:
        note = f"drawn as {len(entries)} beginnings of {draft.called(host.id)}"
        entry = draft.add(host, "in", StepKind.PARALLEL, note)
        for node in entries:
            draft.connect(Edge(entry.id, node.id, host.element))
    return before(draft, host, entry, interrupted) if interrupted else entry


def before(draft: ProcessGraph, like: Node, entry: Node, boundaries: list[str]) -> Node:
    """A choice before a node that is drawn without a way on: it, or what interrupts it."""
    chooser = draft.add(like, "ways", StepKind.EXCLUSIVE, f"{draft.called(like.id)} is done, or is interrupted")
    draft.connect(Edge(chooser.id, entry.id, like.element))
    for boundary in boundaries:
        draft.connect(Edge(chooser.id, boundary, draft.nodes[boundary].element))
    return chooser


def beside_it(draft: ProcessGraph, like: Node, entry: Node, boundaries: list[str]) -> Node:
    """A split before a node: always to the node, and to each event that may happen meanwhile without interrupting."""
    what = f"while {draft.called(like.id)} goes on, other things may happen"
    split = draft.add(like, "meanwhile", StepKind.INCLUSIVE, what)
    draft.connect(Edge(split.id, entry.id, like.element, always=True))
    for boundary in boundaries:
        draft.nodes[boundary].notes.append("does not interrupt")
        draft.connect(Edge(split.id, boundary, draft.nodes[boundary].element))
    return split


def _lead_out(
    draft: ProcessGraph, host: Node, ends: list[Node], ways_out: list[Edge], *, several: bool, choice: bool
) -> Node | None:
    """The inner ends lead to where the sub-process leads, joined first where several are reached in one case.

    Returns the one node that the ways out leave, None where there is none.
    """
    if not ways_out or not ends:
        for way in ways_out:
            draft.drawing.skip(f"way out of {draft.called(host.id)}", "nothing inside it leads to its end", way.element)
            draft.cut(way)
        return None
    join = _join_kind(draft, host, several=several) if len(ends) > 1 else None
    if join is None and len(ends) > 1 and len(ways_out) == 1 and not choice:
        for end in ends[1:]:
            draft.connect(Edge(end.id, ways_out[0].target, ways_out[0].element, ways_out[0].when))
        draft.reroute(ways_out[0], source=ends[0].id)
        return None
    last = ends[0]
    if len(ends) > 1:
        last = draft.add(host, "done", StepKind.EVENT, f"the end of {draft.called(host.id)}")
        first = last
        if join is not None:
            first = draft.add(host, "out", join, f"all inside {draft.called(host.id)} is done")
            draft.connect(Edge(first.id, last.id, host.element))
        for end in ends:
            draft.connect(Edge(end.id, first.id, host.element))
    for way in ways_out:
        draft.reroute(way, source=last.id)
    return last


def _join_kind(draft: ProcessGraph, host: Node, *, several: bool) -> StepKind | None:
    """How the ends come together: not at all where each case reaches one, parallel where each reaches all."""
    inside = list(draft.deep(host.id))
    splits = [node for node in inside if node.kind is not None and len(draft.out(node.id)) > 1]
    chosen = any(node.kind in _CHOICES for node in splits) or any(draft.boundaries.get(node.id) for node in inside)
    free = any(node.kind not in _CHOICES for node in splits) or several
    loose = any(node.kind in (StepKind.INCLUSIVE, StepKind.COMPLEX) for node in splits)
    if not free and not loose:
        return None
    return StepKind.INCLUSIVE if chosen else StepKind.PARALLEL


def _hand_down(draft: ProcessGraph, host: Node, first: Node) -> None:
    """What is noted about the sub-process is noted where it begins."""
    if host.notes or host.name:
        about = f"begins {draft.called(host.id)}" + (f": {'; '.join(host.notes)}" if host.notes else "")
        first.notes.append(about)
