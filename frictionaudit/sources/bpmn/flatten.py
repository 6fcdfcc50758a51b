"""Flattens sub-processes: incoming flows lead to their starts, and their ends to the outgoing flows."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.event_definitions import link_definition, link_name, triggers
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.bpmn.thrown_events import lead_thrown_ends
from frictionaudit.sources.bpmn.waits import length

_CONCURRENT = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)
_CHOICES = (StepKind.EXCLUSIVE, StepKind.EVENT_BASED, StepKind.INCLUSIVE, StepKind.COMPLEX)


def flatten(graph: ProcessGraph) -> None:
    """Replace each sub-process by its content, the outermost first."""
    _join_links(graph)
    lead_thrown_ends(graph)
    _happen_meanwhile(graph)
    hosts = [node for node in graph.nodes.values() if node.kind is None]
    for host in sorted(hosts, key=lambda node: sum(1 for _ in graph.around(node.id))):
        _flatten_one(graph, host)
    for host in hosts:
        graph.drop(host.id)


def _join_links(graph: ProcessGraph) -> None:
    """A throwing link leads to the catching one that its definition names, or else to the one of its name."""
    caught: dict[tuple[str, str], Node] = {}
    defined: dict[int, Node] = {}
    thrown: list[Node] = []
    for node in graph.nodes.values():
        definition = link_definition(graph.drawing, node.element)
        if definition is None:
            continue
        if node.element.name == "intermediateCatchEvent":
            caught[graph.around_of(node.id), link_name(definition, node.element)] = node
            defined[id(definition)] = node
            for source in graph.drawing.named(definition, "source"):
                defined.setdefault(id(source), node)
        else:
            thrown.append(node)
    for node in thrown:
        definition = link_definition(graph.drawing, node.element)
        candidates = [*graph.drawing.named(definition, "target"), definition] if definition is not None else []
        name = link_name(definition, node.element) if definition is not None else ""
        target = next((defined[id(named)] for named in candidates if id(named) in defined), None) or caught.get(
            (graph.around_of(node.id), name)
        )
        if target is not None:
            graph.connect(Edge(node.id, target.id, node.element))
        else:
            graph.drawing.skip(
                f"link '{name}'" if name else graph.called(node.id), "no link event catches this name", node.element
            )


def _happen_meanwhile(graph: ProcessGraph) -> None:
    """After an event sub-process that interrupts, the case goes on where it would have gone on anyway."""
    for host in list(graph.nodes.values()):
        if host.kind is not None or host.element.get("triggeredByEvent") != "true" or host.scope is None:
            continue
        starts = [node for node in graph.members(host.id) if node.id in graph.exceptions]
        if any(graph.interrupts(node.id) for node in starts):
            for flow in graph.outgoing(host.scope):
                graph.connect(Edge(host.id, flow.target, flow.element, flow.when))


def _flatten_one(graph: ProcessGraph, host: Node) -> None:
    inside = graph.members(host.id)
    attached = {id for events in graph.boundaries.values() for id in events if id not in graph.exceptions}
    inside = [node for node in inside if node.element.get("triggeredByEvent") != "true"]
    uncalled = _other_starts(graph, host, inside)
    inside = [node for node in inside if node not in uncalled]
    members = [node for node in inside if node.element.name != "boundaryEvent" or node.id not in attached]
    starts = [node for node in members if node.element.name == "startEvent"]
    entries = starts or [node for node in members if _begins(graph, node)] or members[:1] or inside[:1]
    ends = [node for node in inside if not graph.outgoing(node.id) and node.kind is not StepKind.END]
    events = [id for id in graph.boundaries.pop(host.id, ()) if not graph.incoming(id)]
    beside = [id for id in events if not graph.interrupts(id)]
    interrupted = [id for id in events if id not in beside]
    flows_out = graph.outgoing(host.id)
    if host.element.get("triggeredByEvent") == "true" and not flows_out:
        for end in ends:
            end.kind = StepKind.END if end.element.name == "endEvent" else end.kind
    join = _join_kind(graph, host, several=len(entries) > 1)
    if join is not None:
        _join_before(graph, host, ends, join)
    last = _lead_out(graph, host, ends, flows_out, join=join, choice=bool(interrupted))
    if last is not None:
        graph.boundaries.setdefault(last.id, []).extend(interrupted)
    entry = _entry(graph, host, entries, interrupted if last is None else [])
    if beside:
        entry = split_beside(graph, host, entry, beside)
    lead_in(graph, graph.incoming(host.id), entry)
    graph.stand_for[host.id] = entries[0].id
    for start in uncalled:
        graph.drop(start.id)
        graph.stand_for[start.id] = entries[0].id
    _hand_down(graph, host, entries[0])


def _other_starts(graph: ProcessGraph, host: Node, inside: list[Node]) -> list[Node]:
    """The starts of a called process that a call does not use: it enters by the plain start, where there is one."""
    starts = [node for node in inside if node.element.name == "startEvent"]
    other = [node for node in starts if triggers(graph.drawing, node.element)]
    if host.element.name != "callActivity" or len(other) == len(starts):
        return []
    for node in other:
        why = f"{graph.called(host.id)} calls the process, which then begins at its plain start"
        graph.drawing.skip(f"start {graph.called(node.id)}", why, node.element)
    return other


def _begins(graph: ProcessGraph, node: Node) -> bool:
    caught = node.element.name == "intermediateCatchEvent"
    return not graph.incoming(node.id) and not (caught and link_definition(graph.drawing, node.element) is not None)


def _entry(graph: ProcessGraph, host: Node, entries: list[Node], interrupted: list[str]) -> Node:
    """The target of incoming flows: the one start, or a parallel split to all of them."""
    entry = entries[0]
    if len(entries) > 1:
        note = f"{graph.called(host.id)} begins at {len(entries)} places"
        entry = graph.add(host, "in", StepKind.PARALLEL, note)
        for node in entries:
            graph.connect(Edge(entry.id, node.id, host.element))
    return before(graph, host, entry, interrupted) if interrupted else entry


def lead_in(graph: ProcessGraph, flows: list[Edge], entry: Node) -> None:
    """Lead flows to what stands first; a split would wait for all of them, so several meet before it."""
    if len(flows) > 1 and entry.kind in _CONCURRENT:
        merge = graph.add(entry, "merge", StepKind.EXCLUSIVE, f"flows to {graph.called(entry.id)} meet")
        graph.connect(Edge(merge.id, entry.id, entry.element))
        entry = merge
    for flow in flows:
        graph.reroute(flow, target=entry.id)


def before(graph: ProcessGraph, like: Node, entry: Node, boundaries: list[str]) -> Node:
    """A choice before a node without outgoing flows: the node itself, or the event that interrupts it."""
    chooser = graph.add(like, "ways", StepKind.EXCLUSIVE, f"{graph.called(like.id)} is done, or is interrupted")
    graph.connect(Edge(chooser.id, entry.id, like.element))
    for boundary in boundaries:
        graph.connect(Edge(chooser.id, boundary, graph.nodes[boundary].element))
    return chooser


def split_beside(graph: ProcessGraph, like: Node, entry: Node, boundaries: list[str]) -> Node:
    """A split before a node: always to the node, and to each non-interrupting event that may happen meanwhile."""
    what = f"other events may happen during {graph.called(like.id)}"
    split = graph.add(like, "meanwhile", StepKind.INCLUSIVE, what)
    graph.connect(Edge(split.id, entry.id, like.element, always=True))
    for boundary in boundaries:
        graph.nodes[boundary].notes.append("does not interrupt")
        graph.connect(Edge(split.id, boundary, graph.nodes[boundary].element))
    return split


def _lead_out(
    graph: ProcessGraph, host: Node, ends: list[Node], flows_out: list[Edge], *, join: StepKind | None, choice: bool
) -> Node | None:
    """Lead the inner ends to the targets of the sub-process, with a join where one case reaches several.

    Returns the one node that the outgoing flows leave, None where there is none.
    """
    if not flows_out or not ends:
        for flow in flows_out:
            graph.drawing.skip(f"flow from {graph.called(host.id)}", "no step inside it leads to its end", flow.element)
            graph.cut(flow)
        return None
    if join is None and len(ends) > 1 and len(flows_out) == 1 and not choice:
        for end in ends[1:]:
            graph.connect(Edge(end.id, flows_out[0].target, flows_out[0].element, flows_out[0].when))
        graph.reroute(flows_out[0], source=ends[0].id)
        return None
    last = ends[0]
    if len(ends) > 1:
        last = graph.add(host, "done", StepKind.EVENT, f"the end of {graph.called(host.id)}")
        first = last
        if join is not None:
            first = graph.add(host, "out", join, f"all inside {graph.called(host.id)} is done")
            graph.connect(Edge(first.id, last.id, host.element))
        for end in ends:
            graph.connect(Edge(end.id, first.id, host.element))
    for flow in flows_out:
        graph.reroute(flow, source=last.id)
    return last


def _join_before(graph: ProcessGraph, host: Node, ends: list[Node], join: StepKind) -> None:
    """An end inside that several branches of one case reach is over once, when all of them are."""
    for end in ends:
        flows = graph.incoming(end.id)
        if end.element.name == "endEvent" and len(flows) > 1:
            met = graph.add(end, "met", join, f"all that leads to this end of {graph.called(host.id)} is done")
            for flow in flows:
                graph.reroute(flow, target=met.id)
            graph.connect(Edge(met.id, end.id, end.element))


def _join_kind(graph: ProcessGraph, host: Node, *, several: bool) -> StepKind | None:
    """How the ends join: not at all where each case reaches one, parallel where each reaches all."""
    inside = list(graph.deep(host.id))
    several_ways = [node for node in inside if node.kind is not None and len(graph.outgoing(node.id)) > 1]
    splits = [node for node in several_ways if node.id not in graph.escalations]
    chosen = any(node.kind in _CHOICES for node in splits) or any(graph.boundaries.get(node.id) for node in inside)
    free = any(node.kind not in _CHOICES for node in splits) or several
    loose = any(node.kind in (StepKind.INCLUSIVE, StepKind.COMPLEX) for node in splits) or any(
        not graph.interrupts(event) for node in inside for event in graph.boundaries.get(node.id, ())
    )
    if not free and not loose:
        return None
    return StepKind.INCLUSIVE if chosen else StepKind.PARALLEL


def _hand_down(graph: ProcessGraph, host: Node, first: Node) -> None:
    """Move the notes and deadlines of a sub-process to its first step."""
    drawing = graph.drawing
    for event in graph.deadlines.pop(host.id, ()):
        time, text = length(drawing, graph.nodes[event].element)
        if time is not None or text:
            host.notes.append(f"deadline: {time.short() if time is not None else text}")
    if host.notes or host.name:
        about = f"begins {graph.called(host.id)}" + (f": {'; '.join(host.notes)}" if host.notes else "")
        first.notes.append(about)
