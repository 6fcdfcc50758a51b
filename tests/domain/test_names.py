"""Ids that a tool made up say nothing; an office written in two ways is one office."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure.names import asks_nothing, made_up, office_words
from tests.building import procedure


@pytest.mark.parametrize(
    "id",
    ["sid-2D50A700-C55F-4DAE-9BA9-99B6FA01DD00", "_7cfe4498-8e9d-4c30-9f2a-a07660bacc28", "Event_0kml8di"],
)
def test_an_id_that_a_drawing_tool_made_up_is_recognised(id):
    assert made_up(id)


@pytest.mark.parametrize("id", ["check-papers", "StartEvent_1", "Task_approval", "task_1", "Fill_in_the_form"])
def test_an_id_that_a_person_wrote_is_kept(id):
    assert not made_up(id)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("General Services Office", "Office of the General Service Officer"),
        ("Municipal Mayor's Office", "Office of the Municipal Mayor"),
    ],
)
def test_an_office_written_in_two_ways_is_one(one, other):
    assert office_words(one) == office_words(other)


@pytest.mark.parametrize(("one", "other"), [("Health Office", "Planning Office"), ("City Mayor", "Municipal Mayor")])
def test_two_offices_stay_two(one, other):
    assert office_words(one) != office_words(other)


def test_a_name_of_general_words_alone_keeps_them():
    assert office_words("Office") == {"office"}


@pytest.mark.parametrize(("kind", "label"), [("parallel", "a parallel gateway"), ("inclusive", "an inclusive gateway")])
def test_an_unnamed_gateway_beside_nothing_named_has_its_article(kind, label):
    page = procedure({"s": {"kind": "start", "next": "g"}, "g": {"kind": kind, "next": "e"}, "e": {"kind": "end"}})
    assert page.model_copy(update={"drawn": {"task": 1}}).label("g") == label


@pytest.mark.parametrize(
    "action",
    [
        "Leaves",
        "Leaves the health center",
        "Waits for number",
        "Waits",
        "Waits to be called",
        "Goes home",
        "Wartet auf den Aufruf",
    ],
)
def test_to_wait_or_to_leave_asks_nothing(action):
    assert asks_nothing(action)


@pytest.mark.parametrize(
    "action",
    [
        "Leaves the form",
        "Waits and signs",
        "Waits for the bill, pays",
        "Waits at home",
        "Waits in all day",
        "Wait list",
        "Pays",
    ],
)
def test_to_wait_and_do_something_or_to_leave_a_thing_asks_something(action):
    assert not asks_nothing(action)
