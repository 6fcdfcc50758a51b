"""A drawing with frames: each sub-process is placed by itself, then stands in the flow around it as one large box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from frictionaudit.application.drawings.draw import DrawOptions, outline
from frictionaudit.application.drawings.gateways import Explicit
from frictionaudit.application.drawings.place import EVENT, place
from frictionaudit.domain.procedure import Flow, Procedure, Step, StepKind
from frictionaudit.domain.values import FrozenDict
from frictionaudit.results.drawing import Box, Drawing, Line

_EDGE, _TITLE = 20.0, 28.0
"""Room in a frame around its content, and above it for its name."""
_BORDER = EVENT + 8.0
"""Height of a box for each event on its border."""
_LEAST = (148.0, 54.0)


@dataclass(frozen=True)
class _Content:
    """What stands in a frame, from its own top left corner."""

    drawing: Drawing
    left: float
    top: float
    w: float
    h: float


def framed(explicit: Explicit, options: DrawOptions, activities: frozenset[str] = frozenset()) -> Drawing:
    """The drawing of a procedure whose steps stand in frames and on borders.

    `activities` are drawn as boxes whatever their kind: what a system does is an event of a page, but a task in BPMN.
    """
    boxed = {
        id: step.model_copy(update={"kind": StepKind.TASK}) if id in activities else step
        for id, step in explicit.procedure.steps.items()
    }
    procedure = explicit.procedure.model_copy(update={"steps": FrozenDict(boxed)})
    return _scope(replace(explicit, procedure=procedure), options, None)


def _scope(explicit: Explicit, options: DrawOptions, frame: str | None) -> Drawing:
    procedure, hosts = explicit.procedure, explicit.hosts
    here = [id for id in procedure.steps if explicit.inside.get(id) == frame]
    frames = [id for id in here if id in explicit.inside.values()]
    contents = {id: _content(_scope(explicit, options, id)) for id in frames}
    alone = {id: _alone(explicit, id, within=frame is not None) for id in here if id not in hosts}
    shown = outline(procedure.model_copy(update={"steps": FrozenDict(alone)}), options)
    rooms = {id: (content.w, content.h) for id, content in contents.items()}
    for host in {hosts[id] for id in here if id in hosts}:
        events = sum(other == host for other in hosts.values())
        w, h = rooms.get(host, _LEAST)
        rooms[host] = (max(w, (events + 1) * _BORDER), max(h, (events + 1) * _BORDER))
    shapes = tuple(replace(shape, room=rooms.get(shape.id)) for shape in shown.shapes)
    placed = place(replace(shown, shapes=shapes), options.portrait, options.lane_order, options.effort)
    boxes = {box.id: box for box in placed.boxes}
    for id, content in contents.items():
        placed = _with_content(placed, boxes[id], content)
    return _with_events(placed, procedure, {id: hosts[id] for id in here if id in hosts})


def _alone(explicit: Explicit, id: str, within: bool) -> Step:
    """A step with the flows of the events on its border; inside a frame it has no lane of its own."""
    events = [event for event, host in explicit.hosts.items() if host == id]
    own = explicit.procedure.steps[id].next
    flows: tuple[Flow, ...] = tuple(chain(own, *(explicit.procedure.steps[event].next for event in events)))
    return explicit.procedure.steps[id].model_copy(update={"next": flows, **({"by": None} if within else {})})


def _content(drawing: Drawing) -> _Content:
    spots = [(box.x, box.y, box.x + box.w, box.y + box.h) for box in drawing.boxes]
    spots += [(label.x, label.y, label.x + label.w, label.y + label.h) for label in drawing.labels]
    spots += [(x, y, x, y) for line in drawing.lines for x, y in line.points]
    left, top = min(spot[0] for spot in spots), min(spot[1] for spot in spots)
    w, h = max(spot[2] for spot in spots) - left, max(spot[3] for spot in spots) - top
    return _Content(drawing, left - _EDGE, top - _TITLE, w + 2 * _EDGE, h + _TITLE + _EDGE)


def _with_content(placed: Drawing, frame: Box, content: _Content) -> Drawing:
    """The drawing with the content moved into its frame."""
    right, down = frame.x - content.left, frame.y - content.top
    inner = content.drawing
    boxes = (box.model_copy(update={"x": box.x + right, "y": box.y + down}) for box in inner.boxes)
    labels = (label.model_copy(update={"x": label.x + right, "y": label.y + down}) for label in inner.labels)
    lines = (
        line.model_copy(update={"points": tuple((x + right, y + down) for x, y in line.points)}) for line in inner.lines
    )
    return placed.model_copy(
        update={
            "boxes": (*placed.boxes, *boxes),
            "labels": (*placed.labels, *labels),
            "lines": (*placed.lines, *lines),
        }
    )


def _with_events(placed: Drawing, procedure: Procedure, hosts: dict[str, str]) -> Drawing:
    """Each event stands on the border of its host, where its flow leaves; without a flow at the lower right corner."""
    boxes = {box.id: box for box in placed.boxes}
    lines = {line.id: line for line in placed.lines}
    events = []
    for n, (id, host) in enumerate(hosts.items()):
        step, box = procedure.steps[id], boxes[host]
        at = (box.x + box.w - EVENT * (1 + n), box.y + box.h)
        for flow in reversed(step.next):
            line = lines.pop(f"{host}>{flow.key}")
            at = line.points[0]
            lines[f"{id}>{flow.key}"] = _from_circle(line, id, flow.key)
        kind = {"kind": "event", "shape": "event", "rows": (), "facts": (), "details": ()}
        spot = {"x": at[0] - EVENT / 2, "y": at[1] - EVENT / 2, "w": EVENT, "h": EVENT}
        events.append(box.model_copy(update={"id": id, "name": step.name or "", **kind, **spot}))
    renamed = {
        f"{host}>{flow.key}": f"{id}>{flow.key}" for id, host in hosts.items() for flow in procedure.steps[id].next
    }
    labels = tuple(label.model_copy(update={"of": renamed.get(label.of, label.of)}) for label in placed.labels)
    return placed.model_copy(
        update={"boxes": (*placed.boxes, *events), "lines": tuple(lines.values()), "labels": labels}
    )


def _from_circle(line: Line, event: str, key: str) -> Line:
    """The line of a host as that of an event on its border: it begins at the edge of the circle."""
    (ax, ay), (bx, by) = line.points[:2]
    length = max(abs(bx - ax), abs(by - ay))
    out = min(EVENT / 2, length / 2)
    start = (ax + out * (bx - ax) / length, ay + out * (by - ay) / length) if length else (ax, ay)
    return line.model_copy(update={"id": f"{event}>{key}", "source": event, "points": (start, *line.points[1:])})
