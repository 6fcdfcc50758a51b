"""The diagram of a BPMN file: where each shape stands, and how each flow runs."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.exports.drawings.bpmn_ids import XmlIds
from frictionaudit.exports.drawings.bpmn_source import BpmnSource
from frictionaudit.results.drawing import Drawing, Label

_POOL = 30.0
"""Width of the strip with the pool's name."""


def diagram(source: BpmnSource, drawing: Drawing, ids: XmlIds) -> Iterator[str]:
    """The BPMNDiagram with a shape for the pool, each lane and each step, and an edge for each flow."""
    procedure, frames = source.drawn, source.frames
    labels = {(label.kind, label.of): label for label in drawing.labels}
    yield f'  <bpmndi:BPMNDiagram id="{ids.diagram}">'
    yield f'    <bpmndi:BPMNPlane id="{ids.plane}" bpmnElement="{ids.collaboration if source.pooled else ids.process}">'
    if source.pooled:
        yield from _pool(drawing, ids.pool(source.pool_party))
    for lane in drawing.lanes:
        if lane.id in source.lanes:
            attributes = f'isHorizontal="{str(drawing.horizontal).lower()}"'
            yield from _shape(ids.party(lane.id), (lane.x, lane.y, lane.w, lane.h), attributes)
    for box in drawing.boxes:
        label = labels.get(("node", box.id))
        attributes = 'isMarkerVisible="true"' if box.shape == "exclusive" else ""
        attributes = 'isExpanded="true"' if box.id in frames else attributes
        yield from _shape(ids.step(box.id), (box.x, box.y, box.w, box.h), attributes, label)
    keys = {f"{id}>{flow.key}": ids.flow(id, flow.key) for id, flow in procedure.flows}
    for line in drawing.lines:
        element = keys[line.id]
        yield f'      <bpmndi:BPMNEdge id="{element}_di" bpmnElement="{element}">'
        yield from (f'        <di:waypoint x="{_n(x)}" y="{_n(y)}"/>' for x, y in line.points)
        yield from _label(labels.get(("edge", line.id)))
        yield "      </bpmndi:BPMNEdge>"
    yield "    </bpmndi:BPMNPlane>"
    yield "  </bpmndi:BPMNDiagram>"


def _pool(drawing: Drawing, pool: str) -> Iterator[str]:
    """The pool around all lanes, with a strip for its name at their beginning."""
    left, top = min(lane.x for lane in drawing.lanes), min(lane.y for lane in drawing.lanes)
    right = max(lane.x + lane.w for lane in drawing.lanes)
    bottom = max(lane.y + lane.h for lane in drawing.lanes)
    across, down = (_POOL, 0.0) if drawing.horizontal else (0.0, _POOL)
    place = (left - across, top - down, right - left + across, bottom - top + down)
    yield from _shape(pool, place, f'isHorizontal="{str(drawing.horizontal).lower()}"')


def _shape(
    element: str, place: tuple[float, float, float, float], attributes: str = "", label: Label | None = None
) -> Iterator[str]:
    extra = f" {attributes}" if attributes else ""
    yield f'      <bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}"{extra}>'
    yield f"        {_bounds(*place)}"
    yield from _label(label)
    yield "      </bpmndi:BPMNShape>"


def _label(label: Label | None) -> Iterator[str]:
    if label is not None:
        yield f"        <bpmndi:BPMNLabel>{_bounds(label.x, label.y, label.w, label.h)}</bpmndi:BPMNLabel>"


def _bounds(x: float, y: float, w: float, h: float) -> str:
    return f'<dc:Bounds x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"/>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
