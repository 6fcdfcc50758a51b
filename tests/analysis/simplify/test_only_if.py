"""Which conditions tell people something, and who passes a step."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify import only_if
from frictionaudit.analysis.simplify.only_if import OnlyIf, is_telling
from frictionaudit.domain.procedure import Procedure


@pytest.mark.parametrize(
    "condition",
    [
        "the machine was broken",
        "the reading is missing or older than a week",
        "the steward keeps to the rule",
        "the applicant wants a garage",
        "there's no bath in the flat",
        "readings are wrong",
    ],
)
def test_a_sentence_that_people_can_hold_against_their_own_case_is_telling(condition: str):
    assert is_telling(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "eligible",
        "not eligible",
        "the applicant is eligible",
        "all requirements are met",
        "the application has been approved",
        "owners of a house",
        "one of the tenants",
        "accepts and has to credit",
        "is older than a week",
    ],
)
def test_a_verdict_or_half_a_sentence_tells_people_nothing(condition: str):
    assert not is_telling(condition)


def procedure() -> Procedure:
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {
            "by": "c",
            "next": [
                {"to": "more", "share": 0.2, "when": "the roof has a leak"},
                {"to": "pay", "share": 0.7},
                {"to": "no", "share": 0.1},
            ],
        },
        "more": {"by": "c", "next": "ask"},
        "pay": {"by": "c", "next": "e"},
        "e": {"kind": "end", "outcome": "favourable"},
        "no": {"kind": "end", "outcome": "adverse"},
    }
    return Procedure.model_validate({"id": "p", "title": "P", "parties": {"c": {"side": "customer"}}, "steps": steps})


def test_a_step_is_for_all_where_nobody_gets_to_a_proper_end_without_it():
    ways = OnlyIf(Subject(procedure()), "s")
    assert ways.for_all("pay")
    assert not ways.for_all("more")
    assert ways.conditions(["more"]) == ("the roof has a leak",)


def test_beyond_the_limit_of_a_large_page_nothing_is_said_of_who_needs_a_step(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(only_if, "_MOST_FLOWS", -1)
    ways = OnlyIf(Subject(procedure()), "s")
    assert ways.for_all("pay")
    assert ways.conditions(["more"]) == ()


def test_what_one_of_ours_decides_is_no_condition_that_people_can_know():
    page = procedure().model_dump(mode="json", by_alias=True)
    page["parties"]["gate"] = {"side": "frontstage", "name": "Gate steward"}
    assert OnlyIf(Subject(Procedure.model_validate(page)), "s").conditions(["more"]) == ("the roof has a leak",)
    page["steps"]["ask"]["next"][0]["when"] = "the steward keeps to the rule"
    assert OnlyIf(Subject(Procedure.model_validate(page)), "s").conditions(["more"]) == ()
