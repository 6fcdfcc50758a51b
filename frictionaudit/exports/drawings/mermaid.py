"""A drawing as a flow chart of Mermaid: `flowchart` with a subgraph for each lane, or `swimlane-beta`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.exports.drawings.titles import title
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Line

_SPECIAL = re.compile(r"[\"#<>&`\[\]{}()|;\\~]")
_NAMED = {"exclusive": "", "inclusive": "one or more: ", "event-based": "first of: ", "complex": "some: "}
_CLASSES = {
    "added": "fill:#e3f4e8,stroke:#0b6b3a,stroke-width:3px,color:#1c2024",
    "removed": "fill:#fbe9eb,stroke:#a01528,stroke-dasharray:4 3,color:#1c2024",
    "moved": "fill:#efe7f8,stroke:#5b2f91,stroke-width:3px,color:#1c2024",
    "changed": "fill:#fff1d6,stroke:#744600,stroke-width:3px,color:#1c2024",
}


def write(drawing: Drawing) -> str:
    """A flow chart, lanes as subgraphs."""
    return _chart(drawing, f"flowchart {'LR' if drawing.horizontal else 'TB'}")


def swimlanes(drawing: Drawing) -> str:
    """A swim lane diagram, for versions of Mermaid that draw one."""
    return _chart(drawing, f"swimlane-beta {'LR' if drawing.horizontal else 'TB'}")


def left_out(drawing: Drawing) -> tuple[str, ...]:
    """What a flow chart cannot say."""
    lost = ["coordinates"]
    if any(box.facts for box in drawing.boxes):
        lost.append("times, waits and systems of the steps")
    if any(box.marks or box.burden is not None for box in drawing.boxes):
        lost.append("marks of findings and bars of burden")
    if any(line.share is not None for line in drawing.lines):
        lost.append("widths of the arrows")
    events = sum(box.shape == "event" for box in drawing.boxes)
    if events:
        lost.append(f"that {events} of the tasks {'is an event' if events == 1 else 'are events'}")
    return tuple(lost)


def _chart(drawing: Drawing, head: str) -> str:
    ids = {box.id: f"s{n}" for n, box in enumerate(drawing.boxes, 1)}
    lines = ["---", f"title: {_front_matter(title(drawing))}", "---", head]
    for n, lane in enumerate(drawing.lanes, 1):
        steps = [_node(ids[box.id], box) for box in drawing.boxes if box.lane == lane.id]
        if lane.name and lane.side:  # read back, a lane of nobody would be a party
            lines += [f"  subgraph l{n}[{_quoted(lane.name)}]", *(f"    {step}" for step in steps), "  end"]
        else:
            lines += [f"  {step}" for step in steps]
    lines += [f"  {_arrow(line, ids)}" for line in drawing.lines]
    lines += _differences(drawing, ids)
    return "\n".join(lines) + "\n"


def _node(id: str, box: Box) -> str:
    name = _sign(box.difference) + (box.name or "")
    if box.shape in ("start", "event"):
        return f"{id}([{_quoted(name)}])"
    if box.shape == "end":
        return f"{id}(({_quoted(name)}))"
    if box.shape == "parallel":
        return f"{id}@{{ shape: fork, label: {_quoted(name)} }}"
    if box.kind == "gateway":
        return f"{id}{{{_quoted(_NAMED[box.shape] + name)}}}"
    return f"{id}[{_quoted(name)}]"


def _arrow(line: Line, ids: dict[str, str]) -> str:
    text = _sign(line.difference) + line.text
    label = f"|{_quoted(text)}|" if text else ""
    link = "-.->" if line.kind == "message" or line.difference == "removed" else "-->"
    return f"{ids[line.source]} {link}{label} {ids[line.target]}"


def _sign(difference: str | None) -> str:
    return f"{difference}: " if difference else ""


def _differences(drawing: Drawing, ids: dict[str, str]) -> Iterator[str]:
    for kind, look in _CLASSES.items():
        of_kind = [ids[box.id] for box in drawing.boxes if box.difference == kind]
        if of_kind:
            yield f"  classDef {kind} {look}"
            yield f"  class {','.join(of_kind)} {kind}"


def _quoted(text: str) -> str:
    """A text in quotes in which nothing gives an order: signs as their character numbers, as Mermaid writes them."""
    plain = sanitize.text(text) or " "
    return f'"{_SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", plain)}"'


def _front_matter(text: str) -> str:
    plain = sanitize.text(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
