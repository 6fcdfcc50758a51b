"""Giving up, asking upward and recovering, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure

PARTIES = {"c": {"side": "customer"}, "desk": {"side": "frontstage"}, "boss": {"side": "backstage"}}


def measures(steps: dict[str, Any]) -> Measures:
    return Measures(Subject(Procedure.model_validate({"id": "p", "title": "P", "parties": PARTIES, "steps": steps})))


LINE = {
    "s": {"kind": "start", "next": "wait"},
    "wait": {"by": "c", "next": [{"to": "helped", "share": 0.7}, {"to": "gone", "share": 0.3}]},
    "helped": {"by": "desk", "next": [{"to": "allow", "share": 0.5}, {"to": "e", "share": 0.5}]},
    "allow": {"by": "boss", "control": "approval", "next": "e"},
    "e": {"kind": "end"},
    "gone": {"kind": "end", "outcome": "abandoned"},
}


def test_the_share_who_give_up_is_the_share_of_cases_that_come_to_an_abandoned_end():
    assert measures(LINE)["given_up"].value == pytest.approx(0.3)


def test_who_gives_up_is_unknown_where_no_end_says_so():
    steps = {**LINE, "gone": {"kind": "end", "outcome": "adverse"}}
    assert measures(steps)["given_up"].value is None


def test_the_front_line_asks_upward_once_for_each_case_that_needs_an_approval():
    assert measures(LINE)["asked_upward"].value == pytest.approx(0.7 * 0.5)


def test_a_check_by_somebody_else_is_no_question_upward():
    steps = {**LINE, "allow": {"by": "boss", "control": "check", "next": "e"}}
    assert measures(steps)["asked_upward"].value == 0


def test_asking_upward_is_unknown_where_no_step_is_a_control():
    steps = {**LINE, "allow": {"by": "boss", "next": "e"}}
    assert measures(steps)["asked_upward"].value is None


def test_the_time_to_recover_is_a_mean_over_the_failures_by_how_often_they_happen():
    down = {"what": "the machine is down", "share": 0.2, "takes": "1h", "recovered_by": "repair"}
    lost = {"what": "the paper is lost", "share": 0.1, "takes": "4h", "recovered_by": "repair"}
    steps = {
        "s": {"kind": "start", "next": "scan"},
        "scan": {"by": "desk", "disruptions": [down, lost], "next": "e"},
        "repair": {"by": "desk", "next": "e"},
        "e": {"kind": "end"},
    }
    assert measures(steps)["time_to_recover"].value == pytest.approx((0.2 * 60 + 0.1 * 240) / 0.3)


def test_a_failure_without_a_time_is_listed_as_unknown():
    steps = {
        "s": {"kind": "start", "next": "scan"},
        "scan": {
            "by": "desk",
            "disruptions": [{"what": "it is down", "share": 0.2, "takes": "1h"}, {"what": "no power", "share": 0.1}],
            "next": "e",
        },
        "e": {"kind": "end"},
    }
    recovery = measures(steps)["time_to_recover"]
    assert recovery.value == pytest.approx(60)
    assert recovery.evidence.unknown == ("'no power' at scan",)


COUNTER = {
    "s": {"kind": "start", "next": "apply"},
    "apply": {"by": "c", "channel": "web", "next": "check"},
    "check": {
        "by": "desk",
        "next": [{"to": "ring", "share": 0.4}, {"to": "post", "share": 0.6}],
    },
    "ring": {"by": "desk", "channel": "phone", "next": "answer"},
    "answer": {"by": "c", "channel": "phone", "next": "e"},
    "post": {"by": "desk", "channel": "post", "tells": {"result": True}, "next": "e"},
    "e": {"kind": "end"},
}


def test_contacts_are_with_people_with_machines_or_by_letter_and_the_three_sum_to_all():
    m = measures(COUNTER)
    parts = [m[f"contacts_{kind}"].value for kind in ("person", "machine", "letter")]
    assert parts == pytest.approx([0.4, 1.0, 0.6])
    assert sum(part or 0 for part in parts) == pytest.approx(m["contacts"].value or 0)


def test_a_contact_without_a_channel_is_unknown_in_each_kind():
    steps = {**COUNTER, "apply": {"by": "c", "next": "check"}}
    machine = measures(steps)["contacts_machine"]
    assert machine.value is None
    assert machine.evidence.unknown == ("channel of apply",)


def test_cases_that_nobody_rings_never_reach_a_person():
    assert measures(COUNTER)["never_a_person"].value == pytest.approx(0.6)


def test_a_customers_step_without_a_channel_may_be_one_with_a_person():
    steps = {**COUNTER, "answer": {"by": "c", "next": "e"}, "ring": {"by": "desk", "next": "answer"}}
    share = measures(steps)["never_a_person"]
    assert (share.value, share.evidence.unknown) == (None, ("answer",))


def test_who_reaches_a_person_is_unknown_where_no_step_has_a_channel():
    assert measures(LINE)["never_a_person"].value is None


SEARCH = {
    "s": {"kind": "start", "next": "find"},
    "find": {"by": "c", "effort": {"search": "8m", "fill": "4m"}, "next": "file"},
    "file": {"by": "desk", "effort": {"search": "3m", "work": "2m"}, "next": "e"},
    "e": {"kind": "end"},
}


def test_searching_is_the_time_of_whoever_does_the_step():
    m = measures(SEARCH)
    found = {key: m[key].value for key in ("search_customer", "search_staff", "customer_minutes", "staff_minutes")}
    assert found == {"search_customer": 8, "search_staff": 3, "customer_minutes": 12, "staff_minutes": 5}
