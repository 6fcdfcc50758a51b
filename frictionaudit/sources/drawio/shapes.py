"""What a shape of draw.io stands for, by its style."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.sources.flowcharts import ShapeKind

_KINDS = {
    ShapeKind.DECISION: ("rhombus", "mxgraph.flowchart.decision", "mxgraph.bpmn.gateway", "mxgraph.bpmn.gateway2"),
    ShapeKind.FORK: ("mxgraph.flowchart.parallel_mode", "line", "mxgraph.flowchart.summing_function"),
    ShapeKind.TERMINATOR: (
        "ellipse",
        "doubleellipse",
        "mxgraph.flowchart.terminator",
        "mxgraph.flowchart.start_1",
        "mxgraph.flowchart.start_2",
        "startstate",
        "endstate",
    ),
    ShapeKind.EVENT: ("mxgraph.bpmn.event", "mxgraph.bpmn.shape"),
    ShapeKind.TIMER: ("delay", "mxgraph.flowchart.delay"),
    ShapeKind.LINK: ("mxgraph.flowchart.on-page_reference",),
    ShapeKind.CALL: ("process", "mxgraph.flowchart.predefined_process"),
    ShapeKind.STORE: (
        "cylinder",
        "cylinder2",
        "cylinder3",
        "datastore",
        "mxgraph.flowchart.database",
        "mxgraph.flowchart.stored_data",
        "mxgraph.flowchart.direct_data",
    ),
    ShapeKind.DOCUMENT: (
        "document",
        "mxgraph.flowchart.document",
        "mxgraph.flowchart.document2",
        "mxgraph.flowchart.multi-document",
        "mxgraph.bpmn.data",
        "mxgraph.bpmn.data2",
    ),
    ShapeKind.NOTE: (
        "note",
        "note2",
        "text",
        "mxgraph.flowchart.annotation_1",
        "mxgraph.flowchart.annotation_2",
        "curlybracket",
    ),
}
_BY_SHAPE = {shape: kind for kind, shapes in _KINDS.items() for shape in shapes}
_CONTAINERS = ("swimlane", "tablerow", "pool", "mxgraph.bpmn.swimlane")
_NOTHING = ("group", "edgelabel", "image", "partialrectangle", "table")
_AUTOMATIC = ("service", "script")
_PARALLEL = ("parallelgw", "parallelmultiplegw", "parallel")


def style_of(text: str) -> dict[str, str]:
    """The parts of a style, such as `rhombus;whiteSpace=wrap;html=1`; a bare word is its own key."""
    parts = (part.partition("=") for part in text[:5_000].split(";") if part.strip())
    return {key.strip(): value.strip() if equals else "1" for key, equals, value in parts}


def is_lane(style: Mapping[str, str]) -> bool:
    """Whether a shape is a lane or a pool around lanes."""
    return bool(_words(style) & set(_CONTAINERS))


def kind_of(style: Mapping[str, str], label: str) -> ShapeKind | None:
    """What a shape stands for; None for what only groups or adorns others."""
    words = _words(style)
    if words & {*_CONTAINERS, *_NOTHING}:
        return None
    symbol = f"{style.get('symbol', '')} {style.get('gwType', '')}".casefold().split()
    for word in sorted(words):
        kind = _BY_SHAPE.get(word)
        if kind is ShapeKind.EVENT and "rhombus" in style.get("perimeter", "").casefold():
            kind = ShapeKind.DECISION  # an older form of BPMN's gateways
        if kind is ShapeKind.DECISION and (set(symbol) & set(_PARALLEL) or label == "+"):
            return ShapeKind.FORK
        if kind is ShapeKind.EVENT and "timer" in symbol:
            return ShapeKind.TIMER
        if kind is ShapeKind.NOTE and not label:
            return None
        if kind is not None:
            return kind
    if style.get("taskMarker") in _AUTOMATIC:
        return ShapeKind.SERVICE
    if not label and style.get("fillColor") == "none" and style.get("strokeColor") == "none":
        return None
    return ShapeKind.STEP


def _words(style: Mapping[str, str]) -> set[str]:
    """The names of shapes in a style, in small letters."""
    bare = {key.casefold() for key, value in style.items() if value == "1"}
    return {*bare, style.get("shape", "").casefold()}
