"""A flow chart as BPMN's elements, each with its place in the chart's own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frictionaudit.domain.procedure import Reading, Skipped
from frictionaudit.sources.bpmn import read_tree
from frictionaudit.sources.bpmn.ids import Ids, slug
from frictionaudit.sources.bpmn.party_names import is_department, names_an_organisation
from frictionaudit.sources.bpmn.xml import MODEL
from frictionaudit.sources.bpmn.xml_tree import Element, XmlTree
from frictionaudit.sources.customer_names import names_the_customer, plain
from frictionaudit.sources.flowcharts.chart import Arrow, Chart, Shape, ShapeKind

_STARTS = frozenset(
    ["start", "begin", "beginning", "anfang", "beginn", "inicio", "inizio", "debut", "comienzo", "αρχη", "εναρξη"]
)
_ENDS = frozenset(["end", "stop", "finish", "done", "ende", "schluss", "fin", "fine", "fim", "einde", "τελος", "ληξη"])
_ELEMENTS = {
    ShapeKind.STEP: "task",
    ShapeKind.DECISION: "exclusiveGateway",
    ShapeKind.FORK: "parallelGateway",
    ShapeKind.EVENT: "intermediateThrowEvent",
    ShapeKind.TIMER: "intermediateCatchEvent",
    ShapeKind.LINK: "intermediateThrowEvent",
    ShapeKind.SERVICE: "serviceTask",
    ShapeKind.CALL: "callActivity",
    ShapeKind.STORE: "dataStoreReference",
    ShapeKind.DOCUMENT: "dataObjectReference",
    ShapeKind.NOTE: "textAnnotation",
}
_DEFINITIONS = {ShapeKind.TIMER: "timerEventDefinition", ShapeKind.LINK: "linkEventDefinition"}
_BESIDE = ("dataStoreReference", "dataObjectReference", "textAnnotation")
"""Elements beside the flow: an arrow to them is an association."""


def read_charts(
    charts: Sequence[Chart], path: str, pool: str | None = None, skipped: Sequence[Skipped] = ()
) -> tuple[Reading, ...]:
    """Read flow charts as the processes of one drawing; `skipped` is what was left out before."""
    readings = read_tree(_tree(charts), path, pool)
    if skipped and readings:
        readings = (replace(readings[0], skipped=(*readings[0].skipped, *skipped)), *readings[1:])
    return readings


class _Writer:
    def __init__(self) -> None:
        self.elements: list[Element] = []

    def add(self, kind: str, parent: Element | None, line: int, column: int, text: str = "", **given: str) -> Element:
        attributes = {key: value for key, value in given.items() if value}
        element = Element(kind, MODEL, line, column, attributes, parent, text=text)
        if parent is not None:
            parent.children.append(element)
        self.elements.append(element)
        return element


def _tree(charts: Sequence[Chart]) -> XmlTree:
    writer = _Writer()
    root = writer.add("definitions", None, 1, 1)
    ids, several = Ids(), len(charts) > 1
    for n, chart in enumerate(charts):
        id_ = ids.give(slug(chart.name)) if several and slug(chart.name) else f"chart-{n + 1}"
        _process(writer, root, chart, f"{n + 1}." if several else "", id_)
    return XmlTree(root, writer.elements, flowchart=True)


def _process(writer: _Writer, root: Element, chart: Chart, prefix: str, id_: str) -> None:
    process = writer.add("process", root, chart.line, chart.column, id=id_, name=chart.name or _pool(chart))
    _lanes(writer, process, chart, prefix)
    flows = [arrow for arrow in chart.arrows if not _is_note(chart, arrow)]
    reached, left = {arrow.target for arrow in flows}, {arrow.source for arrow in flows}
    named = {id_: _element_name(shape, id_ in reached, id_ in left) for id_, shape in chart.shapes.items()}
    for shape in chart.shapes.values():
        name = named[shape.id]
        element = writer.add(name, process, shape.line, shape.column, id=prefix + shape.id, name=shape.name)
        if name == "textAnnotation":
            writer.add("text", element, shape.line, shape.column, text=shape.name)
        elif name.startswith("intermediate") and shape.kind in _DEFINITIONS:
            writer.add(_DEFINITIONS[shape.kind], element, shape.line, shape.column, name=shape.name)
    for n, arrow in enumerate(chart.arrows):
        tie = named[arrow.source] in _BESIDE or named[arrow.target] in _BESIDE
        writer.add(
            "association" if tie else "sequenceFlow",
            process,
            arrow.line,
            arrow.column,
            id=prefix + (arrow.id or f"flow-{n + 1}"),
            name="" if tie else arrow.name,
            sourceRef=prefix + arrow.source,
            targetRef=prefix + arrow.target,
        )


_TEMPLATES = ("cross-functional flowchart", "cross functional flowchart", "swimlane diagram", "pool", "title")
"""What a tool writes over the lanes of a new drawing."""


def _pool(chart: Chart) -> str:
    """The name of the one pool or table around all lanes, where it says what is done and not who does it."""
    outer = [lane for lane in chart.lanes.values() if lane.outer is None]
    if not chart.table and (len(outer) != 1 or len(chart.lanes) < 3):
        return ""
    name = chart.table or outer[0].name
    if name.casefold() in _TEMPLATES:
        return ""
    return "" if names_an_organisation(name) or is_department(name) or names_the_customer(name) else name


def _lanes(writer: _Writer, process: Element, chart: Chart, prefix: str) -> None:
    held: dict[str, list[Shape]] = {}
    for shape in chart.shapes.values():
        if shape.lane is not None:
            held.setdefault(shape.lane, []).append(shape)
    made: dict[str | None, Element] = {}
    for lane in chart.lanes.values():
        outer = made.get(lane.outer) if lane.outer is not None else process
        around = outer if outer is not None else process
        kind = "laneSet" if around is process else "childLaneSet"
        group = next((child for child in around.children if child.name == kind), None)
        group = group or writer.add(kind, around, lane.line, lane.column)
        made[lane.id] = element = writer.add("lane", group, lane.line, lane.column, id=prefix + lane.id, name=lane.name)
        for shape in held.get(lane.id, ()):
            writer.add("flowNodeRef", element, shape.line, shape.column, text=prefix + shape.id)


def _element_name(shape: Shape, comes: bool, goes: bool) -> str:
    """The element that a shape becomes; whether flows come and go decides if a terminator starts or ends."""
    if shape.kind is ShapeKind.DOCUMENT and comes and goes:
        return "task"  # the flow goes through it: something is done with the document
    if shape.kind is ShapeKind.LINK:
        return "intermediateThrowEvent" if comes else "intermediateCatchEvent"
    if shape.kind is ShapeKind.TIMER and not comes and goes:
        return "startEvent"
    if shape.kind in (ShapeKind.TERMINATOR, ShapeKind.EVENT, ShapeKind.STEP):
        says = set(plain(shape.name).split())
        ends = shape.kind is not ShapeKind.STEP
        if not comes and (ends or says & _STARTS) and goes:
            return "startEvent"
        if not goes and (ends or (says & _ENDS and len(says) == 1)) and comes:
            return "endEvent"
    return _ELEMENTS.get(shape.kind, "task")


def _is_note(chart: Chart, arrow: Arrow) -> bool:
    beside = (ShapeKind.NOTE, ShapeKind.STORE)
    return chart.shapes[arrow.source].kind in beside or chart.shapes[arrow.target].kind in beside
