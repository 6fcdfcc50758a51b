"""A drawing as a graph of Graphviz, a cluster for each lane."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.exports.drawings.titles import title
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Line

_SHAPES = {"start": "circle", "end": "doublecircle", "event": "ellipse"}
_STYLES = {"added": "bold", "removed": "dashed", "moved": "bold", "changed": "bold"}


def write(drawing: Drawing) -> str:
    """The graph; `dot -Tsvg` draws it."""
    ids = {box.id: f"s{n}" for n, box in enumerate(drawing.boxes, 1)}
    lines = [
        "digraph procedure {",
        f"  label={_quoted(title(drawing))}; labelloc=t; fontname=Helvetica; compound=true;",
        f"  rankdir={'LR' if drawing.horizontal else 'TB'};",
        "  node [fontname=Helvetica, fontsize=11]; edge [fontname=Helvetica, fontsize=9];",
    ]
    for n, lane in enumerate(drawing.lanes, 1):
        nodes = [_node(ids[box.id], box) for box in drawing.boxes if box.lane == lane.id]
        if lane.name:
            lines += [f"  subgraph cluster_{n} {{", f"    label={_quoted(lane.name)};", *_indented(nodes), "  }"]
        else:
            lines += _indented(nodes)
    lines += _indented([_edge(line, ids) for line in drawing.lines])
    return "\n".join([*lines, "}"]) + "\n"


def left_out(drawing: Drawing) -> tuple[str, ...]:
    """What the graph does not say."""
    lost = ["coordinates"]
    if any(box.marks or box.burden is not None for box in drawing.boxes):
        lost.append("marks of findings and bars of burden")
    return tuple(lost)


def _indented(lines: list[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _node(id: str, box: Box) -> str:
    shape = "diamond" if box.kind == "gateway" else _SHAPES.get(box.shape, "box")
    sign = "+" if box.shape in ("parallel", "complex") else "o" if box.shape == "inclusive" else ""
    differ = f"{box.difference}: " if box.difference else ""
    rows = [differ + (box.name or sign), *box.facts]
    style = f", style={_STYLES[box.difference]}" if box.difference else ""
    look = f"shape={shape}{style}"
    if box.kind == "task":
        return f"{id} [{look}, label={_quoted(*rows)}];"
    return f"{id} [{look}, label={_quoted(sign)}, xlabel={_quoted(*rows)}];"


def _edge(line: Line, ids: dict[str, str]) -> str:
    differ = f"{line.difference}: " if line.difference else ""
    parts = [f"label={_quoted(differ + line.text)}"] if line.text or differ else []
    parts += ["style=dashed"] if line.kind == "message" or line.difference == "removed" else []
    parts += [f"penwidth={1 + 4 * min(line.share, 2.0):.1f}"] if line.share is not None else []
    look = f" [{', '.join(parts)}]" if parts else ""
    return f"{ids[line.source]} -> {ids[line.target]}{look};"


def _quoted(*rows: str) -> str:
    escaped = (sanitize.text(row).replace("\\", "\\\\").replace('"', '\\"') for row in rows if row)
    return '"' + "\\n".join(escaped) + '"'
