"""Silence where a drawing or a table states no messages: the names of its steps say what customers are told."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.silence import longest_silence
from frictionaudit.analysis.text.told_by_name import results_by_name, told_by_name
from tests.building import measures, procedure, subject

DAY = 1440.0


def claim(**names: str) -> dict[str, Any]:
    """A claim that waits ten days before its answer, and twenty after it; each step of ours has the name given."""
    called = {
        "confirm": "Log the claim",
        "assess": "Assess the claim",
        "answer": "Decide",
        "after": "Record it",
    } | names
    waits = {"confirm": "1 day", "assess": "4 days", "answer": "6 days", "after": "20 days"}
    ours = {
        id: {"name": called[id], "by": "desk", "effort": "none", "wait": {"queue": wait}} for id, wait in waits.items()
    }
    steps = {"s": {"kind": "start"}, "claim": {"by": "customer", "effort": "none", "wait": "none"}, **ours}
    ends = [*list(steps)[1:], "e"]
    return {id: step | {"next": to} for (id, step), to in zip(steps.items(), ends, strict=True)} | {
        "e": {"kind": "end"}
    }


TOLD = {"confirm": "Acknowledge the claim", "answer": "Send the decision letter"}


def test_a_step_that_tells_by_its_name_ends_the_silence_and_the_answer_ends_all():
    told, untold = (longest_silence(subject(steps)) for steps in (claim(**TOLD), claim()))
    assert (told.minutes / DAY, told.steps) == (10, ("assess", "answer"))
    assert untold.minutes / DAY == 31


def test_where_a_page_states_what_it_tells_names_tell_nothing():
    steps = claim(**TOLD)
    steps["after"]["tells"] = {"result": True}
    assert longest_silence(subject(steps)).minutes / DAY == 31


def test_an_acknowledgement_is_no_answer():
    steps = claim(confirm="Acknowledge the claim")  # thirty days follow without an answer
    assert longest_silence(subject(steps)).minutes / DAY == 30


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("Email the claimant", True),
        ("Outcome is emailed to the student", True),
        ("Bescheid versenden", True),
        ("Notify the customer's bank and the customer", True),
        ("Send the file to the archive", False),
        ("Inform the finance department", False),
        ("Send reply slip to Office", False),
        ("Write the report", False),
        ("Check the decision letter", False),
    ],
)
def test_who_is_told_is_read_from_the_name(name: str, tells: bool):
    parties = {"office": {"side": "backstage", "name": "Office"}, "desk": {"side": "frontstage", "name": "Desk"}}
    page = procedure(claim(answer=name), parties={**parties, "customer": {"side": "customer"}})
    assert ("answer" in told_by_name(page)) is tells
    assert ("answer" in results_by_name(page)) is tells


def test_the_longest_silence_is_at_least_what_is_known_where_another_stretch_states_no_wait():
    known, unknown = claim(**TOLD), claim(**TOLD)
    del unknown["confirm"]["wait"]  # before the acknowledgement, away from the longest stretch
    exact, least = (measures(steps)["silent_time"] for steps in (known, unknown))
    assert (exact.value, exact.evidence.bound) == (10 * DAY, "exact")
    assert (least.value, least.evidence.bound, least.evidence.unknown) == (10 * DAY, "at least", ("confirm",))


@pytest.mark.parametrize(
    ("last", "days"),
    [
        ({"kind": "task", "by": "customer", "name": "Receive the money"}, 30),
        ({"kind": "end", "by": "customer", "name": "Money received"}, 30),
        ({"kind": "end", "by": "desk", "name": "File closed"}, 0),
    ],
)
def test_waiting_after_a_letter_is_silence_where_the_case_comes_back_to_the_customer(last, days):
    steps = {
        "ask": {"by": "customer", "name": "Send the form", "next": "answer"},
        "answer": {"by": "desk", "name": "Send the decision", "wait": {}, "effort": {}, "next": "later"},
        "later": {"by": "desk", "name": "Pay", "wait": {"batch": "30 days"}, "effort": {}, "next": "last"},
        "last": {**last, "wait": {}, **({"next": "done"} if last["kind"] == "task" else {})},
        "done": {"kind": "end"},
    }
    if last["kind"] == "end":
        del steps["done"]
    assert longest_silence(subject(steps)).minutes / DAY == days
