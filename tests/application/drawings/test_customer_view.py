"""The customer's view: what they do and hear, and how it ends for them; nothing of what happens beside their case."""

from __future__ import annotations

from frictionaudit.application.drawings.draw import DrawOptions, draw
from tests.building import procedure
from tests.drawing import procedure as from_bpmn

LETTER = """
<startEvent id='s'/><task id='ask' name='Send the complaint'/><task id='ack' name='Send acknowledgement'/>
<task id='look' name='Look into it'/><endEvent id='e' name='Answered'/>
<sequenceFlow id='f1' sourceRef='s' targetRef='ack'/><sequenceFlow id='f2' sourceRef='ack' targetRef='look'/>
<sequenceFlow id='f3' sourceRef='look' targetRef='e'/>
"""


def view(steps, **more):
    return draw(procedure(steps, **more), DrawOptions("customer", effort=0))


def names(drawing):
    return {box.name for box in drawing.boxes}


def lane(drawing):
    lanes = {one.id: one.name for one in drawing.lanes}
    return {box.id: lanes[box.lane] for box in drawing.boxes}


CASE = {
    "s": {"kind": "start", "by": "customer", "next": "ask"},
    "ask": {"by": "customer", "next": "ack"},
    "ack": {"by": "desk", "next": "both"},
    "both": {"kind": "parallel", "by": "desk", "next": ["tell", "file"]},
    "tell": {"by": "desk", "tells": {"result": True}, "next": "get"},
    "get": {"by": "customer", "next": "e"},
    "file": {"by": "desk", "next": "filed"},
    "filed": {"kind": "end", "by": "desk", "name": "Filed"},
    "e": {"kind": "end", "by": "customer", "name": "Answered"},
}


def test_an_end_beside_the_case_is_none_of_the_customers():
    assert "Filed" not in names(view(CASE))


def test_an_end_of_the_case_is_shown_whoever_brings_it_about():
    steps = {**CASE, "both": {"kind": "exclusive", "by": "desk", "next": ["tell", "file"]}}
    assert "Filed" in names(view(steps))


def test_a_fork_between_steps_that_the_customer_sees_is_drawn_as_a_fork():
    steps = {**CASE, "file": {"by": "desk", "tells": {"result": True}, "next": "e"}}
    assert [box.shape for box in view(steps).boxes if box.kind == "gateway"] == ["parallel"]
    assert [box for box in view(CASE).boxes if box.kind == "gateway"] == []


def test_a_message_to_the_customer_is_seen_even_where_nothing_says_what_it_tells():
    steps = {**CASE, "ack": {"by": "desk", "sends_to": ["customer"], "next": "both"}}
    assert "ack" in lane(view(steps))
    assert "ack" not in lane(view(CASE))


def test_a_third_party_of_whom_the_customer_hears_has_a_lane_of_its_own():
    carried = {"by": "carrier", "tells": {"result": True}, "next": "get"}
    parties = {"customer": {"side": "customer", "name": "Customer"}, "desk": {"side": "frontstage", "name": "Desk"}}
    parties |= {"carrier": {"side": "third", "name": "Parcel carrier"}}
    drawing = view({**CASE, "tell": carried}, parties=parties)
    assert lane(drawing)["tell"] == "Parcel carrier"


def test_without_a_customer_no_lane_is_called_customer():
    drawing = draw(from_bpmn(LETTER), DrawOptions("customer", effort=0))
    assert [(one.name, one.side) for one in drawing.lanes] == [("No customer named", "")]


def test_an_answer_stands_beside_its_question_where_the_gateway_is_hidden():
    asked = {"kind": "exclusive", "by": "desk", "name": "Complete?"}
    steps = {**CASE, "both": {**asked, "next": [{"to": "tell", "when": "yes"}, {"to": "ask", "when": "no"}]}}
    assert {line.text for line in view(steps).lines if line.source == "ask"} == {"Complete? yes", "Complete? no"}


def test_a_step_does_not_need_a_form_of_its_own_name():
    forms = {"confirm": {"name": "Confirm bank details"}, "proof": {"name": "Proof"}}
    for form, facts in (("confirm", ()), ("proof", ("needs Proof",))):
        step = {"by": "customer", "name": "Confirm bank details", "asks": [form], "next": "ack"}
        (box,) = [box for box in view({**CASE, "ask": step}, forms=forms).boxes if box.id == "ask"]
        assert box.facts == facts
