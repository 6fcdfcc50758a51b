"""The printed 95 % intervals hold the truth about as often as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks import queue_models, queues
from frictionaudit.analysis.simulate.backlog import dependences
from frictionaudit.analysis.simulate.batch_means import MeanVariance, batch_means, student
from frictionaudit.analysis.simulate.dependence import Dependence
from frictionaudit.analysis.simulate.intervals import (
    dependent,
    independent,
    of_dependent_share,
    of_share,
    of_utilisation,
)
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


@pytest.mark.parametrize(("load", "cases", "plays"), [(0.5, 5_000, 500), (0.8, 10_000, 500), (0.97, 30_000, 500)])
def test_intervals_of_cases_in_one_queue_hold_the_truth_in_nineteen_of_twenty_plays(
    load: float, cases: int, plays: int
):
    (times, waits), mean = in_one_queue(load, cases, plays), 1 / (1 - load)
    truths = {"mean": mean, "p50": mean * math.log(2), "p80": mean * math.log(5), "p90": mean * math.log(10)}
    hold = dict.fromkeys([*truths, "kept"], 0)
    for n in range(plays):
        minutes = np.ascontiguousarray(times[:, n])
        about = Dependence(load, 4 * load / (1 - load) ** 2, backlog=waits[:, n])
        found, hits = dependent(minutes, about), minutes <= mean
        for key, truth in truths.items():
            hold[key] += held(getattr(found, f"{key}_interval"), truth)
        hold["kept"] += held(of_dependent_share(hits, about), 1 - math.exp(-1))
    for key, number in hold.items():
        assert 0.915 <= number / plays <= 0.985, (key, number / plays)


def test_utilisation_near_saturation_is_as_uncertain_as_the_work_that_comes():
    chance, load, stretches, each = np.random.default_rng(4), 0.97, 64, 200
    hold, cases = 0, stretches * each
    for _ in range(150):
        opened, busy = one_desk(chance, load, stretches, each)
        found = of_utilisation(
            float(busy.sum() / opened.sum()), opened, busy, Dependence(load, 4 * load / (1 - load) ** 2), 2.0, cases
        )
        hold += held(found, load)
    assert 0.91 <= hold / 150 <= 0.99


def one_desk(chance: np.random.Generator, load: float, stretches: int, each: int) -> tuple[np.ndarray, np.ndarray]:
    """Open and busy minutes between every so many arrivals at M/M/1, from the steady state."""
    cases = stretches * each
    gaps, work = chance.exponential(1 / load, cases), chance.exponential(1, cases)
    left = chance.exponential(1 / (1 - load)) * (chance.random() < load)
    busy = np.empty(cases)
    for n in range(cases):
        left += work[n]
        busy[n] = min(left, gaps[n])
        left -= busy[n]
    shape = (stretches, each)
    return gaps.reshape(shape).sum(1).astype(np.float32), busy.reshape(shape).sum(1).astype(np.float32)


def in_one_queue(load: float, cases: int, plays: int) -> tuple[np.ndarray, np.ndarray]:
    """Times in M/M/1, and waits, by Lindley's recursion, many plays side by side."""
    chance, wait = np.random.default_rng(3), np.zeros(plays)
    times, waits = np.empty((2, cases, plays), dtype=np.float32)
    for n in range(-cases // 5, cases):
        service = chance.exponential(1, plays)
        if n >= 0:
            times[n], waits[n] = wait + service, wait
        wait = np.maximum(0.0, wait + service - chance.exponential(1 / load, plays))
    return times, waits


def test_the_dependence_of_cases_follows_from_the_load_on_the_page():
    (desk,) = dependences(Staffing(queue(exponential(10), 1, 0.08 * 10_080)), 1_000).values()
    assert desk.load == pytest.approx(0.8, rel=0.01)
    assert desk.cases == pytest.approx(4 * 0.8 / 0.04, rel=0.05)
    (fixed,) = dependences(Staffing(queue("10m", 1, 0.08 * 10_080)), 1_000).values()
    assert fixed.cases == pytest.approx(2 * 0.8 / 0.04, rel=0.01)


def test_the_share_of_cases_within_a_time_depends_less_on_the_cases_before_than_their_average():
    times, _ = in_one_queue(0.9, 20_000, 200)
    about = Dependence(0.9, 4 * 0.9 / 0.01)
    for share in (0.5, 0.8, 0.9):
        found = (times <= -10 * math.log(1 - share)).mean(axis=0)
        alike = found.var(ddof=1) * len(times) / share / (1 - share)
        assert alike == pytest.approx(about.alike_in_share(share, 1.0, 20_000), rel=0.25), share
    assert times.mean(axis=0).var(ddof=1) * len(times) / 100 == pytest.approx(about.alike(1.0, 20_000), rel=0.25)


def test_what_varies_outside_the_queue_is_no_dependence():
    about, many = Dependence(0.9, 400.0), 10**9
    assert about.alike(0.25, many) == pytest.approx(100.0)
    assert about.alike(1.0, many) == pytest.approx(400.0)
    assert about.alike(0.0, many) == about.alike_in_share(0.5, 0.0, many) == 1.0
    assert about.alike(1.0, 400) < 250  # hardly longer than the dependence
    assert about.saturates(0.6)
    assert not about.saturates(0.4)


def test_the_shared_part_of_a_variance_is_what_cases_with_the_same_backlog_have_in_common():
    chance = np.random.default_rng(6)
    backlog, own = chance.exponential(10, 20_000).astype(np.float32), chance.normal(0, 5, 20_000).astype(np.float32)
    about = Dependence(0.9, 400.0, backlog)
    assert about.shared(backlog + own) == pytest.approx(100 / 125, abs=0.03)
    assert about.shared(own) == pytest.approx(0.0, abs=0.03)
    assert about.shared((backlog > 10).astype(np.float32)) == pytest.approx(1.0, abs=0.001)
    assert about.of(np.arange(100)).shared(backlog[:100]) == pytest.approx(1.0, abs=0.05)
    assert Dependence(0.9, 400.0).shared(own) == 1.0  # where the backlog is not known


def test_nights_that_only_some_cases_wait_through_hide_no_dependence():
    """Waits of days by the clock vary so much that the backlog of minutes is a small part of them, but not of hits."""
    chance = np.random.default_rng(7)
    backlog = chance.exponential(10, 20_000).astype(np.float32)
    minutes = backlog + np.where(chance.random(20_000) < 0.05, np.float32(4_000), np.float32(0))
    about = Dependence(0.8, 80.0, backlog)
    assert about.shared(minutes) < 0.05
    assert about.shared((minutes <= 20).astype(np.float32)) > 0.6


def test_few_batches_lean_on_theory_and_many_do_not():
    assert MeanVariance(4.0, 10).pooled(8.0, 30).variance == pytest.approx(7.0)
    assert MeanVariance(4.0, 10).pooled(8.0, 3).degrees == 40
    assert MeanVariance(4.0, 10).pooled(8.0, 90).variance == pytest.approx(6.0)
    values = np.random.default_rng(1).normal(size=6_400).astype(np.float32)
    assert batch_means(values).degrees >= 15
    assert batch_means(values, apart=80.0).degrees == 7  # eight batches hold ten times as many each
    assert batch_means(values).variance == pytest.approx(1 / 6_400, rel=0.6)
    assert batch_means(values[:20]).half_width == pytest.approx(
        1.96 * float(values[:20].std(ddof=1)) / 20**0.5, rel=0.01
    )


@pytest.mark.parametrize("maker", [queue_models.m_m_1, queue_models.m_m_3], ids=lambda maker: maker.__name__)
def test_a_queue_has_the_percentiles_of_theory(maker):
    model = maker(0.8)
    found = [queues.one_seed(model, seed).figures for seed in range(1, 6)]
    for key in ("mean", "p50", "p80", "p90"):
        average = sum(play[key][0] for play in found) / len(found)
        assert average == pytest.approx(model.truth[key], rel=0.08), key
    assert sum(play["p90"][1] for play in found) >= 4


def test_students_t_is_the_one_of_the_tables():
    assert [student(n) for n in (7, 15, 31)] == pytest.approx([2.3646, 2.1314, 2.0395], abs=0.001)
    assert student(math.inf) == pytest.approx(1.96, abs=0.001)
