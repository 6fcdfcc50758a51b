"""What is simulated agrees with what is expected, within the simulation's own error."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frictionaudit import sources
from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.markov.branching import Branching
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities import Calendar
from frictionaudit.errors import InputError
from frictionaudit.results.simulation import Distribution, SimulationResult
from tests.analysis.simulate.structured import KINDS, Maker
from tests.building import subject
from tests.conftest import ROOT
from tests.properties.procedures import procedures

PAGES = sorted((ROOT / "processes").glob("**/*.yaml"))
ADDED_UP = ("customer_minutes", "staff_minutes", "wait_ours", "wait_customer", "wait_third")
SIGMAS = 5.0


def always_open(about: Subject) -> Subject:
    """The same procedure where nobody is ever away, so that expected working time is what passes on the clock."""
    return Subject(about.procedure.model_copy(update={"calendar": Calendar(hours="Mon-Sun 00:00-24:00")}))


def off(found: Distribution, expected: float) -> float:
    """How far a mean is from what is expected, in what its error allows; float32 allows a little more."""
    return abs(found.mean - expected) / (SIGMAS * found.error + 2e-5 * abs(expected) + 1e-6)


def check(about: Subject, found: SimulationResult) -> None:
    measures = Measures(about)
    for key in ADDED_UP:
        assert off(getattr(found, key), measures[key].value or 0.0) <= 1, key
    splits = {about.graph.routing(step) for step in about.graph.steps if about.graph.is_split(step)}
    expected = measures["lead_time"].value or 0.0
    slack = SIGMAS * found.lead_time.error + 2e-5 * expected + 1e-6
    if not splits & {StepKind.PARALLEL, StepKind.INCLUSIVE}:
        assert abs(found.lead_time.mean - expected) <= slack
        for end in found.ends:
            assert end.share == pytest.approx(about.visits(end.step).value, abs=SIGMAS * end.error + 2e-3)
        return
    one_after_the_other = sum(about.visits(step).value * elapsed(about, step) for step in about.graph.steps)
    assert found.lead_time.mean <= one_after_the_other + slack
    if StepKind.INCLUSIVE not in splits:  # the longest branch takes at least as long as the one longest on average
        assert expected - slack <= found.lead_time.mean


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_scenes_take_as_long_as_is_expected(page: Path):
    for reading in sources.read_all(page):
        about = always_open(Subject(reading.procedure))
        check(about, simulate(about, 60_000, 3))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_random_procedures_of_blocks_take_as_long_as_is_expected(seed: int):
    about = always_open(Subject(Maker(seed).procedure()))
    assert all(about.visits(step).tight for step in about.graph.steps)
    found = simulate(about, 6_000, 1)
    assert found.capped == ()
    assert found.unfinished == 0
    check(about, found)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(procedures)
def test_any_valid_procedure_is_played_or_refused_and_agrees_where_its_routing_can_be_told(procedure):
    about = Subject(procedure)
    endless = any(stream.visits.endless for stream in about.segments)
    if endless or not about.graph.entries:
        with pytest.raises(InputError, match="never-ends" if about.graph.entries else "no-start"):
            simulate(about, 3_000, 1)
        return
    found = simulate(about, 3_000, 1)
    if all(stream.visits.low == stream.visits.value == stream.visits.high for stream in about.segments):
        measures = Measures(about)
        for key in ADDED_UP:
            assert off(getattr(found, key), measures[key].value or 0.0) <= 1, key


def test_a_join_waits_for_the_longest_of_its_branches():
    found = simulate(
        subject(
            {
                "s": {"kind": "start", "next": "split"},
                "split": {"kind": "parallel", "next": ["a", "b"]},
                "a": {"wait": {"third": "0m..60m"}, "next": "join"},
                "b": {"wait": {"third": "0m..60m"}, "next": "join"},
                "join": {"kind": "parallel", "next": "e"},
                "e": {"kind": "end"},
            }
        ),
        100_000,
    )
    assert found.lead_time.mean == pytest.approx(40, abs=0.3)  # the larger of two even numbers: two thirds
    assert found.lead_time.p90 == pytest.approx(60 * 0.9**0.5, abs=0.3)
    assert found.wait_third.mean == pytest.approx(60, abs=0.3)


def test_a_parallel_block_in_a_loop_is_joined_round_by_round():
    found = simulate(
        subject(
            {
                "s": {"kind": "start", "next": "begin"},
                "begin": {"next": "split"},
                "split": {"kind": "parallel", "next": ["a", "b"]},
                "a": {"wait": {"third": "10m"}, "next": "join"},
                "b": {"wait": {"third": "3m"}, "next": [{"to": "b", "share": 0.5}, {"to": "join", "share": 0.5}]},
                "join": {"kind": "parallel", "next": "check"},
                "check": {"next": [{"to": "begin", "share": 0.5}, {"to": "e", "share": 0.5}]},
                "e": {"kind": "end"},
            }
        ),
        50_000,
    )
    round_ = 10 * (1 - 0.5**3) + sum(3 * n * 0.5**n for n in range(4, 60))
    assert found.lead_time.mean == pytest.approx(2 * round_, abs=5 * found.lead_time.error)
    assert found.ends[0].share == 1


def test_a_branch_that_waits_for_ever_is_said_and_its_case_never_ends():
    found = simulate(
        subject(
            {
                "s": {"kind": "start", "next": "split"},
                "split": {"kind": "exclusive", "next": [{"to": "a", "share": 0.25}, {"to": "b", "share": 0.75}]},
                "a": {"next": "join"},
                "b": {"next": [{"to": "join", "share": 0.2}, {"to": "e", "share": 0.8}]},
                "join": {"kind": "parallel", "next": "e"},
                "e": {"kind": "end"},
            }
        ),
        10_000,
    )
    assert found.unfinished == pytest.approx(0.4, abs=0.03)
    assert "wait at a join" in found.capped[0]


def test_cases_begin_evenly_at_several_starts():
    found = simulate(
        subject({"a": {"kind": "start", "next": "x"}, "b": {"kind": "start", "next": "y"}, "x": {"kind": "end"},
                 "y": {"kind": "end"}}),
        10_000,
    )  # fmt: skip
    assert [end.share for end in found.ends] == pytest.approx([0.5, 0.5], abs=0.03)


def test_a_promise_is_timed_from_when_one_step_is_first_done_until_the_other_is():
    found = simulate(
        subject(
            {
                "s": {"kind": "start", "next": "ask"},
                "ask": {"wait": {"third": "30m"}, "next": "check"},
                "check": {"wait": {"queue": "10m"}, "next": [{"to": "ask", "share": 0.5}, {"to": "done", "share": 0.3},
                                                           {"to": "no", "share": 0.2}]},
                "done": {"wait": {"queue": "5m"}, "next": "late"},
                "late": {"wait": {"queue": "1000m"}, "next": "e"},
                "no": {"next": "e"},
                "e": {"kind": "end"},
            },
            promises=[{"from": "ask", "to": "done", "within": "15m"}],
        ),
        40_000,
    )  # fmt: skip
    (promise,) = found.promises
    assert promise.cases == pytest.approx(24_000, rel=0.03)
    assert promise.kept == pytest.approx(0.5, abs=0.02)
    assert promise.time.p50 in (15, 55)
    assert promise.time.mean == pytest.approx(15 + 40, rel=0.03)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_limits_on_repeats_are_played_as_they_are_expected(seed: int):
    about = always_open(Subject(Maker(seed, (*KINDS, "limited", "limited")).procedure()))
    check(about, simulate(about, 6_000, 1))


def test_the_queue_engine_keeps_limits_on_repeats():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "effort": {"work": "1m"}, "next": [{"to": "a", "share": 0.5, "at_most": 1},
                                                               {"to": "e", "share": 0.5}]},
        "e": {"kind": "end"},
    }  # fmt: skip
    staff = {"desk": {"side": "frontstage", "capacity": 2}}
    about = subject(steps, parties=staff, volume="100 per week")
    found = simulate_queues(about, 10_000, 1)
    assert found.staff_minutes.mean == pytest.approx(1.5, abs=0.02)
    assert found.unfinished == 0


def test_a_limit_on_the_only_flow_back_is_kept_in_both_engines():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "effort": {"work": "1m"}, "next": [{"to": "b", "share": 0.5}, {"to": "e", "share": 0.5}]},
        "b": {"by": "desk", "effort": {}, "next": {"to": "a", "at_most": 1}},
        "e": {"kind": "end"},
    }
    about = subject(steps, parties={"desk": {"side": "frontstage", "capacity": 2}}, volume="100 per week")
    assert simulate(about, 20_000, 1).staff_minutes.mean == pytest.approx(1.5, abs=0.02)
    assert simulate_queues(about, 10_000, 1).staff_minutes.mean == pytest.approx(1.5, abs=0.02)


def test_a_limit_in_the_simulation_leaves_the_other_branches_their_proportions():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"next": [{"to": "a", "share": 1, "at_most": 2}, {"to": "x", "share": 0}, {"to": "y", "share": 0}]},
        "x": {"kind": "end"},
        "y": {"kind": "end"},
    }
    about = subject(steps)
    ends = {end.step: end.share for end in simulate(about, 20_000, 1).ends}
    assert about.visits("a").value == pytest.approx(3)
    assert ends["x"] == pytest.approx(about.visits("x").value, abs=0.02)


def test_an_end_that_stops_the_case_ends_it_in_both_engines():
    steps = {
        "s": {"kind": "start", "next": "split"},
        "split": {"kind": "parallel", "next": ["a", "b"]},
        "a": {"by": "desk", "effort": {"work": "10m"}, "next": "x"},
        "x": {"kind": "end", "stops": True},
        "b": {"by": "office", "effort": {"work": "20m"}, "wait": {"third": "5 days"}, "next": "join"},
        "join": {"kind": "exclusive", "next": "e"},
        "e": {"kind": "end"},
    }
    staff = {"desk": {"side": "frontstage", "capacity": 2}, "office": {"side": "backstage", "capacity": 1}}
    about = subject(steps, parties=staff, volume="7 per week", calendar={"hours": "Mon-Sun 00:00-24:00"})
    for found in (simulate(about, 2_000, 1), simulate_queues(about, 2_000, 1)):
        assert found.lead_time.p50 == pytest.approx(10, abs=0.01)
        assert found.lead_time.p90 < 30
        assert found.unfinished == 0


@pytest.mark.parametrize("shares", [(0.5, 0.5, 0.5), (0.7, 0.6, 0.2), (1.0, 0.3, 0.4), (0.3, 0.2, 0.4), (0.9, 0.6)])
def test_inclusive_branches_are_taken_together_as_often_as_the_measures_assume(shares: tuple[float, ...]):
    minutes = (10, 20, 40)[: len(shares)]
    branches = [f"b{n}" for n in range(len(shares))]
    about = subject(
        {
            "s": {"kind": "start", "next": "take_in"},
            "take_in": {"by": "desk", "effort": {"work": "1m"}, "next": "split"},
            "split": {
                "kind": "inclusive",
                "next": [{"to": to, "share": share} for to, share in zip(branches, shares, strict=True)],
            },
            **{
                to: {"by": "lab", "wait": {"third": f"{time}m"}, "effort": {}, "next": "join"}
                for to, time in zip(branches, minutes, strict=True)
            },
            "join": {"kind": "inclusive", "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 99}, "lab": {"side": "third"}},
        calendar={"hours": "Mon-Sun 00:00-24:00"},
        volume="100 per week",
    )
    expected = 1 + longest_of_those_taken(Branching.inclusive(shares), minutes)
    for found in (simulate(about, 60_000, 5), simulate_queues(about, 20_000, 5)):
        assert found.lead_time.mean == pytest.approx(expected, abs=SIGMAS * found.lead_time.error)


def longest_of_those_taken(branching: Branching, minutes: tuple[int, ...]) -> float:
    """The mean time until the last branch is through, by going through all sets of branches."""
    if branching.exclusive:
        return sum(share * time for share, time in zip(branching.draws, minutes, strict=True))
    total = 0.0
    for taken in product((False, True), repeat=len(minutes)):
        chance = math.prod(d if t else 1 - d for d, t in zip(branching.draws, taken, strict=True))
        total += chance * max((m for m, t in zip(minutes, taken, strict=True) if t), default=0)
    return total / branching.some
