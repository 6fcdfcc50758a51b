"""Lanes that list nothing are filled by where the shapes stand."""

from __future__ import annotations

import pytest

from frictionaudit.sources.bpmn import read
from tests.drawing import FRICTION, HEAD, procedure

DI = "xmlns='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC'"


def shape(of: str, x: float, y: float, width: float, height: float) -> str:
    box = f"<dc:Bounds x='{x}' y='{y}' width='{width}' height='{height}'/>"
    label = "<BPMNLabel><dc:Bounds x='0' y='0' width='5' height='5'/></BPMNLabel>"
    return f"<BPMNShape bpmnElement='{of}'>{box}{label}</BPMNShape>"


def read_with(lanes: str, *shapes: str):
    plane = f"<BPMNDiagram {DI}><BPMNPlane>{''.join(shapes)}</BPMNPlane></BPMNDiagram>"
    tasks = "<task id='a'/><task id='b'/>"
    process = f"<process id='p'><laneSet>{lanes}</laneSet>{tasks}</process>"
    return read(f"{HEAD}{FRICTION}{process}{plane}</definitions>".encode(), "x.bpmn").procedure


LANES = "<lane id='up' name='Up'/><lane id='down' name='Down'/>"
PLACES = (shape("up", 0, 0, 400, 100), shape("down", 0, 100, 400, 100))


def test_a_step_belongs_to_the_lane_around_its_middle():
    drawn = read_with(LANES, *PLACES, shape("a", 50, 20, 100, 80), shape("b", 50, 95, 100, 80))
    assert (drawn.steps["a"].by, drawn.steps["b"].by) == ("up", "down")


def test_what_a_lane_lists_goes_before_where_it_stands():
    lanes = LANES.replace("name='Down'/>", "name='Down'><flowNodeRef>a</flowNodeRef></lane>")
    drawn = read_with(lanes, *PLACES, shape("a", 50, 20, 100, 80), shape("b", 50, 20, 100, 80))
    assert (drawn.steps["a"].by, drawn.steps["b"].by) == ("down", "up")


@pytest.mark.parametrize("place", ["far", "NaN", "Infinity"])
def test_a_place_that_is_no_number_says_nothing(place):
    drawn = read_with(LANES, *PLACES, shape("a", 50, 20, 100, 80).replace("x='50'", f"x='{place}'"))
    assert drawn.steps["a"].by is None


def test_the_only_lane_of_a_process_holds_all_of_it():
    assert procedure("<laneSet><lane id='l' name='Desk'/></laneSet><task id='a'/>").steps["a"].by == "l"
