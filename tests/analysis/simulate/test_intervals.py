"""The printed 95 % intervals hold the truth about as often as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks import queues
from frictionaudit.analysis.simulate.backlog import dependence
from frictionaudit.analysis.simulate.intervals import Dependence, dependent, independent, of_share, student
from frictionaudit.analysis.simulate.resources import Staffing
from tests.analysis.simulate.test_queues import exponential, queue


def held(interval, truth: float) -> bool:
    return interval.low <= truth and (interval.high is None or truth <= interval.high)


def test_intervals_of_independent_cases_hold_the_truth_in_nineteen_of_twenty_plays():
    chance = np.random.default_rng(1)
    plays = [independent(chance.exponential(10, 1_000).astype(np.float32)) for _ in range(400)]
    truths = {"mean": 10, "p50": 10 * math.log(2), "p80": 10 * math.log(5), "p90": 10 * math.log(10)}
    for key, truth in truths.items():
        share = np.mean([held(getattr(play, f"{key}_interval"), truth) for play in plays])
        assert 0.92 <= share <= 0.98, key
    shares = [of_share(float((chance.random(500) < 0.03).mean()), 500) for _ in range(400)]
    assert 0.92 <= np.mean([held(interval, 0.03) for interval in shares]) <= 0.98


@pytest.mark.parametrize(("load", "cases", "plays"), [(0.5, 5_000, 300), (0.8, 10_000, 300), (0.97, 40_000, 120)])
def test_intervals_of_cases_in_one_queue_are_not_too_narrow_near_saturation(load: float, cases: int, plays: int):
    times = in_one_queue(load, cases, plays)
    dependence = Dependence(load, 4 * load**2 / (1 - load) ** 2)
    found = [dependent(times[:, n], dependence) for n in range(plays)]
    mean = 1 / (1 - load)
    for key, truth in {"mean": mean, "p50": mean * math.log(2), "p90": mean * math.log(10)}.items():
        share = np.mean([held(getattr(play, f"{key}_interval"), truth) for play in found])
        assert share >= 0.92, (key, share)
        assert share <= (1.0 if load > 0.9 else 0.99), (key, share)  # 120 plays tell no more


def in_one_queue(load: float, cases: int, plays: int) -> np.ndarray:
    """Times in M/M/1 by Lindley's recursion, many plays side by side."""
    chance, wait = np.random.default_rng(3), np.zeros(plays)
    times = np.empty((cases, plays), dtype=np.float32)
    for n in range(-cases // 5, cases):
        service = chance.exponential(1, plays)
        if n >= 0:
            times[n] = wait + service
        wait = np.maximum(0.0, wait + service - chance.exponential(1 / load, plays))
    return times


def test_the_dependence_of_cases_follows_from_the_load_on_the_page():
    staffing = Staffing(queue(exponential(10), 1, 0.08 * 10_080))
    assert dependence(staffing, 1_000).load == pytest.approx(0.8, rel=0.01)
    assert dependence(staffing, 1_000).cases == pytest.approx(4 * 0.64 / 0.04, rel=0.05)
    assert dependence(Staffing(queue("10m", 1, 0.08 * 10_080)), 1_000).cases == pytest.approx(2 * 0.64 / 0.04, rel=0.01)


@pytest.mark.parametrize("maker", [queues.m_m_1, queues.m_m_3], ids=lambda maker: maker.__name__)
def test_a_queue_has_the_percentiles_of_theory(maker):
    model = maker(0.8)
    found = [queues.one_seed(model, seed) for seed in range(1, 6)]
    for key in ("mean", "p50", "p80", "p90"):
        average = sum(play[key][0] for play in found) / len(found)
        assert average == pytest.approx(model.truth[key], rel=0.08), key
    assert sum(play["p90"][1] for play in found) >= 4


def test_students_t_is_the_one_of_the_tables():
    assert [student(n) for n in (7, 15, 31)] == pytest.approx([2.3646, 2.1314, 2.0395], abs=0.001)
