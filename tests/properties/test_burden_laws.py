"""Laws of the burden: the backward equations say the same as a procedure that is changed and measured again."""

from __future__ import annotations

import math
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.burden.amounts import adjoints, per_visit, to_go
from frictionaudit.analysis.burden.loops import return_flows
from frictionaudit.analysis.burden.tenths import tenths
from frictionaudit.analysis.burden.where_it_goes import where_it_goes
from frictionaudit.analysis.flow.reweighting import rescaled, visits_if
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure
from tests.building import procedure, random_steps
from tests.properties.procedures import procedures


def timed(seed: int, size: int, limits: bool = False) -> Subject:
    """A random procedure with loops, in which every step takes its own time."""
    steps = random_steps(seed, size)
    for n, step in enumerate(steps.values()):
        if "by" in step:
            step["effort"] = {"fill": f"{n + 1}m", "work": f"{2 * n + 1}m"}
        if limits and isinstance(step.get("next"), list) and len(step["next"]) == 2:
            step["next"][0]["at_most"] = 2
    return Subject(procedure(steps, volume="600 per year"))


def close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


@settings(max_examples=30)
@given(procedures)
def test_the_burden_of_the_steps_adds_up_to_the_measures(page: Procedure):
    subject = Subject(page)
    measures = Measures(subject)
    burden = where_it_goes(subject, measures)
    for by in ("step", "party", "channel"):
        lines = burden.by(by)
        for key in ("customer_minutes", "staff_minutes"):
            if lines:
                value = measures[key].value
                assert close(sum(getattr(line, key) for line in lines), value or 0.0), (by, key)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(4, 25), st.booleans())
def test_what_is_still_to_come_at_the_start_is_the_whole(seed: int, size: int, limits: bool):
    subject = timed(seed, size, limits)
    (adjoint,), (go,) = adjoints(subject), to_go(subject, "customer")
    assert close(adjoint.total(go), Measures(subject)["customer_minutes"].value or 0.0)


@settings(max_examples=30)
@given(procedures)
def test_what_is_still_to_come_at_the_start_is_the_whole_in_any_procedure(page: Procedure):
    subject = Subject(page)
    for n, (segment, adjoint) in enumerate(zip(subject.segments, adjoints(subject), strict=True)):
        if adjoint.finite:
            amounts = per_visit(subject)[n]["customer"]
            whole = sum(segment.visits.value[step] * minutes for step, minutes in amounts.items())
            assert close(adjoint.total(to_go(subject, "customer")[n]), whole)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(4, 25), st.floats(0, 0.95))
def test_a_changed_share_has_the_effect_of_solving_again(seed: int, size: int, share: float):
    subject = timed(seed, size)
    (segment,), (adjoint,), (go,) = subject.segments, adjoints(subject), to_go(subject, "staff")
    for step, arcs in subject.graph.outgoing.items():
        if len(arcs) > 1:
            current = {arc.id: segment.visits.routing.weights[arc.id].value for arc in arcs}
            shares = rescaled(arcs, current, arcs[0].id, share)
            (visits,) = visits_if(subject, lambda _, shares=shares: shares)
            minutes = per_visit(subject)[0]["staff"]
            again = sum((visits[s] - segment.visits.value[s]) * each for s, each in minutes.items())
            told = adjoint.change(step, shares, go)
            assert told is not None
            assert close(told, again) or math.isinf(again)


@pytest.mark.parametrize("limits", [False, True], ids=["plain", "with limits on repeats"])
@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), size=st.integers(4, 20))
def test_a_tenth_of_a_share_saves_what_finite_differences_say(limits: bool, seed: int, size: int):
    subject = timed(seed, size, limits)
    (segment,) = subject.segments
    minutes = per_visit(subject)[0]["customer"]
    numbers = {number.path: number for number in tenths(subject)}
    for step, arcs in subject.graph.outgoing.items():
        for arc in arcs if len(arcs) > 1 else ():
            current = {other.id: segment.visits.routing.weights[other.id].value for other in arcs}

            def total(by: float, arc=arc, arcs=arcs, current=current) -> float:
                shares = rescaled(arcs, current, arc.id, current[arc.id] * (1 + by))
                (visits,) = visits_if(subject, lambda _: shares)
                return sum(visits[s] * each for s, each in minutes.items())

            slope = (total(1e-5) - total(-1e-5)) / 2e-5  # minutes per case for one whole share
            number = numbers.get(("steps", step, "next", arc.flow.key, "share"))
            saved = number.saves.get("customer_hours_year", 0.0) if number else 0.0
            assert saved == pytest.approx(0.1 * slope * 600 / 60, rel=1e-4, abs=1e-3), arc.id


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(4, 20))
def test_a_tenth_of_all_times_saves_a_tenth_of_the_whole(seed: int, size: int):
    subject = timed(seed, size)
    whole = Measures(subject)["customer_hours_year"].value or 0.0
    numbers = tenths(subject)
    efforts = [number for number in numbers if number.path[2:3] == ("effort",)]
    assert sum(number.saves.get("customer_hours_year", 0.0) for number in efforts) == pytest.approx(whole / 10)
    (volume,) = [number for number in numbers if number.path == ("volume",)]
    assert volume.saves["customer_hours_year"] == pytest.approx(whole / 10)


@settings(max_examples=30)
@given(procedures)
def test_closing_a_return_flow_never_opens_another_route_than_those_drawn(page: Procedure):
    subject = Subject(page)
    for arc in return_flows(subject.graph):
        assert subject.graph.loop_of(arc.source) == subject.graph.loop_of(arc.target)
        assert len(subject.graph.outgoing[arc.source]) > 1


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(4, 20))
def test_a_loop_costs_what_the_procedure_takes_less_without_it(seed: int, size: int):
    subject = timed(seed, size)
    minutes = per_visit(subject)[0]["customer"]
    (segment,) = subject.segments
    for line in where_it_goes(subject, Measures(subject)).loops:
        arc = next(arc for arc in subject.graph.arcs if arc.id == line.id)
        arcs = subject.graph.outgoing[arc.source]
        current = {other.id: segment.visits.routing.weights[other.id].value for other in arcs}
        (visits,) = visits_if(subject, partial(lambda shares, _: shares, rescaled(arcs, current, arc.id, 0.0)))
        saved = sum((segment.visits.value[s] - visits[s]) * each for s, each in minutes.items())
        assert close(line.customer_minutes, saved)
