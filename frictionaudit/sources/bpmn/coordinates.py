"""Lanes that list nothing are filled by where the shapes stand on the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.xml_tree import Box, Element


def lane_by_place(
    drawing: Drawing, process: Element, lanes: Sequence[Element], seated: Mapping[int, str]
) -> dict[int, Element]:
    """For each node of a process without a lane, the smallest lane around its middle, where both have a place."""
    boxes = drawing.tree.boxes
    placed = [(box, lane) for lane in lanes if (box := boxes.get(lane.get("id"))) is not None]
    placed.sort(key=lambda entry: entry[0][2] * entry[0][3])
    found: dict[int, Element] = {}
    for element in process.children if placed else ():
        if element.name not in NODES or id(element) in seated:
            continue
        box = boxes.get(element.get("id"))
        lane = next((lane for place, lane in placed if box is not None and _inside(place, box)), None)
        if lane is not None:
            found[id(element)] = lane
    return found


def _inside(lane: Box, node: Box) -> bool:
    """Whether the middle of a node stands in a lane."""
    left, top, width, height = lane
    across, down = node[0] + node[2] / 2, node[1] + node[3] / 2
    return left <= across <= left + width and top <= down <= top + height
