"""What a procedure asks of staff beyond the work itself, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure

PARTIES = {"c": {"side": "customer"}, "desk": {"side": "frontstage"}, "court": {"side": "third"}}
DESK: dict[str, Any] = {
    "s": {"kind": "start", "next": "look"},
    "look": {
        "by": "desk",
        "systems": ["register", "mailbox", "paper list"],
        "effort": {"work": "2m", "search": "10m"},
        "next": [{"to": "granted", "share": 0.6}, {"to": "refused", "share": 0.4}],
    },
    "granted": {"kind": "end", "outcome": "favourable"},
    "refused": {"kind": "end", "outcome": "adverse"},
}


def measures(look: dict[str, Any] | None = None, **steps: dict[str, Any]) -> Measures:
    changed = {**DESK, "look": {**DESK["look"], **(look or {})}, **steps}
    return Measures(Subject(Procedure.model_validate({"id": "p", "title": "P", "parties": PARTIES, "steps": changed})))


def test_the_time_that_staff_search_is_a_part_of_their_time():
    assert measures()["staff_search"].value == 10
    assert measures()["staff_minutes"].value == 12


def test_the_search_of_a_third_party_is_not_ours():
    assert measures({"by": "court"})["staff_search"].value == 0


def test_the_time_that_staff_search_is_unknown_where_no_step_states_its_effort():
    assert measures({"effort": None})["staff_search"].value is None


def test_three_systems_in_one_step_are_two_switches():
    assert measures()["system_switches"].value == 2


def test_one_system_is_no_switch_and_systems_of_a_third_party_are_not_ours():
    assert measures({"systems": ["register"]})["system_switches"].value == 0
    assert measures({"by": "court"})["system_switches"].value == 0


def test_switches_are_unknown_where_no_step_names_a_system():
    assert measures({"systems": []})["system_switches"].value is None


def test_bad_news_is_given_as_often_as_a_case_ends_badly():
    assert measures()["hard_news"].value == pytest.approx(0.4)


def test_no_bad_news_is_known_to_be_none_where_the_page_states_its_outcomes():
    assert measures(refused={"kind": "end", "outcome": "favourable"})["hard_news"].value == 0


def test_bad_news_is_unknown_where_no_step_has_an_outcome():
    assert measures(granted={"kind": "end"}, refused={"kind": "end"})["hard_news"].value is None
