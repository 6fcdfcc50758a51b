"""One process of a drawing as plain data in the shape of a page, with the place of each part."""

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
class DrawnProcedure:
    """A procedure as drawn: its page, the place of each part, and where each flow of the drawing went."""

    page: Plain
    spans: dict[PagePath, SourceSpan]
    steps: dict[int, str]
    flows: dict[int, list[tuple[str, Plain]]] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def drawn(drawing: Drawing, process: Element, customers: Customers) -> DrawnProcedure:
    """Turn one process into page-shaped data."""
    draft = gather(drawing, process)
    steps = {id(node.element): node.id for node in draft.nodes.values()}
    flatten(draft)
    make_explicit(draft)
    steps = {element: _standing_for(draft, step) for element, step in steps.items()}
    lanes = lanes_of(drawing, process)
    told = messages(draft, lanes, steps)
    by = {node.id: lanes.of(node.element) for node in draft.nodes.values()}
    side = sides(drawing, process, lanes, customers, _meetings(draft, lanes, by, told))
    spans: dict[PagePath, SourceSpan] = {(): drawing.span(process)}
    page: Plain = {"id": "", "title": "", "kind": "other", "parties": {}, "steps": {}}
    result = DrawnProcedure(page, spans, steps, notes=draft.notes)
    _put_parties(result, drawing, process, lanes, side)
    remarks = annotated(draft, steps)
    for node in draft.nodes.values():
        notes = [*node.notes, *remarks.get(node.id, [])]
        _put_step(result, drawing, draft, node, by[node.id], notes)
    lost = [node.id for node in draft.nodes.values() if node.kind is StepKind.TASK and by[node.id] is None]
    if lost and lanes.parties:
        result.notes.append(f"{len(lost)} tasks stand in no lane, so who does them is not drawn: {', '.join(lost[:5])}")
    _put_messages(result, told)
    _put_papers(result, drawing, papers(draft, steps), side)
    if summary := documentation(drawing, process):
        page["summary"] = summary
    return result


def _standing_for(draft: ProcessGraph, step: str) -> str:
    while step in draft.stand_for:
        step = draft.stand_for[step]
    return step


def _meetings(draft: ProcessGraph, lanes: Lanes, by: dict[str, str | None], told: list[Message]) -> dict[str, set[str]]:
    """Which parties exchange messages, or pass the case to one another directly."""
    meets: dict[str, set[str]] = {}

    def meet(one: str | None, other: str | None) -> None:
        if one is not None and other is not None:
            meets.setdefault(one, set()).add(other)
            meets.setdefault(other, set()).add(one)

    for node in draft.nodes:
        for way in draft.out(node):
            meet(by[node], by[way.target])
    for message in told:
        for party in [by.get(message.step)] if message.step else [lanes.pool] if lanes.pool else lanes.parties:
            meet(party, message.other)
    return meets


def _put_parties(
    result: DrawnProcedure, drawing: Drawing, process: Element, lanes: Lanes, side: dict[str, str]
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
        result.notes.append(f"no customer recognised among {names}; `customer:` in a side file names them")


def _put_step(
    result: DrawnProcedure, drawing: Drawing, draft: ProcessGraph, node: Node, by: str | None, notes: list[str]
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
    step["next"] = _put_flows(result, drawing, draft, node)
    result.page["steps"][node.id] = step


def _put_flows(result: DrawnProcedure, drawing: Drawing, draft: ProcessGraph, node: Node) -> list[Plain]:
    ways = draft.out(node.id)
    times = Counter(way.target for way in ways)
    ids = Ids()
    for target in (target for target, number in times.items() if number == 1):
        ids.take(target)
    flows: list[Plain] = []
    for way in ways:
        flow: Plain = {"to": way.target}
        if times[way.target] > 1:
            flow["id"] = ids.give(way.element.get("id") or way.target)
        if way.when:
            flow["when"] = way.when
        if way.always:
            flow["share"] = 1
        flows.append(flow)
        result.spans["steps", node.id, "next", flow.get("id", way.target)] = drawing.span(way.element)
        _remember(result, way, node.id, flow)
    return flows


def _remember(result: DrawnProcedure, way: Edge, step: str, flow: Plain) -> None:
    if way.element.name == "sequenceFlow":
        result.flows.setdefault(id(way.element), []).append((step, flow))


def _put_messages(result: DrawnProcedure, told: list[Message]) -> None:
    for message in told:
        other = message.other
        if message.step is None or message.step not in result.page["steps"]:
            about = f"message '{message.name}'" if message.name else "a message"
            way = "to" if message.sent else "from"
            result.notes.append(f"{about} {way} '{other}' belongs to the pool as a whole and is in no step")
            continue
        step = result.page["steps"][message.step]
        listed = step.setdefault("sends_to" if message.sent else "receives_from", [])
        if other not in listed:
            listed.append(other)
        if message.name:
            about = f"{'sends' if message.sent else 'receives'} '{message.name}'"
            step["note"] = f"{step['note']}; {about}" if "note" in step else about


def _put_papers(result: DrawnProcedure, drawing: Drawing, listed: list[Paper], side: dict[str, str]) -> None:
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
