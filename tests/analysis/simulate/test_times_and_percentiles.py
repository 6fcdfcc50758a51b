"""Times are drawn from the law whose mean the measures use; percentiles are order statistics."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate import simulate
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.analysis.simulate.statistics import Sums, least, ordered, percentile, rank, spread
from frictionaudit.domain.quantities import Calendar, Duration
from frictionaudit.errors import InputError, UsageError
from tests.building import measures, subject
from tests.properties.procedures import DURATIONS


@pytest.mark.parametrize("text", DURATIONS)
def test_a_drawn_time_has_the_mean_that_measures_use_one_by_one_and_all_at_once(text: str):
    calendar, duration = Calendar(), Duration.model_validate(text)
    numbers = np.random.default_rng(1).random(200_000, dtype=np.float32)
    for minutes, mean in (
        (calendar.elapsed, calendar.expected_elapsed(duration)),
        (calendar.touch, calendar.expected_touch(duration)),
    ):
        sampler = Sampler.of(duration, minutes)
        one = np.array([sampler.one(float(u)) for u in numbers[:5_000]])
        assert sampler.fixed == (mean if sampler.fixed is not None else None)
        if sampler.fixed is None:
            many = sampler.stretch(numbers.copy())
            assert many[:5_000] == pytest.approx(one, rel=1e-3, abs=1e-3)
            assert many.mean(dtype=np.float64) == pytest.approx(mean, abs=5 * float(many.std()) / 200_000**0.5)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6, width=32), min_size=1, max_size=300))
def test_percentiles_are_the_cases_at_their_rank_and_none_where_there_are_too_few(values: list[float]):
    found = spread(np.array(values, dtype=np.float32))
    ordered = sorted(values)
    for level, value in ((0.5, found.p50), (0.8, found.p80), (0.9, found.p90)):
        at = rank(len(values), level)
        assert value == (None if at is None else pytest.approx(ordered[at - 1], rel=1e-8))
        assert percentile(np.array(values, dtype=np.float32), level) == (None if at is None else ordered[at - 1])
    assert found.mean == pytest.approx(float(np.mean(ordered)), rel=1e-6, abs=1e-6)


def test_a_percentile_is_not_defined_of_too_few_cases():
    assert [rank(n, 0.9) for n in (8, 9, 19, 29)] == [None, 9, 18, 27]
    assert (least(0.9), least(0.5), least(0.99)) == (9, 1, 99)


def test_blocks_add_up_to_the_mean_and_error_of_the_whole():
    values = np.random.default_rng(2).random(10_000, dtype=np.float32) * 50 + 1e5
    sums = Sums()
    for part in np.array_split(values, 7):
        sums.take(part)
    assert sums.mean == pytest.approx(float(values.mean(dtype=np.float64)))
    assert sums.error == pytest.approx(float(values.std(ddof=1, dtype=np.float64)) / 100, rel=1e-6)


CHAIN = {
    "s": {"kind": "start", "next": "a"},
    "a": {"by": "customer", "effort": {"fill": "10m"}, "wait": {"third": "2 days"}, "next": "e"},
    "e": {"kind": "end"},
}


def test_lead_time_percentiles_are_exact_where_nothing_varies():
    m = measures(CHAIN)
    assert m["lead_time_p50"].value == m["lead_time_p90"].value == m["lead_time"].value == 2890
    assert m["lead_time_p90"].evidence == m["lead_time"].evidence


def test_lead_time_percentiles_are_simulated_where_times_vary_and_say_so():
    steps = CHAIN | {"a": {"by": "customer", "effort": {}, "wait": {"third": "0m..100m"}, "next": "e"}}
    m = measures(steps)
    assert [m[f"lead_time_p{q}"].value for q in (50, 80, 90)] == pytest.approx([50, 80, 90], abs=1.5)
    assert m["lead_time_p90"].evidence.bound == "estimate"
    assert "simulation of 20,000 cases" in (m["lead_time_p90"].evidence.note or "")
    silent = measures(steps | {"a": {"by": "customer", "wait": {"third": "0m..100m"}, "next": "e"}})
    assert silent["lead_time_p90"].evidence.bound == "at least"
    assert silent["lead_time_p90"].evidence.unknown == ("a",)


def test_lead_time_percentiles_are_unknown_where_a_case_never_ends_or_no_time_is_stated():
    endless = measures({"s": {"kind": "start", "next": "a"}, "a": {"wait": {"third": "1h"}, "next": "a"}})
    assert endless["lead_time_p90"].value is None
    assert "never leaves" in endless["lead_time_p90"].evidence.unknown[0]
    nothing = measures({"s": {"kind": "start", "next": "a"}, "a": {"by": "desk", "next": "e"}, "e": {"kind": "end"}})
    assert nothing["lead_time_p50"].value is None


def test_percentiles_are_costly_and_so_not_computed_unasked():
    assert not [key for key in Measures(subject(CHAIN)) if key.startswith("lead_time_p")]


@pytest.mark.parametrize(("cases", "slug"), [(8, "too-few-cases"), (0, "too-few-cases"), (-5, "too-few-cases"),
                                             (10_000_001, "too-many-cases")])  # fmt: skip
def test_a_number_of_cases_that_makes_no_sense_is_refused(cases: int, slug: str):
    with pytest.raises(UsageError, match=slug):
        simulate(subject(CHAIN), cases)


def test_a_procedure_without_a_beginning_or_an_end_is_refused():
    with pytest.raises(InputError, match="no-start"):
        simulate(subject({"a": {"next": "b"}, "b": {"next": "a"}}), 100)
    with pytest.raises(InputError, match=r"'Try again'.*never-ends"):
        simulate(subject({"s": {"kind": "start", "next": "a"}, "a": {"name": "Try again", "next": "a"}}), 100)


def test_a_loop_that_hardly_ever_ends_is_cut_and_that_is_said():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"next": [{"to": "a", "share": 0.9999}, {"to": "e", "share": 0.0001}]},
        "e": {"kind": "end"},
    }
    found = simulate(subject(steps), 50)
    assert "were still in a loop when the limit" in found.capped[0]
    assert found.unfinished > 0.2


def test_cases_that_stop_at_a_step_that_is_no_end_are_shown_there():
    found = simulate(subject({"s": {"kind": "start", "next": "a"}, "a": {"by": "desk", "effort": {"work": "5m"}}}), 50)
    assert [(end.step, end.drawn, end.share) for end in found.ends] == [("a", False, 1.0)]
    assert found.lead_time.p90 == 5


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    steps = CHAIN | {"a": {"by": "customer", "effort": {"fill": "5m/8m/20m"}, "next": "e"}}
    one, two, other = (simulate(subject(steps), 40_000, seed).model_dump_json() for seed in (1, 1, 2))
    assert one == two
    assert one != other


def test_a_group_has_its_own_ways_and_factors():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "customer", "effort": {"fill": "10m"}, "next": [{"to": "e", "share": 1}, {"to": "f", "share": 0}]},
        "e": {"kind": "end"},
        "f": {"kind": "end"},
    }
    groups = {"blind": {"share": 0.25, "flows": {"a>e": 0, "a>f": 1}, "effort": {"all": 3}}}
    found = simulate(subject(steps, groups=groups), 1_000)
    assert {end.step: end.share for end in found.ends} == {"e": 0.75, "f": 0.25}
    assert found.customer_minutes.mean == pytest.approx(0.75 * 10 + 0.25 * 30)
    assert found.lead_time.mean == 10


@pytest.mark.parametrize("apart", [0.0, 1e-44, 1e-30, 1.0, math.inf])
def test_values_at_their_ranks_are_those_of_the_whole_in_order_however_close_or_far(apart):
    values = np.array([0.0, apart, 0.0, apart, apart] * 40, dtype=np.float32)
    whole = np.sort(values)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ordered(values, [1, 80, 81, 200]) == {rank: float(whole[rank - 1]) for rank in (1, 80, 81, 200)}
