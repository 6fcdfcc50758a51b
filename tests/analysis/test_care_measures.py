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
