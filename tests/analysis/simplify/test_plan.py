"""Plans: the best ideas together, within what the owner allows."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.plan import GOALS, PlanLimits, PlanSearch, _known, _values, plan
from frictionaudit.cli import group
from frictionaudit.domain.changes import apply, difference, dump, load
from frictionaudit.domain.procedure import Procedure
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


def made(**limits: Any) -> PlanSearch:
    return plan(Subject(procedure(STEPS, forms=FORMS)), PlanLimits(**limits), clock=lambda: 0.0)


def used(found: PlanSearch) -> set[str]:
    return {part.heuristic for one in found.plans for part in one.parts}


def test_all_ideas_together_are_a_plan_and_savings_that_overlap_are_measured_as_a_whole():
    best = made().plans[0]
    assert {part.heuristic for part in best.parts} == {
        *("prefill-known-answers", "stop-batching", "index-on-arrival", "online-instead-of-in-person")
    }
    before = procedure(STEPS, forms=FORMS)
    after = Measures(Subject(apply(before, best.changes)))
    assert after["customer_minutes"].value == pytest.approx(6)
    assert after["staff_minutes"].value == pytest.approx(5)
    for key in GOALS[:3]:
        assert best.effect.after[key].value == after[key].value


def test_a_plan_has_no_more_ideas_than_the_owner_allows():
    assert max(len(one.parts) for one in made(most=2).plans) == 2
    assert max(len(one.parts) for one in made(most=1).plans) == 1


def test_what_the_owner_keeps_is_in_no_plan():
    kept = made(keep=frozenset({"apply", "form"}))
    assert used(kept) == {"stop-batching", "index-on-arrival"}
    assert not made(keep=frozenset({"apply", "check", "form"})).plans


def test_mechanical_plans_have_only_ideas_that_follow_from_the_page():
    assert used(made(mechanical=True)) == {"prefill-known-answers", "stop-batching"}
    assert all(HEURISTICS[name].safety == "mechanical" for name in used(made(mechanical=True)))


def test_without_a_new_system_nothing_goes_on_line_that_is_not_there_yet():
    assert "online-instead-of-in-person" in used(made())
    assert "online-instead-of-in-person" not in used(made(new_systems=False))
    open_already = STEPS | {"check": STEPS["check"] | {"channel": "web"}}
    there = plan(Subject(procedure(open_already, forms=FORMS)), PlanLimits(new_systems=False), clock=lambda: 0.0)
    assert "online-instead-of-in-person" in used(there)


def test_no_plan_is_as_good_as_another_in_everything():
    subject = Subject(Procedure.model_validate(_page(RETURN)))
    plans = plan(subject, PlanLimits(most=3), clock=lambda: 0.0).plans
    goals = [_goals(subject.procedure, one.changes) for one in plans]
    assert len(goals) > 3
    for n, one in enumerate(goals):
        assert not any(m != n and all(a <= b for a, b in zip(other, one, strict=True)) for m, other in enumerate(goals))


def test_the_best_of_few_ideas_is_found_as_when_every_set_is_looked_at():
    subject = Subject(procedure(STEPS, forms=FORMS))
    for most, deep in ((3, False), (4, True)):  # with more than three the search goes straight on first
        found = plan(subject, PlanLimits(most=most), clock=lambda: 0.0)
        assert found.cut_short == ""
        assert found.looked_at >= sum((4, 6, 4)), deep


def test_a_search_that_is_cut_short_says_so():
    assert made(sets=2).cut_short == "2 sets were measured; there may be better plans"
    assert made(sets=2).looked_at == 2
    ticks = iter(range(1000))
    late = plan(Subject(procedure(STEPS, forms=FORMS)), PlanLimits(seconds=3), clock=lambda: float(next(ticks)))
    assert late.cut_short == "3 seconds were over; there may be better plans"
    assert late.plans


def test_the_same_page_gives_the_same_plans_twice():
    assert made(most=4) == made(most=4)


def test_a_procedure_without_friction_has_no_plan():
    bare = procedure({"s": {"kind": "start", "next": "e"}, "e": {"kind": "end"}})
    assert plan(Subject(bare), PlanLimits()) == PlanSearch((), 0, "")


def test_a_procedure_that_never_ends_is_planned_without_a_hang():
    steps = {"s": {"kind": "start", "next": "a"}, "a": {"by": "office", "effort": {"search": "4m"}, "next": "a"}}
    assert not plan(Subject(procedure(steps)), PlanLimits(most=5, seconds=5)).cut_short


def run(*words: str) -> Result:
    return CliRunner().invoke(group, [*words], catch_exceptions=False)


def test_the_command_tells_ideas_their_effect_and_how_many_sets_were_looked_at():
    done = run("plan", str(RETURN), "--max-changes", "1")
    assert done.exit_code == 0
    assert "fetch 'Printed receipt of the order' from our own unit" in done.stdout
    assert "sets measured" in done.stdout


def test_impossible_limits_are_said_before_anything_is_searched():
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


def test_a_written_plan_can_be_tried_and_does_what_was_said(tmp_path: Path):
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


def test_a_goal_that_becomes_unknown_is_not_taken_for_nothing():
    silent = {**STEPS, "apply": {"by": "customer", "next": "check"}, "check": {"by": "office", "next": "e"}}
    said, unsaid = (Subject(procedure(steps, forms=FORMS)) for steps in (STEPS, silent))
    assert _values(said, _known(said))[0] == pytest.approx(29)
    assert _values(unsaid, _known(said))[0] == math.inf
    assert _values(said, _known(unsaid))[0] == 0
