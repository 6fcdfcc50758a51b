"""A procedure as BPMN 2.0 with coordinates; what BPMN has no element for stands in `friction:says`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from frictionaudit.domain.procedure.originals import Original
from frictionaudit.exports.drawings.bpmn_diagram import diagram
from frictionaudit.exports.drawings.bpmn_flow import flow_elements
from frictionaudit.exports.drawings.bpmn_ids import XmlIds
from frictionaudit.exports.drawings.bpmn_parts import NONE, extension, name, unsaid
from frictionaudit.exports.drawings.bpmn_source import BpmnSource
from frictionaudit.results.drawing import Drawing

NAMESPACES = {
    "": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "friction": "urn:frictionaudit:1",
}


def write(source: BpmnSource, drawing: Drawing) -> str:
    """One process with a lane for each party, in a pool of the procedure's title, and its diagram."""
    procedure = source.drawn
    ids = XmlIds(procedure)
    spaces = " ".join(f"xmlns{f':{prefix}' if prefix else ''}={quoteattr(uri)}" for prefix, uri in NAMESPACES.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<definitions {spaces} id="{ids.definitions}" targetNamespace="urn:frictionaudit:procedure" '
        'exporter="frictionaudit">',
        *(_collaboration(source, ids) if source.pooled else ()),
        *_process(source, ids),
        *diagram(source, drawing, ids),
        "</definitions>",
    ]
    return "\n".join(lines) + "\n"


def _collaboration(source: BpmnSource, ids: XmlIds) -> Iterator[str]:
    party = source.pool_party
    pool = f'id="{ids.pool(party)}"{name(source.pool_name)}'
    yield f'  <collaboration id="{ids.collaboration}">'
    yield from extension({}, 4, _only(source, "collaboration"))
    yield f'    <participant {pool} processRef="{ids.process}"{ids.named(party) if party else ""}>'
    if party is not None:
        yield from _party(source, party, 6)
    elif source.own_pool is not None:
        yield from extension({}, 6, source.originals[source.own_pool])
    yield "    </participant>"
    yield "  </collaboration>"


def _party(source: BpmnSource, party: str, indent: int) -> Iterator[str]:
    """What BPMN has no place for in a pool or lane."""
    body = {key: value for key, value in source.drawn.page()["parties"][party].items() if key != "name"}
    original = source.originals.get(party, NONE)
    known = original if original.tag in ("lane", "participant") else NONE
    yield from extension(unsaid(body, source.drawn.parties[party].name), indent, known)


def _process(source: BpmnSource, ids: XmlIds) -> Iterator[str]:
    yield f'  <process id="{ids.process}"{name(source.process_name)} isExecutable="false">'
    yield from extension(_says(source), 4, _only(source, "process"))
    if source.lanes:
        yield f'    <laneSet id="{ids.lane_set}">'
        for party, steps in source.lanes.items():
            yield f'      <lane id="{ids.party(party)}"{name(source.drawn.parties[party].name)}{ids.named(party)}>'
            yield from _party(source, party, 8)
            yield from (f"        <flowNodeRef>{ids.step(step)}</flowNodeRef>" for step in steps)
            yield "      </lane>"
        yield "    </laneSet>"
    yield from flow_elements(source, ids)
    yield "  </process>"


def _only(source: BpmnSource, tag: str) -> Original:
    """The one element of this kind in the imported file; of several it is not known which is meant."""
    found = [one for one in source.originals.values() if one.tag == tag]
    return found[0] if len(found) == 1 else NONE


def _says(source: BpmnSource) -> dict[str, Any]:
    """What BPMN has no place for in a process: its title, where no name bears it, and parties without steps."""
    procedure = source.drawn
    whole = procedure.page()
    says = {key: value for key, value in whole.items() if key not in ("id", "title", "steps", "parties", "drawn")}
    asked = {paper for step in procedure.steps.values() for paper in (*step.asks, *step.gives)}
    for table in ("forms", "documents"):  # a reader takes a new one only where a step asks for it
        if table in says:
            says[table] = {id: body for id, body in says[table].items() if id in asked}
    says = {key: value for key, value in says.items() if value not in ({}, None)}
    borne = procedure.title in (source.pool_name if source.pooled else "", source.process_name)
    says = unsaid(says, procedure.title, "title") if borne else {"title": procedure.title, **says}
    written = {*source.lanes, source.pool_party}
    idle = {id: body for id, body in whole.get("parties", {}).items() if id not in written}
    return says | ({"parties": idle} if idle else {})
