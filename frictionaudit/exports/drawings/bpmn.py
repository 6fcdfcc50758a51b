"""A procedure as BPMN 2.0 with coordinates; what BPMN has no element for stands in `friction:says`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from frictionaudit.domain.procedure import Procedure, Step, StepKind
from frictionaudit.domain.procedure.originals import Original
from frictionaudit.exports import page
from frictionaudit.exports.drawings.bpmn_diagram import diagram
from frictionaudit.exports.drawings.bpmn_ids import XmlIds
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Drawing

NAMESPACES = {
    "": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "friction": "urn:frictionaudit:1",
}
_ELEMENTS = {
    StepKind.START: "startEvent",
    StepKind.END: "endEvent",
    StepKind.TASK: "task",
    StepKind.EVENT: "intermediateThrowEvent",
    StepKind.EXCLUSIVE: "exclusiveGateway",
    StepKind.PARALLEL: "parallelGateway",
    StepKind.INCLUSIVE: "inclusiveGateway",
    StepKind.EVENT_BASED: "eventBasedGateway",
    StepKind.COMPLEX: "complexGateway",
}
_NONE = Original("")
_KEPT = {
    StepKind.TASK: ("userTask", "manualTask", "sendTask", "receiveTask", "businessRuleTask"),
    StepKind.EVENT: ("intermediateCatchEvent", "serviceTask", "scriptTask"),
}
"""Elements that an imported file keeps, by the kind of step that they are read as."""
_LONGEST = 500
"""Characters of a name that BPMN's readers of ours take from its element."""


@dataclass(frozen=True)
class BpmnSource:
    """What a BPMN file is written from.

    `drawn` is `procedure` with a gateway wherever BPMN needs one; `gateway_of` names the step that such a gateway
    belongs to. Our reader folds them again.
    """

    procedure: Procedure
    drawn: Procedure
    gateway_of: Mapping[str, str]
    originals: Mapping[str, Original] = field(default_factory=dict)
    """The elements of an imported file by id: their kind, events and other tools' extensions are written again."""


def write(source: BpmnSource, drawing: Drawing) -> str:
    """One process with a lane for each party, in a pool of the procedure's title, and its diagram."""
    procedure = source.drawn
    ids = XmlIds(procedure)
    spaces = " ".join(f"xmlns{f':{name}' if name else ''}={quoteattr(uri)}" for name, uri in NAMESPACES.items())
    pooled = bool(_seated(procedure))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<definitions {spaces} id="{ids.definitions}" targetNamespace="urn:frictionaudit:procedure" '
        'exporter="frictionaudit">',
        *(_collaboration(procedure, ids) if pooled else ()),
        *_process(source, ids, pooled),
        *diagram(procedure, drawing, ids, pooled),
        "</definitions>",
    ]
    return "\n".join(lines) + "\n"


def _collaboration(procedure: Procedure, ids: XmlIds) -> Iterator[str]:
    yield f'  <collaboration id="{ids.collaboration}">'
    yield f'    <participant id="{ids.pool}"{_name(procedure.title)} processRef="{ids.process}"/>'
    yield "  </collaboration>"


def _seated(procedure: Procedure) -> dict[str, list[str]]:
    """The steps of each party that has any."""
    seats: dict[str, list[str]] = {}
    for id, step in procedure.steps.items():
        if step.by is not None:
            seats.setdefault(step.by, []).append(id)
    return {party: seats[party] for party in procedure.parties if party in seats}


def _process(source: BpmnSource, ids: XmlIds, pooled: bool) -> Iterator[str]:
    procedure = source.drawn
    whole, seats = procedure.page(), _seated(procedure)
    parties: Mapping[str, Any] = whole.get("parties", {})
    says = {key: value for key, value in whole.items() if key not in ("id", "title", "steps", "parties", "drawn")}
    asked = {paper for step in procedure.steps.values() for paper in (*step.asks, *step.gives)}
    for table in ("forms", "documents"):  # a reader takes a new one only where a step asks for it
        if table in says:
            says[table] = {id: body for id, body in says[table].items() if id in asked}
    says = _unsaid({key: value for key, value in says.items() if value not in ({}, None)}, procedure.title, "title")
    idle = {id: body for id, body in parties.items() if id not in seats}
    says |= {"parties": idle} if idle else {}
    name = "" if pooled else _name(procedure.title)
    yield f'  <process id="{ids.process}"{name} isExecutable="false">'
    main = [one for one in source.originals.values() if one.tag == "process"]
    yield from _extension(says, 4, main[0] if len(main) == 1 else _NONE)
    if seats:
        yield f'    <laneSet id="{ids.lane_set}">'
        for party, steps in seats.items():
            body = {key: value for key, value in parties[party].items() if key != "name"}
            yield f'      <lane id="{ids.party(party)}"{_name(procedure.parties[party].name)}{ids.named(party)}>'
            original = source.originals.get(party, _NONE)
            yield from _extension(
                _unsaid(body, procedure.parties[party].name), 8, original if original.tag == "lane" else _NONE
            )
            yield from (f"        <flowNodeRef>{ids.step(step)}</flowNodeRef>" for step in steps)
            yield "      </lane>"
        yield "    </laneSet>"
    into: dict[str, list[str]] = {id: [] for id in procedure.steps}
    for before, flow in procedure.flows:
        into[flow.to].append(ids.flow(before, flow.key))
    for id in procedure.in_reading_order():
        belongs = source.gateway_of.get(id)
        mark = f" friction:of={quoteattr(ids.step(belongs))}" if belongs else ""
        original = source.originals.get(id, _NONE)
        yield from _step(procedure.steps[id], id, whole["steps"][id], ids, into[id], mark, original)
    drawn = {one.ends: one for one in source.originals.values() if one.tag == "sequenceFlow"}
    for id in procedure.in_reading_order():
        bodies = whole["steps"][id].get("next", ())
        for flow, body in zip(procedure.steps[id].next, bodies, strict=True):
            extra = {key: value for key, value in body.items() if key not in ("to", "id", "when")}
            yield (
                f'    <sequenceFlow id="{ids.flow(id, flow.key)}"{_name(flow.when)} sourceRef="{ids.step(id)}" '
                f'targetRef="{ids.step(flow.to)}"{ids.named_flow(id, flow.key)}>'
            )
            yield from _extension(_unsaid(extra, flow.when, "when"), 6, drawn.get((id, flow.to), _NONE))
            yield "    </sequenceFlow>"
    yield "  </process>"


def _step(
    step: Step, id: str, body: Mapping[str, Any], ids: XmlIds, into: list[str], mark: str, original: Original
) -> Iterator[str]:
    waits = original.tag in ("receiveTask", "intermediateCatchEvent")
    link = any("linkEventDefinition" in event for event in original.events)  # its flow is drawn instead
    kept = original.tag in _KEPT.get(step.kind, ()) and not link and (step.wait is not None or not waits)
    element = original.tag if kept else _ELEMENTS[step.kind]
    hidden = ("kind", "name", "by", "next", *(("stops",) if step.kind is StepKind.END else ()))
    says = {key: value for key, value in body.items() if key not in hidden}
    yield f'    <{element} id="{ids.step(id)}"{_name(step.name)}{ids.named(id)}{mark}{_foreign(original)}>'
    yield from _extension(_unsaid(says, step.name), 6, original)
    yield from (f"      <incoming>{flow}</incoming>" for flow in into)
    yield from (f"      <outgoing>{ids.flow(id, flow.key)}</outgoing>" for flow in step.next)
    if step.stops and step.kind is StepKind.END:
        yield "      <terminateEventDefinition/>"
    elif original.events and not link and element in ("intermediateCatchEvent", "startEvent"):
        yield from (f"      {event}" for event in original.events)
    yield f"    </{element}>"


def _name(text: str | None) -> str:
    """The attribute with a name; absent where there is none."""
    return f" name={quoteattr(sanitize.text(text))}" if text else ""


def _unsaid(body: dict[str, Any], name: str | None, key: str = "name") -> dict[str, Any]:
    """The keys, with the name where its attribute would be read otherwise: split into words, folded or cut."""
    plain = not name or (" " in name and name == " ".join(name.split()) == sanitize.text(name))
    return body if plain and len(name or "") <= _LONGEST else {key: name, **body}


def _extension(says: Mapping[str, Any], indent: int, original: Original = _NONE) -> Iterator[str]:
    if not says and not original.extensions:
        return
    space = " " * indent
    yield f"{space}<extensionElements>"
    if says:
        yield f"{space}  <friction:says>"
        yield escape(page.part(says))
        yield f"{space}  </friction:says>"
    yield from (f"{space}  {extension}" for extension in original.extensions)
    yield f"{space}</extensionElements>"


def _foreign(original: Original) -> str:
    """The attributes of other tools, each with its namespace."""
    shown = []
    for n, (name, value) in enumerate(original.attributes):
        uri, _, local = name.removeprefix("{").partition("}")
        shown.append(f" xmlns:f{n}={quoteattr(uri)} f{n}:{local}={quoteattr(value)}")
    return "".join(shown)
