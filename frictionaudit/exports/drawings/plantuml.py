"""A drawing for PlantUML: a frame for each lane, a shape for each step, an arrow for each flow."""

from __future__ import annotations

import re

from frictionaudit.exports.drawings.titles import title
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Line

_SPECIAL = re.compile(r"[\"<>&~*_/\\|#%{}\[\]`$!@-]")
_SHAPES = {"gateway": "usecase", "event": "circle"}
"""Shapes that PlantUML of any age knows: a hexagon it has learnt only in 2021, a diamond not at all beside frames."""
_COLOURS = {"added": "#E3F4E8", "removed": "#FBE9EB", "moved": "#EFE7F8", "changed": "#FFF1D6"}


def write(drawing: Drawing) -> str:
    """The text between `@startuml` and `@enduml`."""
    ids = {box.id: f"s{n}" for n, box in enumerate(drawing.boxes, 1)}
    lines = ["@startuml", f"title {_escaped(title(drawing))}"]
    lines += ["left to right direction"] if drawing.horizontal else []
    for n, lane in enumerate(drawing.lanes, 1):
        nodes = [_node(ids[box.id], box) for box in drawing.boxes if box.lane == lane.id]
        framed = [f"frame {_quoted(lane.name)} as l{n} {{", *(f"  {node}" for node in nodes), "}"]
        lines += framed if lane.name else nodes
    lines += [_arrow(line, ids) for line in drawing.lines]
    return "\n".join([*lines, "@enduml"]) + "\n"


def left_out(drawing: Drawing) -> tuple[str, ...]:
    """What the diagram does not say."""
    lost = ["coordinates"]
    if any(box.marks or box.burden is not None for box in drawing.boxes):
        lost.append("marks of findings and bars of burden")
    if any(line.share is not None for line in drawing.lines):
        lost.append("widths of the arrows")
    return tuple(lost)


def _node(id: str, box: Box) -> str:
    sign = {"parallel": "+", "complex": "*", "inclusive": "o", "event-based": "?"}.get(box.shape, "")
    differ = f"{box.difference}: " if box.difference else ""
    rows = [differ + (box.name or sign or box.shape), *box.facts]
    colour = f" {_COLOURS[box.difference]}" if box.difference else ""
    return f"{_SHAPES.get(box.kind, 'rectangle')} {_quoted(*rows)} as {id}{colour}"


def _arrow(line: Line, ids: dict[str, str]) -> str:
    link = "..>" if line.kind == "message" or line.difference == "removed" else "-->"
    text = f"{line.difference}: {line.text}" if line.difference else line.text
    return f"{ids[line.source]} {link} {ids[line.target]}" + (f" : {_escaped(text)}" if text else "")


def _quoted(*rows: str) -> str:
    return '"' + "\\n".join(_escaped(row) for row in rows) + '"'


def _escaped(text: str) -> str:
    """The text with each sign that PlantUML could obey as its character number."""
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", sanitize.text(text)) or " "
