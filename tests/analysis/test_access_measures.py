"""Opening hours outside work, unmet needs and cases shut out, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure

PARTIES = {"c": {"side": "customer"}, "desk": {"side": "frontstage"}}
STEPS: dict[str, Any] = {
    "s": {"kind": "start", "next": "come"},
    "come": {"by": "c", "channel": "counter", "at": "hall", "next": "check"},
    "check": {"by": "desk", "next": [{"to": "send", "share": 0.2}, {"to": "e", "share": 0.8}]},
    "send": {"by": "c", "channel": "web", "next": "e"},
    "e": {"kind": "end"},
}
HALL: dict[str, Any] = {"hall": {"offers": ["toilet"], "hours": "Mon-Thu 09:00-16:00; Fri 10:00-20:00"}}


def measures(**page: Any) -> Measures:
    page = {"id": "p", "title": "P", "parties": PARTIES, "places": HALL, "steps": STEPS, **page}
    return Measures(Subject(Procedure.model_validate(page)))


def test_hours_outside_work_are_those_of_the_place_before_eight_and_after_six_and_at_weekends():
    assert measures()["hours_open_outside_work"].value == pytest.approx(2)


def test_hours_outside_work_are_those_of_the_calendar_where_the_place_states_none():
    page = {"places": {"hall": {}}, "calendar": {"hours": "Mon-Fri 09:00-17:00; Sat 09:00-12:00"}}
    assert measures(**page)["hours_open_outside_work"].value == pytest.approx(3)


def test_hours_outside_work_are_of_the_step_that_is_open_least():
    steps = {**STEPS, "send": {"by": "c", "channel": "phone", "next": "e"}}
    page = {"steps": steps, "calendar": {"hours": "Mon-Fri 09:00-17:00"}}
    assert measures(**page)["hours_open_outside_work"].value == 0


def test_hours_outside_work_are_unknown_where_nobody_states_them_or_nobody_has_to_be_in():
    assert measures(places={"hall": {}})["hours_open_outside_work"].value is None
    steps = {**STEPS, "come": {"by": "c", "channel": "counter", "also": ["web"], "at": "hall", "next": "check"}}
    assert measures(steps=steps)["hours_open_outside_work"].value is None


OLDER = {"share": 0.2, "needs": ["a seat", "a step-free door"]}


def test_a_group_whose_needs_are_not_met_counts_once():
    groups = {"older": OLDER, "deaf": {"share": 0.1, "needs": ["a hearing loop"]}, "young": {"share": 0.3}}
    assert measures(groups=groups)["needs_unmet"].value == pytest.approx(0.3)


def test_no_need_is_unmet_where_the_place_offers_all():
    places = {"hall": {"offers": ["seat", "step-free"]}}
    assert measures(groups={"older": OLDER}, places=places)["needs_unmet"].value == 0


@pytest.mark.parametrize(
    "page",
    [
        {"groups": {}},
        {"groups": {"older": {"share": 0.2, "needs": ["Polish"]}}},
        {"groups": {"older": OLDER}, "places": {"hall": {}}},
        {
            "groups": {"older": OLDER},
            "places": {"hall": {"offers": ["seat", "step-free"]}},
            "steps": {**STEPS, "send": {"by": "c", "channel": "onsite", "next": "e"}},
        },
    ],
    ids=["no group", "a language", "no offers", "a step in person without a place"],
)
def test_unmet_needs_are_unknown_where_the_page_does_not_say(page: dict[str, Any]):
    assert measures(**page)["needs_unmet"].value is None


def test_cases_shut_out_are_the_share_of_the_group_that_comes_to_the_step():
    groups = {"offline": {"share": 0.1, "without": ["web"]}, "others": {"share": 0.4, "without": ["printer"]}}
    assert measures(groups=groups)["shut_out"].value == pytest.approx(0.1 * 0.2)


def test_nobody_is_shut_out_where_there_is_another_channel():
    steps = {**STEPS, "send": {"by": "c", "channel": "web", "also": ["post"], "next": "e"}}
    assert measures(groups={"offline": {"share": 0.1, "without": ["web"]}}, steps=steps)["shut_out"].value == 0


def test_cases_shut_out_are_unknown_where_no_group_lacks_anything_or_a_step_has_no_channel():
    assert measures(groups={"offline": {"share": 0.1}})["shut_out"].value is None
    steps = {**STEPS, "send": {"by": "c", "next": "e"}}
    assert measures(groups={"offline": {"share": 0.1, "without": ["web"]}}, steps=steps)["shut_out"].value is None
