"""What a BPMN file holds beyond the procedure: other tools' extensions, event definitions and coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from frictionaudit.domain.procedure.originals import Original

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_BPMN = f"{{{MODEL}}}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_OURS = "{urn:frictionaudit:1}"
_REFERENCES = (
    "messageRef",
    "signalRef",
    "errorRef",
    "escalationRef",
    "operationRef",
    "activityRef",
    "source",
    "target",
)
_SETTINGS = ("cancelActivity", "isInterrupting", "triggeredByEvent")
Place = tuple[float, float, float, float]


def originals(data: bytes) -> Mapping[str, Original]:
    """The elements with an id, by it. The file is one that the reader of drawings has accepted."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    shapes, edges, labels = _diagram(root)
    found: dict[str, Original] = {}
    for element in root.iter(f"{_BPMN}*"):
        id = element.get("id", "")
        if not id or id in found:
            continue
        found[id] = Original(
            tag=etree.QName(element).localname,
            extensions=tuple(_extensions(element)),
            attributes=tuple(_foreign(element)),
            events=tuple(_event(child) for child in element if _is_event(child)),
            place=shapes.get(id),
            points=edges.get(id, ()),
            label=labels.get(id),
            ends=(element.get("sourceRef", ""), element.get("targetRef", "")),
            name=element.get("name", ""),
            condition=element.findtext(f"{_BPMN}conditionExpression"),
            parent=_parent(element),
            host=element.get("attachedToRef", ""),
            process=element.get("processRef", "").rpartition(":")[2],
            settings=tuple((name, element.get(name, "")) for name in _SETTINGS if name in element.attrib),
            default=element.get("default", ""),
        )
    return found


def _parent(element: etree._Element) -> str:
    around = element.getparent()
    return "" if around is None else around.get("id", "")


def _foreign(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The attributes of other tools."""
    for key, value in element.attrib.items():
        name = str(key)
        if name.startswith("{") and not name.startswith(_OURS):
            yield name, str(value)


def _extensions(element: etree._Element) -> list[str]:
    holders = [child for child in element if child.tag == f"{_BPMN}extensionElements"]
    children = [inner for holder in holders for inner in holder if isinstance(inner.tag, str)]
    return [_xml(inner) for inner in children if not str(inner.tag).startswith(_OURS)]


def _xml(element: etree._Element) -> str:
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return text


def _is_event(child: etree._Element) -> bool:
    return (
        isinstance(child.tag, str) and str(child.tag).startswith(_BPMN) and str(child.tag).endswith("EventDefinition")
    )


def _event(child: etree._Element) -> str:
    """A definition that stands alone: what it refers to is not written again."""
    copy = etree.fromstring(_xml(child))
    for reference in _REFERENCES:
        _without(copy, reference)
        for inner in copy.findall(f"{_BPMN}{reference}"):
            copy.remove(inner)
    if copy.tag == f"{_BPMN}conditionalEventDefinition" and copy.find(f"{_BPMN}condition") is None:
        etree.SubElement(copy, f"{_BPMN}condition")  # the standard asks for one
    if copy.tag == f"{_BPMN}linkEventDefinition":
        copy.set("name", copy.get("name") or _name_around(child))
    _without(copy, "id")
    for inner in copy.iter():
        if isinstance(inner.tag, str):
            _without(inner, "id")
    return _xml(copy)


def _name_around(child: etree._Element) -> str:
    """The name of its event, by which a link without one is known."""
    event = child.getparent()
    return "" if event is None else event.get("name", "")


def _without(element: etree._Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _diagram(
    root: etree._Element,
) -> tuple[dict[str, Place], dict[str, tuple[tuple[float, float], ...]], dict[str, Place]]:
    shapes: dict[str, Place] = {}
    edges: dict[str, tuple[tuple[float, float], ...]] = {}
    labels: dict[str, Place] = {}
    for drawn in root.iter(f"{_DI}BPMNShape", f"{_DI}BPMNEdge"):
        id = drawn.get("bpmnElement", "").rpartition(":")[2]
        label = drawn.find(f"{_DI}BPMNLabel/{_DC}Bounds")
        bounds = drawn.find(f"{_DC}Bounds")
        if label is not None and (place := _place(label)) is not None:
            labels.setdefault(id, place)
        if bounds is not None and (place := _place(bounds)) is not None:
            shapes.setdefault(id, place)
        points = [_numbers(point, ("x", "y")) for point in drawn.findall(_WAYPOINT)]
        if len(points) > 1 and all(points):
            edges.setdefault(id, tuple((point[0], point[1]) for point in points if point))
    return shapes, edges, labels


def _place(bounds: etree._Element) -> Place | None:
    numbers = _numbers(bounds, ("x", "y", "width", "height"))
    return None if numbers is None else (numbers[0], numbers[1], numbers[2], numbers[3])


def _numbers(element: etree._Element, names: tuple[str, ...]) -> list[float] | None:
    try:
        return [float(element.attrib[name]) for name in names]
    except (KeyError, ValueError):
        return None
