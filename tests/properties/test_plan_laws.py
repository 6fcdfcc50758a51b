"""Laws of rewriting and planning, on random procedures: references hold, order is free, proofs are exact."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import checks
from frictionaudit.analysis.patterns.knockout_order import expected_cost
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.plan import plan
from frictionaudit.analysis.simplify.plan_limits import PlanLimits
from frictionaudit.analysis.simplify.prove import changed, prove
from frictionaudit.analysis.simplify.suggest import ideas
from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Procedure, faults
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Effect
from tests.properties.procedures import procedures

PARTIES = {
    "person": {"side": "customer"},
    "desk": {"side": "frontstage", "unit": "Service", "cost": "30 GBP/h", "authority": "5 GBP"},
    "office": {"side": "backstage", "unit": "Service", "cost": "60 GBP/h", "authority": "500 GBP"},
    "lab": {"side": "backstage", "unit": "Science", "cost": "50 GBP/h"},
}
ITEMS = ("plan", "deed", "age")


@st.composite
def wasteful(draw: st.DrawFn) -> Procedure:
    """Procedures that can be simplified: with waits, searches, checks, loops back and documents that we hold."""
    size = draw(st.integers(4, 9))
    steps: dict[str, Any] = {"start": {"kind": "start", "next": "s0"}}
    for n in range(size):
        by = draw(st.sampled_from(list(PARTIES)))
        onward = f"s{n + 1}" if n + 1 < size else "end"
        step: dict[str, Any] = {"by": by, "channel": draw(st.sampled_from(["counter", "internal", "web"])), "wait": {}}
        step["needs"] = draw(st.none() | st.lists(st.sampled_from(ITEMS), max_size=2, unique=True))
        if by == "person":
            step["effort"] = {"fill": "5m", "travel": "20m", "queue": draw(st.sampled_from(["4m", "9m"]))}
            step["asks"] = draw(st.lists(st.sampled_from(["form", "slip", "deed"]), max_size=2, unique=True))
        else:
            step["effort"] = {"work": draw(st.sampled_from(["2m", "30m"])), "search": "3m"}
            step["makes"] = draw(st.lists(st.sampled_from(["list", "plan"]), max_size=1))
            step["wait"] = {draw(st.sampled_from(["queue", "batch"])): "1 day"} if draw(st.booleans()) else {}
            step["control"] = draw(st.sampled_from([None, None, "check", "approval", "eligibility"]))
        targets = [onward, *draw(st.lists(st.sampled_from([*(f"s{m}" for m in range(n)), "refused"]), max_size=1))]
        shares = [0.8, 0.2] if len(targets) == 2 else [1.0]
        step["next"] = [{"to": to, "share": share} for to, share in zip(targets, shares, strict=True)]
        steps[f"s{n}"] = step
    fields = [{"data": item, "known": item == "plan", "used_by": ["s1"]} for item in ITEMS]
    return Procedure.model_validate(
        {
            "id": "p",
            "title": "P",
            "parties": PARTIES,
            "forms": {"form": {"fields": fields}},
            "documents": {"slip": {"issued_by": "desk", "known": True}, "deed": {"issued_by": "authority"}},
            "groups": {"old": {"share": 0.25, "flows": {f"s0>{steps['s0']['next'][0]['to']}": 0.9}}},
            "promises": [
                {"from": "s0", "to": "s2", "within": "5 days"},
                {"from": "s1", "to": "end", "within": "1 day"},
            ],
            "steps": {
                **steps,
                "end": {"kind": "end", "outcome": "favourable"},
                "refused": {"kind": "end", "outcome": "adverse"},
            },
        }
    )


@given(wasteful() | procedures)
@settings(max_examples=40, deadline=None)
def test_every_idea_applies_or_is_refused_as_a_whole_and_the_result_can_be_audited(procedure: Procedure):
    subject = Subject(procedure)
    for heuristic, idea in ideas(subject, Measures(subject)):
        try:
            after = apply(procedure, idea.changes)
        except ChangeError:
            continue
        assert after != procedure, (heuristic.name(), idea.title)
        assert Procedure.model_validate(after.page()) == after
        assert [str(fault) for fault in faults(after) if str(fault) not in map(str, faults(procedure))] == []
        again = Subject(after)
        measures = Measures(again)
        assert all(measure.value is None or measure.value >= 0 for measure in measures.values())
        list(examine(again, measures, [rule() for rule in RULES.values()]))


@given(wasteful())
@settings(max_examples=20, deadline=None)
def test_no_idea_makes_a_step_unreachable_or_cuts_it_off_from_the_end(procedure: Procedure):
    subject = Subject(procedure)
    stuck = set(procedure.steps) - subject.graph.can_end
    lost = set(procedure.steps) - subject.graph.reachable
    for _, idea in ideas(subject, Measures(subject)):
        graph = Subject(apply(procedure, idea.changes)).graph
        assert set(graph.steps) - graph.can_end <= stuck, idea.title
        assert set(graph.steps) - graph.reachable <= lost, idea.title


def values_of(effect: Effect) -> dict[str, tuple[float | None, float | None]]:
    """Every measure before and after; evidence and range also tell what the parts assume."""
    return {key: (before.value, effect.after[key].value) for key, before in effect.before.items()}


@given(wasteful(), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_a_plans_effect_is_that_of_its_parts_in_any_order_in_which_they_fit(procedure: Procedure, pick: int):
    subject = Subject(procedure)
    search = plan(subject, PlanLimits(max_ideas=3, max_sets=150), clock=lambda: 0.0)
    if not search.plans:
        return
    chosen = search.plans[pick % len(search.plans)]
    whole = apply(procedure, chosen.changes)
    for order in permutations(chosen.parts):
        try:
            after = apply(procedure, [change for part in order for change in part.changes])
        except ChangeError:  # an idea that only follows from another one
            continue
        if after == whole:
            effect = prove(subject, [change for part in order for change in part.changes])
            assert values_of(effect) == values_of(chosen.effect)
    step_by_step = procedure
    for part in chosen.parts:
        step_by_step = apply(step_by_step, part.changes)
    assert step_by_step == whole


@given(
    st.lists(st.tuples(st.integers(1, 60), st.sampled_from([0.1, 0.25, 0.5, 0.9])), min_size=2, max_size=6),
    st.sets(st.integers(0, 4)),
)
@settings(max_examples=40, deadline=None)
def test_the_proof_of_a_knock_out_order_is_its_expected_cost(drawn: list[tuple[int, float]], ordered: set[int]):
    """Checks in `ordered` are needed by the next one, so the order is not free."""
    steps: dict[str, Any] = {"start": {"kind": "start", "next": "c0"}}
    for n, (minutes, reject) in enumerate(drawn):
        onward = f"c{n + 1}" if n + 1 < len(drawn) else "end"
        steps[f"c{n}"] = {
            "by": "desk", "control": "check", "effort": {"work": f"{minutes}m"}, "makes": [f"r{n}"],
            "needs": [f"r{n - 1}"] if n - 1 in ordered and n else ["paper"],
            "next": [{"to": onward, "share": 1 - reject}, {"to": "out", "share": reject}],
        }  # fmt: skip
    ends = {"end": {"kind": "end"}, "out": {"kind": "end", "outcome": "adverse"}}
    page = {"id": "p", "title": "P", "parties": PARTIES, "steps": {**steps, **ends}}
    subject = Subject(Procedure.model_validate(page))
    costs, rejects = [float(minutes) for minutes, _ in drawn], [reject for _, reject in drawn]
    now = expected_cost(costs, rejects, range(len(drawn)))
    assert Measures(subject)["staff_minutes"].value == pytest.approx(now)
    allowed = [
        order
        for order in permutations(range(len(drawn)))
        if all(order.index(n - 1) < order.index(n) for n in range(1, len(drawn)) if n - 1 in ordered)
    ]
    least = min(expected_cost(costs, rejects, order) for order in allowed)
    listed = list(HEURISTICS["reorder-checks"]().ideas(subject, Measures(subject)))
    if not listed:
        assert least == pytest.approx(now)
        return
    (idea,) = listed
    after = Subject(apply(subject.procedure, idea.changes))
    assert Measures(after)["staff_minutes"].value == pytest.approx(least)
    assert {id: check.reject for id, check in checks(after).items()} == pytest.approx(
        {id: check.reject for id, check in checks(subject).items()}
    )


@given(wasteful() | procedures)
@settings(max_examples=20, deadline=None)
def test_what_is_reused_after_a_change_equals_what_would_be_computed_from_scratch(procedure: Procedure):
    subject = Subject(procedure)
    subject.by_customer, subject.taken_over, subject.graph.lanes  # noqa: B018 (computed, so that there is something to reuse)
    for _, idea in ideas(subject, Measures(subject)):
        try:
            after = apply(procedure, idea.changes)
        except ChangeError:
            continue
        reused, fresh = changed(subject, after), Subject(after)
        assert dict(Measures(reused)) == dict(Measures(fresh)), idea.title
        assert reused.graph.lanes == fresh.graph.lanes
