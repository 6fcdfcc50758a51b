"""A drawing's coordinates as neutral JSON: lanes, nodes, edges and labels, as a scorer of layouts reads them."""

from __future__ import annotations

import json

from frictionaudit.results.drawing import Drawing


def write(drawing: Drawing) -> str:
    """`{name, tool, horizontal, lanes: [{id, name, x, y, w, h}], nodes, edges, labels}`; x and y are top left."""
    document = {
        "name": drawing.procedure,
        "tool": "frictionaudit",
        "horizontal": drawing.horizontal,
        "lanes": [lane.model_dump(include={"id", "name", "x", "y", "w", "h"}) for lane in drawing.lanes],
        "nodes": [box.model_dump(include={"id", "kind", "lane", "x", "y", "w", "h"}) for box in drawing.boxes],
        "edges": [
            {"id": line.id, "source": line.source, "target": line.target, "points": [list(p) for p in line.points]}
            for line in drawing.lines
        ],
        "labels": [label.model_dump(include={"of", "kind", "x", "y", "w", "h"}) for label in drawing.labels],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def left_out(drawing: Drawing) -> tuple[str, ...]:
    """What only the other formats say."""
    return ("names of the steps and texts of the flows",)
