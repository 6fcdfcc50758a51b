"""A play fills the office before it counts, knows how much work comes, and is case by case the one of simpy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks import queue_models, queues
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import simulate_queues
from frictionaudit.analysis.simulate.backlog import dependences
from frictionaudit.analysis.simulate.demand import demand
from frictionaudit.analysis.simulate.queue_play import FORGOTTEN, warm_up
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.sampling import Sampler
from tests.analysis.simulate.test_queues import exponential, queue
from tests.building import subject


def warm_of(about: Subject, cases: int) -> int:
    staffing = Staffing(about)
    return warm_up(staffing, cases, dependences(staffing, cases))


def test_the_busier_the_staff_the_more_cases_fill_the_office_before_any_counts():
    assert warm_of(queue(exponential(10), 1, 0.05 * 10_080), 20_000) == 2_000
    busy = warm_of(queue(exponential(10), 1, 0.097 * 10_080), 20_000)
    assert busy == pytest.approx(2 * 4 * 0.97 / 0.03**2, rel=0.1)
    assert warm_of(queue(exponential(10), 1, 0.097 * 10_080), 5_000) == 5_000


def test_a_queue_that_grows_without_end_has_no_steady_state_to_wait_for():
    assert warm_of(queue("10m", 1, 0.12 * 10_080), 20_000) == 2_000


def test_after_the_warm_up_a_queue_at_97_percent_is_within_two_percent_of_its_steady_state():
    load, chains = 0.97, 20_000
    chance, wait = np.random.default_rng(2), np.zeros(chains, dtype=np.float32)
    for _ in range(round(FORGOTTEN * 4 * load / (1 - load) ** 2)):
        wait += chance.standard_exponential(chains, dtype=np.float32)
        wait -= chance.standard_exponential(chains, dtype=np.float32) / np.float32(load)
        np.maximum(wait, 0, out=wait)
    assert float(wait.mean(dtype=float)) == pytest.approx(load / (1 - load), rel=0.02 + 2 / chains**0.5)


def again(share: float, work: Any = "10m", **more: Any) -> Subject:
    """One case in so many is served again."""
    return subject(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "effort": {"work": work}, "next": [{"to": "a", "share": share}, {"to": "e"}]},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 1}},
        volume="100 per week",
        **more,
    )


def test_repeated_work_of_a_case_adds_up_before_it_is_squared():
    work = demand(Staffing(again(0.2, "5m..15m")))["desk"]
    visits, scatter = 1.25, 0.2 / 0.8**2  # a geometric number of visits
    assert (work.visits, work.minutes) == pytest.approx((visits, 12.5))
    assert work.dispersion == pytest.approx(1 + (visits * 100 / 12 + scatter * 100) / 12.5**2)


def test_work_of_two_steps_and_of_customer_groups_is_that_of_whole_cases():
    steps = {
        "s": {"kind": "start", "next": [{"to": "a", "share": 0.5}, {"to": "b"}]},
        "a": {"by": "desk", "effort": {"work": "10m"}, "next": "b"},
        "b": {"by": "desk", "effort": {"work": "20m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    about = subject(steps, parties={"desk": {"side": "frontstage", "capacity": 1}}, volume="100 per week")
    work = demand(Staffing(about))["desk"]
    assert work.minutes == pytest.approx(25)
    assert work.squares == pytest.approx((30**2 + 20**2) / 2)


def test_a_desk_to_which_few_cases_come_is_as_uneven_as_their_coming():
    steps = {
        "s": {"kind": "start", "next": [{"to": "a", "share": 0.1}, {"to": "e"}]},
        "a": {"by": "desk", "effort": {"work": "10m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    about = subject(steps, parties={"desk": {"side": "frontstage", "capacity": 1}}, volume="100 per week")
    assert demand(Staffing(about))["desk"].dispersion == pytest.approx(10)


@pytest.mark.parametrize(
    "sampler",
    [
        Sampler((0.0, 1.0), (5.0, 15.0)),
        Sampler((0.0, 0.5, 1.0), (2.0, 4.0, 24.0), triangular=True),
        Sampler((0.0, 0.3, 0.9, 1.0), (1.0, 1.0, 7.0, 9.0)),
    ],
    ids=["range", "three points", "quantiles"],
)
def test_the_variance_of_a_time_is_that_of_its_draws(sampler: Sampler):
    assert sampler.variance == pytest.approx(float(sampler.table.var(dtype=float)), rel=1e-4)


def test_a_fixed_time_does_not_vary():
    assert Sampler((0.0, 1.0), (0.1, 0.1)).variance == 0.0


@pytest.mark.parametrize("maker", queues.MODELS, ids=lambda maker: maker.__name__)
def test_every_case_takes_as_long_as_in_simpy_with_the_same_random_numbers(maker, monkeypatch):
    monkeypatch.setattr(queue_models, "settled", lambda *_: np.array([30.0]))  # no long run for the truth
    monkeypatch.setattr(queues, "PAIRED_CASES", 1_000)
    monkeypatch.setattr(queues, "PAIRED_SEEDS", 2)
    model = maker(0.97)
    assert queues.paired(model) < 0.01
    assert queues.paired(replace(model, page=model.page | {"volume": "500 per week"})) < 0.01


def test_few_cases_in_a_long_backlog_are_told_with_a_number_that_is_enough():
    (note,) = simulate_queues(queue("10m", 1, 0.095 * 10_080), 2_000, 1).notes[:1]
    assert "at a load of 95 % (desk): 2,000 tell as much as about 3 independent ones" in note
    assert "`--cases 76000` narrows the intervals" in note
    calm = simulate_queues(queue("10m", 1, 0.05 * 10_080), 2_000, 1)
    assert not any("independent" in note for note in calm.notes)
