"""Suggestions and plans to be read: nothing is cut, columns stay apart, and plans have their numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.unstated_shares import decisions_split_evenly
from frictionaudit.analysis.simplify.plan import plan
from frictionaudit.analysis.simplify.plan_limits import PlanLimits
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.exports import plans, reports
from frictionaudit.exports.suggestions import in_columns, savings, text
from frictionaudit.results.audit import PlannedProcedure, SuggestedProcedure
from tests.building import procedure

STEPS: dict[str, Any] = {
    "s": {"kind": "start", "next": "stay"},
    "stay": {"by": "customer", "channel": "home", "effort": {"attend": "6h"}, "wait": {}, "next": "look"},
    "look": {
        "by": "office", "effort": {"work": "20m", "search": "8m"}, "wait": {"batch": "5 days"}, "next": "e",
    },
    "e": {"kind": "end"},
}  # fmt: skip


def page() -> SuggestedProcedure:
    subject = Subject(procedure(STEPS, volume="600 per year"))
    found = tuple(suggestions(subject))
    return SuggestedProcedure(id="p", title="P", source="p", procedure=subject.procedure, suggestions=found)


def planned() -> PlannedProcedure:
    subject = Subject(procedure(STEPS, volume="600 per year"))
    found = plan(subject, PlanLimits(max_ideas=2), clock=lambda: 0.0)
    return PlannedProcedure(
        id="p", title="P", source="p", procedure=subject.procedure, plans=found.plans, looked_at=found.looked_at
    )


@pytest.mark.parametrize("width", [60, 100])
def test_what_an_idea_assumes_checks_and_costs_is_folded_and_not_cut(width: int):
    shown = text([page()], width=width)
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= width
    flat = " ".join(shown.split())
    for idea in page().suggestions:
        for said in filter(None, (idea.title, idea.assumes, idea.check, idea.trade_off)):
            assert said in flat


def test_shares_that_are_not_given_are_said_to_be_split_evenly():
    note = "Note: the shares after 'Weigh it' are not given; an even split is assumed."
    shown = page().model_copy(update={"split_evenly": ("'Weigh it'",)})
    assert note in text([shown])
    assert note not in text([page()])
    assert note in plans.text([planned().model_copy(update={"split_evenly": ("'Weigh it'",)})])
    assert note not in plans.text([planned()])


def test_a_decision_is_split_evenly_where_more_than_one_share_is_open():
    steps: dict[str, Any] = {
        "s": {"kind": "start", "next": "weigh"},
        "weigh": {"name": "Weigh it", "by": "office", "next": [{"to": "e"}, {"to": "no"}]},
        "e": {"kind": "end"},
        "no": {"kind": "end"},
    }
    assert decisions_split_evenly(Subject(procedure(steps))) == ("'Weigh it'",)
    steps["weigh"]["next"] = [{"to": "e", "share": 0.9}, {"to": "no"}]
    assert decisions_split_evenly(Subject(procedure(steps))) == ()


def test_a_row_without_savings_is_left_out():
    assert not re.search(r"^( +–){4}$", text([page()]), re.MULTILINE)


def test_long_savings_do_not_run_together():
    assert "min −15" in in_columns(["−36 min", "−15 h 32 min", "–", "–"])


def test_what_is_under_one_per_cent_or_rounds_to_nothing_is_a_dash():
    minor = next(idea for idea in page().suggestions if idea.heuristic == "index-on-arrival")
    assert savings(minor.effect) == ["–", "–", "−8 min", "–"]


def test_plans_are_folded_and_in_html_they_have_their_numbers():
    told = plans.text([planned()], width=80)
    assert max(map(len, told.splitlines())) <= 80
    assert "…" not in told.split("combinations measured")[0].replace("… and", "")
    page = reports.plans([planned()], lambda *_: None)
    assert "1: 2 ideas" in page
    assert re.search(r"2: \d ideas?", page)
