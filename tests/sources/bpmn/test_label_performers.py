"""A label such as 'Applicant: pay the fee' names who does it, where no lane does."""

from __future__ import annotations

from tests.drawing import flows, procedure

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
