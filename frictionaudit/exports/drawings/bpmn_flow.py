"""The steps and flows of a BPMN process; sub-processes of an imported file hold theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from frictionaudit.domain.procedure import Flow, Step, StepKind
from frictionaudit.domain.procedure.originals import Original
from frictionaudit.exports.drawings.bpmn_ids import XmlIds
from frictionaudit.exports.drawings.bpmn_parts import NONE, extension, foreign, name, unsaid
from frictionaudit.exports.drawings.bpmn_source import BpmnSource

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
_KEPT = {
    StepKind.TASK: ("userTask", "manualTask", "sendTask", "receiveTask", "businessRuleTask"),
    StepKind.EVENT: ("intermediateCatchEvent", "serviceTask", "scriptTask"),
}
"""Elements that an imported file keeps, by the kind of step that they are read as."""


def flow_elements(source: BpmnSource, ids: XmlIds) -> Iterator[str]:
    """Everything between the lanes and the end of the process."""
    yield from _FlowWriter(source, ids).scope(None)


class _FlowWriter:
    def __init__(self, source: BpmnSource, ids: XmlIds) -> None:
        self.source, self.ids = source, ids
        self.steps = source.drawn.steps
        self.bodies = source.drawn.page()["steps"]
        self.order = source.drawn.in_reading_order()
        self.frames = source.frames
        self.into: dict[str, list[str]] = {id: [] for id in self.steps}
        for before, flow in source.drawn.flows:
            self.into[flow.to].append(ids.flow(before, flow.key))
        self.drawn = {one.ends: one for one in source.originals.values() if one.tag == "sequenceFlow"}

    def scope(self, frame: str | None) -> Iterator[str]:
        """The steps of the process or of a sub-process, then their flows."""
        here = [id for id in self.order if self.source.inside.get(id) == frame]
        for id in here:
            yield from self._step(id)
        for id in here:
            for flow, body in zip(self.steps[id].next, self.bodies[id].get("next", ()), strict=True):
                yield from self._flow(id, flow, body)

    def _step(self, id: str) -> Iterator[str]:
        step, original = self.steps[id], self.source.originals.get(id, NONE)
        element = original.tag if self.source.own else _element(step, original)
        hidden = ("kind", "name", "by", "next", *(("stops",) if step.kind is StepKind.END else ()))
        says = {key: value for key, value in self.bodies[id].items() if key not in hidden}
        says = {} if id in self.frames else unsaid(says, step.name)
        attributes = f"{self.ids.named(id)}{self._settings(id, original)}{foreign(original)}"
        yield f'    <{element} id="{self.ids.step(id)}"{name(step.name)}{attributes}>'
        yield from extension(says, 6, original)
        yield from (f"      <incoming>{flow}</incoming>" for flow in self.into[id])
        yield from (f"      <outgoing>{self.ids.flow(id, flow.key)}</outgoing>" for flow in step.next)
        if id in self.frames:
            yield from self.scope(id)
        yield from (f"      {event}" for event in self._events(step, element, original))
        yield f"    </{element}>"

    def _settings(self, id: str, original: Original) -> str:
        """Attributes that say how a step runs; of a gateway that we have put in, the step that it belongs to."""
        belongs, host = self.source.gateway_of.get(id), self.source.hosts.get(id)
        said = {"friction:of": self.ids.step(belongs)} if belongs else {}
        if self.source.own:
            said |= dict(original.settings)
            said |= {"attachedToRef": self.ids.step(host)} if host else {}
            default = next((flow for flow in self.steps[id].next if flow.id == original.default), None)
            said |= {"default": self.ids.flow(id, default.key)} if default else {}
        return "".join(f" {key}={quoteattr(value)}" for key, value in said.items())

    def _events(self, step: Step, element: str, original: Original) -> tuple[str, ...]:
        if self.source.own:
            return original.events
        if step.stops and step.kind is StepKind.END:
            return ("<terminateEventDefinition/>",)
        kept = element in ("intermediateCatchEvent", "startEvent") and not _is_link(original)
        return original.events if kept else ()

    def _flow(self, source: str, flow: Flow, body: dict[str, Any]) -> Iterator[str]:
        original = self.source.originals.get(flow.key) if self.source.own else self.drawn.get((source, flow.to))
        original = original or NONE
        extra = {key: value for key, value in body.items() if key not in ("to", "id", "when")}
        yield (
            f'    <sequenceFlow id="{self.ids.flow(source, flow.key)}"{name(flow.when)} '
            f'sourceRef="{self.ids.step(source)}" targetRef="{self.ids.step(flow.to)}"'
            f"{self.ids.named_flow(source, flow.key)}>"
        )
        yield from extension(extra if self.source.own else unsaid(extra, flow.when, "when"), 6, original)
        if self.source.own and original.condition is not None:
            yield f"      <conditionExpression>{escape(original.condition)}</conditionExpression>"
        yield "    </sequenceFlow>"


def _element(step: Step, original: Original) -> str:
    """What an imported file has for the step, where it is read as this kind of step again."""
    waits = original.tag in ("receiveTask", "intermediateCatchEvent")
    kept = original.tag in _KEPT.get(step.kind, ()) and not _is_link(original) and (step.wait is not None or not waits)
    return original.tag if kept else _ELEMENTS[step.kind]


def _is_link(original: Original) -> bool:
    """Whether it is a link event: its flow is drawn instead."""
    return any("linkEventDefinition" in event for event in original.events)
