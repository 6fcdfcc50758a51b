"""Converts one process of a drawing into plain data in the shape of a page, with the place of each part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from frictionaudit.domain.procedure import PagePath, SourceSpan, StepKind
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.collect_nodes import gather
from frictionaudit.sources.bpmn.data_objects import Paper, papers
from frictionaudit.sources.bpmn.documentation import annotated, documentation
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.event_definitions import stated_time, triggers
from frictionaudit.sources.bpmn.flatten import flatten
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.lanes import Customers, Lanes, lanes_of, others, sides
from frictionaudit.sources.bpmn.messages import Message, messages
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.bpmn.routing import make_explicit
from frictionaudit.sources.bpmn.xml import Element

Plain = dict[str, Any]


@dataclass
class ConvertedProcess:
    """A process of a drawing as a page: its data, the place of each part, and the flows made of each drawn one."""

    page: Plain
    spans: dict[PagePath, SourceSpan]
    steps: dict[int, str]
    flows: dict[int, list[tuple[str, Plain]]] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def convert(drawing: Drawing, process: Element, customers: Customers) -> ConvertedProcess:
    """Convert one process into page-shaped data."""
    graph = gather(drawing, process)
    steps = {id(node.element): node.id for node in graph.nodes.values()}
    flatten(graph)
    make_explicit(graph)
    steps = {element: _standing_for(graph, step) for element, step in steps.items()}
    lanes = lanes_of(drawing, process)
    exchanged = messages(graph, lanes, steps)
    by = {node.id: lanes.of(node.element) for node in graph.nodes.values()}
    side = sides(drawing, process, lanes, customers, _meetings(graph, lanes, by, exchanged))
    spans: dict[PagePath, SourceSpan] = {(): drawing.span(process)}
    page: Plain = {"id": "", "title": "", "kind": "other", "parties": {}, "steps": {}}
    result = ConvertedProcess(page, spans, steps, notes=graph.notes)
    _put_parties(result, drawing, process, lanes, side)
    remarks = annotated(graph, steps)
    for node in graph.nodes.values():
        notes = [*node.notes, *remarks.get(node.id, [])]
        _put_step(result, drawing, graph, node, by[node.id], notes)
    lost = [node.id for node in graph.nodes.values() if node.kind is StepKind.TASK and by[node.id] is None]
    if lost and lanes.parties:
        names = ", ".join(graph.called(id) for id in lost[:5])
        tasks = "1 task is" if len(lost) == 1 else f"{len(lost)} tasks are"
        result.notes.append(f"{tasks} in no lane, so the drawing does not say who does them: {names}")
    _put_messages(result, exchanged)
    _put_papers(result, drawing, papers(graph, steps), side)
    if summary := documentation(drawing, process):
        page["summary"] = summary
    return result


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
        for party in [by.get(message.step)] if message.step else [lanes.pool] if lanes.pool else lanes.parties:
            meet(party, message.other)
    return meets


def _put_parties(
    result: ConvertedProcess, drawing: Drawing, process: Element, lanes: Lanes, side: dict[str, str]
) -> None:
    parties: Plain = {id: {**party, "side": side[id]} for id, party in lanes.parties.items()}
    elements = dict(lanes.elements)
    for pool in others(drawing, process):
        parties[pool.id] = {"side": side[pool.id], **({"name": pool.name} if pool.name else {})}
        elements[pool.id] = pool.element
    for id_, element in elements.items():
        result.parties[id(element)] = id_
        result.spans["parties", id_] = drawing.span(element)
    result.page["parties"] = parties
    if parties and "customer" not in side.values():
        names = ", ".join(f"'{party.get('name', id)}'" for id, party in list(parties.items())[:12])
        result.notes.append(f"no customer recognised among {names}; name them with `customer:` in a side file")


def _put_step(
    result: ConvertedProcess, drawing: Drawing, graph: ProcessGraph, node: Node, by: str | None, notes: list[str]
) -> None:
    step: Plain = {"kind": (node.kind or StepKind.TASK).value}
    if node.invented:
        step["implied"] = True
    elif node.name:
        step["name"] = node.name
    if node.kind is StepKind.END and "terminate" in triggers(drawing, node.element):
        step["stops"] = True
    if by is not None:
        step["by"] = by
    time, _ = stated_time(drawing, node.element) if not node.invented else (None, "")
    if time is not None:
        step["wait"] = {"batch": time}
    written = "" if node.invented else documentation(drawing, node.element)
    if note := "; ".join(text for text in (*notes, written) if text):
        step["note"] = drawing.short(note, node.element, LIMITS.note_length)
    result.spans["steps", node.id] = drawing.span(node.element)
    step["next"] = _put_flows(result, drawing, graph, node)
    result.page["steps"][node.id] = step


def _put_flows(result: ConvertedProcess, drawing: Drawing, graph: ProcessGraph, node: Node) -> list[Plain]:
    edges = graph.outgoing(node.id)
    times = Counter(edge.target for edge in edges)
    ids = Ids()
    for target in (target for target, number in times.items() if number == 1):
        ids.take(target)
    flows: list[Plain] = []
    for edge in edges:
        flow: Plain = {"to": edge.target}
        if times[edge.target] > 1:
            flow["id"] = ids.give(edge.element.get("id") or edge.target)
        if edge.when:
            flow["when"] = edge.when
        if edge.always:
            flow["share"] = 1
        flows.append(flow)
        result.spans["steps", node.id, "next", flow.get("id", edge.target)] = drawing.span(edge.element)
        _remember(result, edge, node.id, flow)
    return flows


def _remember(result: ConvertedProcess, edge: Edge, step: str, flow: Plain) -> None:
    if edge.element.name == "sequenceFlow":
        result.flows.setdefault(id(edge.element), []).append((step, flow))


def _put_messages(result: ConvertedProcess, exchanged: list[Message]) -> None:
    for message in exchanged:
        other = message.other
        if message.step is None or message.step not in result.page["steps"]:
            about = f"message '{message.name}'" if message.name else "a message"
            direction = "to" if message.sent else "from"
            result.notes.append(f"{about} {direction} '{other}' ends at the border of the pool, so no step has it")
            continue
        step = result.page["steps"][message.step]
        listed = step.setdefault("sends_to" if message.sent else "receives_from", [])
        if other not in listed:
            listed.append(other)
        if message.name:
            about = f"{'sends' if message.sent else 'receives'} '{message.name}'"
            step["note"] = f"{step['note']}; {about}" if "note" in step else about


def _put_papers(result: ConvertedProcess, drawing: Drawing, listed: list[Paper], side: dict[str, str]) -> None:
    steps = result.page["steps"]
    ids = Ids()

    def customer(step: str) -> bool:
        return side.get(steps[step].get("by", "")) == "customer"

    for paper in listed:
        name = paper.name or paper.id
        touched = list(dict.fromkeys((*paper.written, *paper.read)))
        if not touched:
            drawing.skip(f"{paper.element.name} '{name}'", "no step reads or writes it", paper.element)
            continue
        if paper.store:
            for step in touched:
                steps[step].setdefault("systems", []).append(name)
            continue
        id = ids.give(paper.id)
        table = "forms" if paper.form else "documents"
        result.page.setdefault(table, {})[id] = {"name": name}
        result.spans[table, id] = drawing.span(paper.element)
        handed_in = [step for step in paper.written if customer(step)]
        handed_out = [step for step in paper.written if not customer(step) and any(map(customer, paper.read))]
        for step in handed_in:
            steps[step].setdefault("asks", []).append(id)
        for step in handed_out if not paper.form else ():
            steps[step].setdefault("gives", []).append(id)
        for step in touched:
            if step not in handed_in and (step not in handed_out or paper.form):
                about = f"{'writes' if step in paper.written else 'reads'} '{name}'"
                steps[step]["note"] = f"{steps[step]['note']}; {about}" if "note" in steps[step] else about
