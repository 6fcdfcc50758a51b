"""A label such as 'Applicant: pay the fee' names who does it, where no lane does."""

from __future__ import annotations

import pytest

from tests.drawing import drawing, flows, procedure

CHAIN = "<task id='a' name='Applicant: pay 80 EUR fee'/><task id='b' name='{}'/><task id='c' name='{}'/>"
WAY = flows("a b", "b c")


def test_the_party_before_the_colon_does_the_task():
    drawn = procedure(CHAIN.format("Clerk: check form", "clerk: sign") + WAY)
    assert [(step.by, step.name) for step in (drawn.steps[id] for id in "abc")] == [
        ("applicant", "pay 80 EUR fee"),
        ("clerk", "check form"),
        ("clerk", "sign"),
    ]
    assert drawn.parties["applicant"].side.value == "customer"
    assert drawn.parties["clerk"].side.value == "frontstage"


def test_a_lone_colon_names_nobody():
    drawn = procedure(CHAIN.format("Check form", "Sign") + WAY)
    assert not drawn.parties
    assert drawn.steps["a"].name == "Applicant: pay 80 EUR fee"


def test_where_there_are_lanes_they_say_who_does_it():
    lane = "<laneSet><lane id='l' name='Office'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    drawn = procedure(lane + CHAIN.format("Clerk: check form", "Clerk: sign") + WAY)
    assert drawn.steps["a"].by == "l"
    assert drawn.steps["a"].name == "Applicant: pay 80 EUR fee"


@pytest.mark.parametrize("name", ["Patient phones the practice", "The applicant pays", "Kunde wählt Termin"])
def test_a_name_that_begins_with_the_customer_and_a_verb_is_noted_where_nobody_is_drawn(name):
    reading = drawing(f"<task id='a' name='{name}'/><task id='b' name='Check it'/>" + flows("a b"))
    assert reading.procedure.steps["a"].by is None
    (note,) = [note for note in reading.notes if "word for the customer" in note]
    assert note.startswith(f"'{name}' begins with")


@pytest.mark.parametrize(
    "name", ["Customer service checks it", "Check customer", "Customer details are checked", "Dentist examines patient"]
)
def test_a_name_in_which_the_customer_does_nothing_is_not_noted(name):
    reading = drawing(f"<task id='a' name='{name}'/><task id='b' name='Check it'/>" + flows("a b"))
    assert not any("word for the customer" in note for note in reading.notes)


def test_a_task_in_a_lane_needs_no_such_note():
    lane = "<laneSet><lane id='l' name='Patient'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    reading = drawing(lane + "<task id='a' name='Patient phones us'/><task id='b'/>" + flows("a b"))
    assert not any("word for the customer" in note for note in reading.notes)
