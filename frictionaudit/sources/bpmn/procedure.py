"""Converts one collaboration of a drawing into plain data in the shape of a page, with the place of each part."""

from __future__ import annotations

from collections import Counter

from frictionaudit.domain.procedure import PagePath, SourceSpan, StepKind
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.branch_shares import take_shares, take_shares_of_events
from frictionaudit.sources.bpmn.carriers import put_passed_on
from frictionaudit.sources.bpmn.collaborations import Collaboration
from frictionaudit.sources.bpmn.collect_nodes import gather
from frictionaudit.sources.bpmn.conversion import Conversion, ConvertedProcess, Plain
from frictionaudit.sources.bpmn.data_objects import papers
from frictionaudit.sources.bpmn.documentation import annotated, documentation
from frictionaudit.sources.bpmn.drawing import PAGE_ID, Drawing
from frictionaudit.sources.bpmn.event_definitions import triggers
from frictionaudit.sources.bpmn.flatten import flatten
from frictionaudit.sources.bpmn.fold_gateways import fold_gateways
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.join_pools import join_pools
from frictionaudit.sources.bpmn.label_performers import begin_with_the_customer, seat_by_labels
from frictionaudit.sources.bpmn.lanes import Customers, Lanes, lanes_of
from frictionaudit.sources.bpmn.messages import Message, arrows, messages
from frictionaudit.sources.bpmn.name_details import note_unread, put_name_details
from frictionaudit.sources.bpmn.nobody import note_gaps, system_at
from frictionaudit.sources.bpmn.page_parts import put_forms, put_messages, put_papers
from frictionaudit.sources.bpmn.performers import seat_by_performers
from frictionaudit.sources.bpmn.pool_performers import leave_with_performers
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.bpmn.routing import make_explicit
from frictionaudit.sources.bpmn.sides import others, sides
from frictionaudit.sources.bpmn.turns import limited_waits, turn_at_timer, turn_on_arrow, turns_limited
from frictionaudit.sources.bpmn.unconnected import list_unconnected
from frictionaudit.sources.bpmn.waits import length, limit, wait_of


def convert(drawing: Drawing, part: Collaboration, customers: Customers) -> ConvertedProcess:
    """Convert the processes of one procedure into page-shaped data."""
    graph = gather(drawing, part.processes)
    steps = {id(node.element): node.id for node in graph.nodes.values()}
    flatten(graph)
    make_explicit(graph)
    fold_gateways(graph)
    take_shares_of_events(graph)
    steps = {element: _standing_for(graph, step) for element, step in steps.items()}
    concurrent = {node.id for node in graph.nodes.values() if _splits(graph, node)} if part.joined else set()
    limited = limited_waits(graph)
    drawn = arrows(graph, steps, part.customers) if part.joined else []
    passed = join_pools(graph, drawn, part.customers)
    lanes = lanes_of(drawing, part.processes)
    seat_by_performers(drawing, part.processes, lanes)
    seat_by_labels(graph, lanes)
    by = {
        node.id: None if node.id in graph.nobody else lanes.seat(node.element) or lanes.pool(node.element)
        for node in graph.nodes.values()
    }
    by = leave_with_performers(graph, lanes, by)
    graph.notes += begin_with_the_customer(graph, by)
    exchanged = messages(graph, by, steps, drawn, passed)
    side = sides(drawing, part.processes, lanes, customers, _meetings(graph, lanes, by, exchanged))
    travelling = frozenset(arrow.target for arrow in drawn if arrow.key in passed)
    conversion = Conversion(drawing, graph, lanes, by, side, exchanged, travelling, limited)
    spans: dict[PagePath, SourceSpan] = {(): drawing.span(part.main)}
    page: Plain = {"id": "", "title": "", "kind": "other", "parties": {}, "steps": {}}
    result = ConvertedProcess(page, spans, steps, notes=graph.notes)
    _put_parties(result, conversion)
    remarks = annotated(graph, steps)
    for node in graph.nodes.values():
        _put_step(result, conversion, node, [*node.notes, *remarks.get(node.id, [])])
        if part.joined and page["steps"][node.id].get("stops") and not concurrent:
            del page["steps"][node.id]["stops"]  # nothing of its own pool goes on, and it does not end the others
    list_unconnected(conversion)
    note_gaps(result, conversion)
    if part.joined:
        names = [pool.name or drawing.called(pool.element) for pool in part.pools]
        how = "exchange messages" if drawn else "a case passes through"
        result.notes.append(f"one procedure of {len(names)} pools that {how}: {', '.join(names)}")
    put_messages(result, conversion)
    put_papers(result, drawing, papers(graph, steps), side)
    put_forms(result, conversion, steps)
    if not drawing.is_ours:
        put_passed_on(result, conversion)
        put_name_details(result, conversion)
        note_unread(result, conversion)
    if summary := documentation(drawing, part.main):
        page["summary"] = summary
    return result


def _splits(graph: ProcessGraph, node: Node) -> bool:
    kinds = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)
    return node.kind in kinds and len(graph.outgoing(node.id)) > 1


def _standing_for(graph: ProcessGraph, step: str) -> str:
    while step in graph.stand_for:
        step = graph.stand_for[step]
    return step


def _meetings(
    graph: ProcessGraph, lanes: Lanes, by: dict[str, str | None], exchanged: list[Message]
) -> dict[str, set[str]]:
    """The parties that exchange messages, or pass the case to each other directly."""
    meets: dict[str, set[str]] = {}

    def meet(party: str | None, partner: str | None) -> None:
        if party is not None and partner is not None:
            meets.setdefault(party, set()).add(partner)
            meets.setdefault(partner, set()).add(party)

    for node in graph.nodes:
        for flow in graph.outgoing(node):
            meet(by[node], by[flow.target])
    for message in exchanged:
        inside = [id for id in lanes.parties if lanes.pool_of.get(id) is message.pool]
        for party in [by.get(message.step)] if message.step else inside:
            meet(party, message.other)
    return meets


def _put_parties(result: ConvertedProcess, conversion: Conversion) -> None:
    drawing, lanes, side = conversion.drawing, conversion.lanes, conversion.side
    parties: Plain = {id: {**party, "side": side[id]} for id, party in lanes.parties.items()}
    elements = dict(lanes.elements)
    for pool in others(drawing, conversion.graph.processes):
        parties[pool.id] = {"side": side[pool.id], **({"name": pool.name} if pool.name else {})}
        elements[pool.id] = pool.element
    for id_, element in elements.items():
        result.parties.setdefault(id(element), id_)
        result.spans["parties", id_] = drawing.span(element)
    result.page["parties"] = parties
    if parties and "customer" not in side.values():
        names = ", ".join(
            f"'{party['name']}'" if party.get("name") else drawing.called(elements[id])
            for id, party in list(parties.items())[:12]
        )
        result.notes.append(f"no customer recognised among {names}; name them with `customer:` in a side file")


def _put_step(result: ConvertedProcess, conversion: Conversion, node: Node, notes: list[str]) -> None:
    drawing, graph, by = conversion.drawing, conversion.graph, conversion.by[node.id]
    system = "" if node.invented else system_at(conversion, node)
    step: Plain = {"kind": StepKind.EVENT.value if system else (node.kind or StepKind.TASK).value}
    if node.invented:
        step["implied"] = True
    elif node.name:
        step["name"] = node.name
    if node.kind is StepKind.END and {"terminate", "error"} & set(triggers(drawing, node.element)):
        step["stops"] = True
    if by is not None:
        step["by"] = by
    if not node.invented:
        _put_wait(step, conversion, node, notes)
        if system:
            step["systems"] = [system]
    written = "" if node.invented else documentation(drawing, node.element)
    if note := "; ".join(text for text in (*notes, written) if text):
        step["note"] = drawing.short(note, node.element, LIMITS.note_length)
    result.spans["steps", node.id] = drawing.span(node.element)
    step["next"] = _put_flows(result, drawing, graph, node)
    result.page["steps"][node.id] = step


def _put_wait(step: Plain, conversion: Conversion, node: Node, notes: list[str]) -> None:
    """The wait before a step, and the deadlines of the timers on its border."""
    drawing, graph, by = conversion.drawing, conversion.graph, conversion.by[node.id]
    partners = conversion.heard_at(node.id)
    doer, others = conversion.side.get(by or "", ""), conversion.limited.get(node.id, ())
    running = turns_limited(graph, others, conversion.heard_at, conversion.by, conversion.side, doer)
    running = running or [turn_at_timer(graph, node.id, conversion.by, conversion.side)]
    travels = node.id in conversion.travelling
    most = None if node.id in conversion.limited else limit(drawing, node.element)
    wait = wait_of(drawing, node.element, by, partners, conversion.side, travels, running, most is not None)
    if most is not None:
        notes.append(f"deadline: {most.short()}")
    if node.delay is not None:
        turn = turn_on_arrow if node.element.name == "sequenceFlow" else turn_at_timer
        wait = {turn(graph, node.id, conversion.by, conversion.side): node.delay}
    elif node.scope is not None and node.kind is StepKind.EVENT and node.element.name in ("startEvent", "endEvent"):
        wait = wait if triggers(drawing, node.element) else {}  # a case passes the edge of a sub-process at once
    for event in graph.deadlines.get(node.id, ()):
        time, text = length(drawing, graph.nodes[event].element)
        if time is not None or text:
            notes.append(f"deadline: {time.short() if time is not None else text}")
        if doer == "customer" and time is not None:
            wait = {"unknown": ["customer"], **(wait or {}), "deadline": time}
            if graph.nodes[event].name:
                wait.setdefault("otherwise", graph.nodes[event].name)
    if wait is not None:
        step["wait"] = wait


def _put_flows(result: ConvertedProcess, drawing: Drawing, graph: ProcessGraph, node: Node) -> list[Plain]:
    take_shares(graph, node)
    edges = graph.outgoing(node.id)
    times = Counter(edge.target for edge in edges)
    ids = Ids()
    for target in (target for target, number in times.items() if number == 1):
        ids.take(target)
    flows: list[Plain] = []
    for edge in edges:
        flow: Plain = {"to": edge.target}
        if times[edge.target] > 1:
            flow["id"] = ids.give(edge.element.get(PAGE_ID) or edge.element.get("id") or edge.target)
        if edge.when:
            flow["when"] = edge.when
        if edge.always:
            flow["share"] = 1
        elif edge.share is not None:
            flow["share"] = edge.share
        flows.append(flow)
        result.spans["steps", node.id, "next", flow.get("id", edge.target)] = drawing.span(edge.element)
        _remember(result, edge, node.id, flow)
    return flows


def _remember(result: ConvertedProcess, edge: Edge, step: str, flow: Plain) -> None:
    if edge.element.name == "sequenceFlow":
        result.flows.setdefault(id(edge.element), []).append((step, flow))
