"""Plans: the best combinations of ideas, within what the owner allows."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.plan import GOALS, PlanSearch, _known_goals, _values, plan
from frictionaudit.analysis.simplify.plan_limits import PlanLimits, key_of, may_follow
from frictionaudit.application.audit import Sources, audit
from frictionaudit.cli import group
from frictionaudit.domain.changes import FlowRerouted, StepAmended, apply, difference, dump, load
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.results.audit import Finding
from tests.building import procedure
from tests.conftest import ROOT

RETURN = ROOT / "processes" / "return-a-product.yaml"
STEPS: dict[str, Any] = {
    "s": {"kind": "start", "next": "apply"},
    "apply": {
        "by": "customer", "channel": "counter", "asks": "form",
        "effort": {"fill": "9m", "travel": "20m"}, "next": "check",
    },
    "check": {"by": "office", "effort": {"work": "5m", "search": "4m"}, "wait": {"batch": "5 days"}, "next": "e"},
    "e": {"kind": "end"},
}  # fmt: skip
FORMS = {"form": {"fields": [{"data": "name", "known": True}, {"data": "wish"}, {"data": "why"}]}}


def planned(**limits: Any) -> PlanSearch:
    return plan(Subject(procedure(STEPS, forms=FORMS)), PlanLimits(**limits), clock=lambda: 0.0)


def heuristics_in(search: PlanSearch) -> set[str]:
    return {part.heuristic for plan in search.plans for part in plan.parts}


def test_all_ideas_form_a_plan_and_overlapping_savings_are_measured_as_a_whole():
    best = planned().plans[0]
    assert {part.heuristic for part in best.parts} == {
        *("prefill-known-answers", "stop-batching", "index-on-arrival", "online-instead-of-in-person")
    }
    before = procedure(STEPS, forms=FORMS)
    after = Measures(Subject(apply(before, best.changes)))
    assert after["customer_minutes"].value == pytest.approx(6)
    assert after["staff_minutes"].value == pytest.approx(5)
    for key in GOALS[:3]:
        assert best.effect.after[key].value == after[key].value


def test_a_plan_tells_which_findings_are_gone_and_which_are_new_once_all_of_it_is_carried_out():
    before = procedure(STEPS, forms=FORMS)
    for planned_set in planned().plans:
        after = apply(before, planned_set.changes)
        was, now = (Counter(f.rule for f in _open(each)) for each in (before, after))
        assert Counter(planned_set.fixes) == was - now
        assert Counter(planned_set.introduces) == now - was


def _open(page: Procedure) -> list[Finding]:
    return list(audit(Sources((Reading(page, {}),), (), ())).procedures[0].open)


def test_a_plan_has_no_more_ideas_than_the_owner_allows():
    assert max(len(plan.parts) for plan in planned(max_ideas=2).plans) == 2
    assert max(len(plan.parts) for plan in planned(max_ideas=1).plans) == 1


def test_no_plan_changes_what_the_owner_protects():
    kept = planned(protected=frozenset({"apply", "form"}))
    assert heuristics_in(kept) == {"stop-batching", "index-on-arrival"}
    assert not planned(protected=frozenset({"apply", "check", "form"})).plans


def test_mechanical_plans_have_only_ideas_that_follow_from_the_page():
    """The batch is left: nobody knows what the batch saves. Nobody says what the name is for, either."""
    assert heuristics_in(planned(mechanical=True)) == set()
    said = {"form": {"fields": [{"data": "name"}, {"data": "wish", "used_by": [], "purpose": "a look at the trend"}]}}
    plans = plan(Subject(procedure(STEPS, forms=said)), PlanLimits(mechanical=True), clock=lambda: 0.0).plans
    assert {part.heuristic for plan in plans for part in plan.parts} == {"drop-unread-questions"}
    assert all(part.safety == "mechanical" for plan in plans for part in plan.parts)


def test_without_new_systems_no_plan_opens_a_new_online_channel():
    assert "online-instead-of-in-person" in heuristics_in(planned())
    assert "online-instead-of-in-person" not in heuristics_in(planned(new_systems=False))
    open_already = STEPS | {"check": STEPS["check"] | {"channel": "web"}}
    there = plan(Subject(procedure(open_already, forms=FORMS)), PlanLimits(new_systems=False), clock=lambda: 0.0)
    assert "online-instead-of-in-person" in heuristics_in(there)


def test_every_plan_is_pareto_optimal():
    subject = Subject(Procedure.model_validate(_page(RETURN)))
    plans = plan(subject, PlanLimits(max_ideas=3), clock=lambda: 0.0).plans
    goals = [_goals(subject.procedure, candidate.changes) for candidate in plans]
    assert len(goals) > 3
    for own, dominated in permutations(goals, 2):
        assert not all(better <= value for better, value in zip(own, dominated, strict=True))


def test_the_best_of_few_ideas_is_found_as_when_every_set_is_looked_at():
    subject = Subject(procedure(STEPS, forms=FORMS))
    for most, greedy in ((3, False), (4, True)):  # with more than three, a greedy search comes first
        search = plan(subject, PlanLimits(max_ideas=most), clock=lambda: 0.0)
        assert search.cut_short == ""
        assert search.looked_at >= sum((4, 6, 4)), greedy


def test_a_search_that_is_cut_short_says_so():
    assert planned(max_sets=2).cut_short == "2 combinations were measured; there may be better plans"
    assert planned(max_sets=2).looked_at == 2
    ticks = iter(range(1000))
    late = plan(Subject(procedure(STEPS, forms=FORMS)), PlanLimits(seconds=3), clock=lambda: float(next(ticks)))
    assert late.cut_short == "the search stopped after 3 seconds; there may be better plans"
    assert late.plans


def test_the_same_page_gives_the_same_plans_twice():
    assert planned(max_ideas=4) == planned(max_ideas=4)


def test_a_procedure_without_friction_has_no_plan():
    bare = procedure({"s": {"kind": "start", "next": "e"}, "e": {"kind": "end"}})
    assert plan(Subject(bare), PlanLimits()) == PlanSearch((), 0, "")


def test_a_procedure_that_never_ends_is_planned_without_a_hang():
    steps = {"s": {"kind": "start", "next": "a"}, "a": {"by": "office", "effort": {"search": "4m"}, "next": "a"}}
    assert not plan(Subject(procedure(steps)), PlanLimits(max_ideas=5, seconds=5)).cut_short


def run(*words: str) -> Result:
    return CliRunner().invoke(group, [*words], catch_exceptions=False)


def test_the_command_prints_ideas_their_effect_and_how_many_sets_were_measured():
    done = run("plan", str(RETURN), "--max-changes", "1")
    assert done.exit_code == 0
    assert "less of the customer's time per case" in done.stdout
    assert re.search(r"\d+ (sets|combinations) measured", done.stdout)


def test_impossible_limits_are_refused_before_the_search():
    for words in (
        ("--max-changes", "0"),
        ("--max-changes", "51"),
        ("--sets", "0"),
        ("--seconds", "0"),
        ("--write-plan", "0"),
    ):
        assert run("plan", str(RETURN), *words).exit_code == 2
    with pytest.raises(Exception, match="has no step, form or document 'pack-itme'"):
        run("plan", str(RETURN), "--protect", "pack-itme")


def test_a_plan_that_is_not_there_cannot_be_written(tmp_path: Path):
    with pytest.raises(Exception, match="--write-plan 900: there are only"):
        run("plan", str(RETURN), "--max-changes", "1", "--write-plan", "900", "-o", str(tmp_path / "plan.yaml"))
    assert not list(tmp_path.iterdir())


def test_a_written_plan_can_be_tried_and_has_the_printed_effect(tmp_path: Path):
    file = tmp_path / "plan.yaml"
    document = json.loads(run("plan", str(RETURN), "--max-changes", "2", "--format", "json").stdout)
    run("plan", str(RETURN), "--max-changes", "2", "-o", str(file))
    tried = json.loads(run("whatif", str(RETURN), str(file), "--format", "json").stdout)
    before = Procedure.model_validate(_page(RETURN))
    planned = apply(before, load(document["procedures"][0]["plans"][0]["changes"]))
    assert tried["changes"] == dump(difference(before, planned))
    assert tried["measures"]["customer_minutes"]["difference"] < 0


def _page(path: Path) -> dict[str, Any]:
    from frictionaudit import sources

    return sources.read(path).procedure.page()


def _goals(before: Procedure, changes: Any) -> tuple[float, ...]:
    measures = Measures(Subject(apply(before, changes)))
    values = [round(measures[key].value or 0.0, 6) for key in GOALS[:3]]
    cost = sum(measures[key].value or 0.0 for key in ("customer_cost", "staff_cost"))
    return (*values, round(cost, 6), float(len(changes)))


def test_a_goal_that_becomes_unknown_does_not_count_as_zero():
    silent = {**STEPS, "apply": {"by": "customer", "next": "check"}, "check": {"by": "office", "next": "e"}}
    said, unsaid = (Subject(procedure(steps, forms=FORMS)) for steps in (STEPS, silent))
    assert _values(said, _known_goals(said))[0] == pytest.approx(29)
    assert _values(unsaid, _known_goals(said))[0] == math.inf
    assert _values(said, _known_goals(unsaid))[0] == 0


def plans_of(steps: dict[str, Any], **parts: Any) -> list[list[str]]:
    search = plan(Subject(procedure(steps, **parts)), PlanLimits(), clock=lambda: 0.0)
    return [[part.heuristic for part in plan.parts] for plan in search.plans]


def test_no_plan_halves_half_a_window_again():
    visit = {
        "s": {"kind": "start", "next": "stay"},
        "stay": {"by": "customer", "channel": "home", "effort": {"attend": "6h"}, "wait": {}, "next": "look"},
        "look": {"by": "office", "channel": "home", "effort": {"work": "9m"}, "wait": {}, "next": "e"},
        "e": {"kind": "end"},
    }
    assert plans_of(visit) == [["narrow-the-window"]]


def test_no_plan_drops_an_approval_because_another_idea_hopes_that_nothing_comes_back_from_it():
    steps = {
        "s": {"kind": "start", "next": "draft"},
        "draft": {"by": "desk", "effort": {"work": "2h"}, "wait": {}, "next": "approve"},
        "approve": {
            "by": "office", "control": "approval", "effort": {"work": "9m"}, "wait": {"queue": "3 days"},
            "next": [{"to": "e", "share": 0.8}, {"to": "draft", "share": 0.2}],
        },
        "e": {"kind": "end"},
    }  # fmt: skip
    found = plans_of(steps)
    assert ["complete-handoffs"] in found
    assert not any("drop-rubber-stamps" in parts for parts in found)
    few = {
        **steps,
        "approve": {**steps["approve"], "next": [{"to": "e", "share": 0.98}, {"to": "draft", "share": 0.02}]},
    }
    assert any("drop-rubber-stamps" in parts for parts in plans_of(few))


def test_no_plan_moves_a_step_before_the_document_that_an_earlier_idea_only_looks_up():
    looked_up = (
        HEURISTICS["fetch-held-documents"](),
        Idea("Look it up", (StepAmended(id="claim", attribute="asks", value=[]),), ("claim",)),
    )
    reroute = FlowRerouted(step="write", flow="claim", to="check")
    moved = Idea("Do 'claim' together with 'declare', before 'write'", (reroute,), ("declare", "claim"))
    combining = HEURISTICS["combine-contacts"]()
    assert not may_follow([looked_up], combining, moved, at_first=())
    assert may_follow([], combining, moved, at_first=())
    assert may_follow([looked_up], combining, moved, at_first=[key_of(combining, moved)])


def test_no_plan_drops_a_question_because_another_idea_drops_the_step_that_reads_it():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "asks": "form", "effort": {"fill": "9m"}, "next": "check"},
        "check": {"by": "office", "control": "check", "effort": {"work": "10m"}, "next": "approve"},
        "approve": {
            "by": "office", "control": "approval", "effort": {"work": "10m"}, "wait": {"queue": "9d"}, "next": "e",
        },
        "e": {"kind": "end"},
    }  # fmt: skip
    read = {"form": {"fields": [{"data": "rent", "used_by": ["approve"]}, {"data": "name", "used_by": ["check"]}]}}
    unread = {"form": {"fields": [{"data": "rent", "used_by": []}, {"data": "name", "used_by": ["check"]}]}}
    assert not any("drop-unread-questions" in names for names in plans_of(steps, forms=read))
    assert any("drop-unread-questions" in names for names in plans_of(steps, forms=unread))
