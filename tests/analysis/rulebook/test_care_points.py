"""Ten points of care: kept, open, or not stated on the page."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rulebook.care_points import care
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.analysis.rules import RULES
from frictionaudit.application.audit import audit, chosen_rules, collect
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.care import CarePointName
from tests.conftest import ROOT

SCENES = ROOT / "processes"


def points(page: str, **terms):
    (one,) = audit(collect([SCENES / page]), **terms).procedures
    return {point.point: point for point in one.care}


def test_there_are_ten_points():
    assert len(points("return-a-product.yaml")) == 10


def test_a_point_is_open_where_one_of_its_rules_found_something():
    asked = points("return-a-product.yaml")["we ask only for what we need, and only once"]
    assert asked.state == "open"
    assert {"FA101", "FA102"} <= set(asked.rules)


def test_a_point_is_kept_where_its_rules_found_nothing():
    assert points("improved/return-a-product.yaml")["we ask only for what we need, and only once"].state == "kept"


def test_a_point_that_the_page_gives_nothing_to_judge_by_is_not_stated():
    assert points("return-a-product.yaml")["we call back when we said we would"].state == "not stated"


def test_a_point_whose_rules_did_not_run_is_not_stated():
    assert (
        points("return-a-product.yaml", rules=chosen_rules(select=["FA8"]))["we deliver on time"].state == "not stated"
    )


def test_every_point_has_a_rule_that_speaks_for_it():
    assert {rule.care_point for rule in RULES.values()} == {None, *get_args(CarePointName)}


PARTIES = {"c": {"side": "customer"}, "desk": {"side": "frontstage"}}
BARE = {
    "id": "p",
    "title": "P",
    "parties": PARTIES,
    "steps": {"s": {"kind": "start", "next": "e"}, "e": {"kind": "end"}},
}


def page(step: dict[str, Any] | None = None, start: Any = None, end: Any = None, **more: Any) -> Procedure:
    """A page with one step."""
    steps = {
        "s": {"kind": "start", "next": "do", **(start or {})},
        "do": {"by": "desk", "next": "e", **(step or {})},
        "e": {"kind": "end", **(end or {})},
    }
    return Procedure.model_validate({**BARE, "steps": steps, **more})


def kept_pages() -> dict[CarePointName, Procedure]:
    """For each point a small page on which it is kept."""
    notice = {"delay": True, "reason": True, "time": True, "options": True}
    two_ways = [{"to": "e", "id": "yes", "share": 0.99}, {"to": "e", "id": "no", "share": 0.01}]
    told = {"tells": {"result": True, "contact": "Nora Quill, 020 7946 0018", "feedback": True}}
    start = {"eligibility": "all", "cost": "none", "time": "a day", "documents": "none", "contact": "Nora Quill"}
    return {
        "on-time": page({"wait": {"queue": "1h"}}, promises=[{"from": "s", "to": "e", "within": "2 days"}]),
        "resolved-quickly": page({"wait": "none", "effort": {"work": "5m"}}),
        "calls-back": page({"call_back": {"within": "1 day", "by": "desk", "otherwise": "phone us"}}),
        "honest": page({"disruptions": [{"what": "it is down", "tells": notice}]}),
        "asks-once": page(
            {"by": "c", "asks": ["f"]},
            forms={"f": {"fields": [{"data": "name", "purpose": "whom to pay", "basis": "law", "used_by": ["do"]}]}},
        ),
        "no-rush": page({"by": "c", "submission": "checked"}),
        "no-exploitation": page({"by": "c", "fees": [{"amount": "5 GBP"}]}, worth="50 GBP"),
        "customers-first": page(parties={**PARTIES, "desk": {"side": "frontstage", "serves_first": "customers"}}),
        "right-first-time": page({"control": "check", "next": two_ways}),
        "start-to-finish": page(start={"tells": start}, end={"outcome": "favourable", **told}),
    }


def open_pages() -> dict[CarePointName, Procedure]:
    """For each point its page again, with what leaves the point open."""
    back = [{"to": "e", "id": "yes", "share": 0.6}, {"to": "s2", "share": 0.4}]
    sent_back = {"s2": {"by": "c", "next": "do"}}
    return {
        "on-time": page({"wait": {"queue": "9 days"}}, promises=[{"from": "s", "to": "e", "within": "2 days"}]),
        "resolved-quickly": page({"wait": {"queue": "30 days"}, "effort": {"work": "5m"}}),
        "calls-back": page({"call_back": {}}),
        "honest": page({"disruptions": [{"what": "it is down", "share": 0.2, "tells": {}}]}),
        "asks-once": page(
            {"by": "c", "asks": ["f"]},
            forms={"f": {"fields": [{"data": "shoe-size"}]}},
        ),
        "no-rush": page({"by": "c", "submission": "final"}),
        "no-exploitation": page(
            {"by": "c", "channel": "web", "fees": [{"amount": "5 GBP"}]},
            worth="50 GBP",
            groups={"offline": {"share": 0.1, "without": ["web"]}},
        ),
        "customers-first": page(
            {"wait": {"queue": "2 days"}},
            parties={**PARTIES, "desk": {"side": "frontstage", "serves_first": "internal work"}},
        ),
        "right-first-time": Procedure.model_validate(
            {
                **BARE,
                "steps": {
                    "s": {"kind": "start", "next": "s2"},
                    **sent_back,
                    "do": {"by": "desk", "control": "check", "next": back},
                    "e": {"kind": "end"},
                },
            }
        ),
        "start-to-finish": page(start={"tells": {}}, end={"outcome": "adverse", "tells": {"result": True}}),
    }


def state(procedure: Procedure, name: CarePointName) -> str:
    subject = Subject(procedure)
    findings = [finding for finding, _ in examine(subject, Measures(subject), chosen_rules())]
    return care(procedure, findings, list(RULES))[get_args(CarePointName).index(name)].state


@pytest.mark.parametrize("name", get_args(CarePointName))
def test_a_point_is_kept_on_a_page_that_says_what_it_takes_to_judge_it(name):
    assert state(kept_pages()[name], name) == "kept"


@pytest.mark.parametrize("name", get_args(CarePointName))
def test_a_point_is_open_on_a_page_that_says_what_breaks_it(name):
    assert state(open_pages()[name], name) == "open"


@pytest.mark.parametrize("name", get_args(CarePointName))
def test_no_point_is_kept_on_a_page_that_says_nothing(name):
    assert state(Procedure.model_validate(BARE), name) == "not stated"


def test_giving_up_and_a_high_fee_are_not_told_as_care():
    pay = {"by": "c", "fees": [{"amount": "500 GBP"}]}
    steps = {
        "s": {"kind": "start", "next": "pay"},
        "pay": {**pay, "next": [{"to": "e", "share": 0.4}, {"to": "gone", "share": 0.6}]},
        "e": {"kind": "end"},
        "gone": {"kind": "end", "outcome": "abandoned"},
    }
    states = {name: state(Procedure.model_validate({**BARE, "steps": steps}), name) for name in get_args(CarePointName)}
    assert states["no-rush"] == "open"
    assert set(states.values()) == {"open", "not stated"}


def test_what_often_fails_is_not_told_as_right_first_time():
    two_ways = [{"to": "e", "id": "yes", "share": 0.99}, {"to": "e", "id": "no", "share": 0.01}]
    notice = {"delay": True, "reason": True, "time": True}

    def fails(share: float | None) -> Procedure:
        failure = {"what": "nobody is in", "tells": notice, "recovered_by": "e"}
        known = {"share": share} if share else {}
        return page({"control": "check", "next": two_ways, "disruptions": [{**failure, **known}]})

    assert state(fails(0.01), "right-first-time") == "kept"
    assert state(fails(0.13), "right-first-time") == "not stated"
    assert state(fails(None), "right-first-time") == "not stated"


def test_a_flow_that_every_case_takes_says_nothing_of_what_goes_wrong():
    always = page({"control": "check", "next": [{"to": "e", "share": {"value": 1, "assumed": "no share is printed"}}]})
    assert state(always, "right-first-time") == "not stated"


def test_a_long_or_unknown_wait_is_not_told_as_quick():
    assert state(page({"wait": {"third": "35 days"}}), "resolved-quickly") == "not stated"
    assert state(page({}), "resolved-quickly") == "not stated"
    assert state(page({"wait": {"third": "5 days"}}), "resolved-quickly") == "kept"


def test_days_that_a_case_waits_for_the_customer_or_for_others_are_not_quick_either():
    def after(step: dict) -> Procedure:
        own = {"by": "c", "next": "do", **step}
        more = {"do": {"by": "desk", "wait": {"queue": "2 days"}, "effort": {"work": "5m"}, "next": "e"}}
        steps = {"s": {"kind": "start", "next": "own"}, "own": own, **more, "e": {"kind": "end"}}
        return Procedure.model_validate({**BARE, "steps": steps})

    wait = {"deadline": "30 days", "reminder": True, "otherwise": "we decide"}
    assert state(after({"wait": {"customer": "28 days", **wait}}), "resolved-quickly") == "not stated"
    assert state(after({"wait": {"third": "28 days"}}), "resolved-quickly") == "not stated"
    assert state(after({"wait": {"customer": "5 days", **wait}}), "resolved-quickly") == "kept"


def test_authority_alone_does_not_put_customers_first():
    desk = {"side": "frontstage", "authority": "50 GBP"}
    assert state(page(parties={**PARTIES, "desk": desk}), "customers-first") == "not stated"


def test_a_drawing_that_says_of_no_question_why_it_is_asked_does_not_show_that_only_the_needful_is_asked():
    def asking(**reason: str) -> Procedure:
        form = {"f": {"fields": [{"data": "name", "used_by": ["do"], **reason}]}}
        return page({"by": "c", "asks": ["f"]}, forms=form, drawn={"drawn_tasks": 1})

    assert state(asking(), "asks-once") == "not stated"
    assert state(asking(purpose="whom to pay"), "asks-once") == "kept"
