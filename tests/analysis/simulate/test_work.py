"""How much is played is limited in visits of steps: seen before the first case, kept while playing, and said."""

from __future__ import annotations

import math
from typing import Any

import pytest

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.promise_candidates import candidates
from frictionaudit.analysis.simulate import queue_engine, simulate, simulate_queues, work
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.run import play_cases
from frictionaudit.analysis.simulate.standard import play_in_passing
from frictionaudit.analysis.simulate.vector_engine import Block
from frictionaudit.analysis.simulate.work import BATCH, cases_in_queues, cases_within, limit
from frictionaudit.errors import InputError
from tests.building import subject


def looping(again: float, loops: int = 1) -> dict[str, Any]:
    """A chain of tasks, each done again with some probability."""
    steps: dict[str, Any] = {"s": {"kind": "start", "next": "t0"}, "e": {"kind": "end"}}
    for n in range(loops):
        on = f"t{n + 1}" if n < loops - 1 else "e"
        flows = [{"to": f"t{n}", "share": again}, {"to": on, "share": round(1 - again, 6)}]
        steps[f"t{n}"] = {"by": "desk", "effort": {"work": "1m..9m"}, "wait": {"queue": "1h..9h"}, "next": flows}
    return steps


def test_all_cases_are_begun_where_they_can_be_played():
    assert cases_within(subject(looping(0.5)), 20_000, limit(20_000)) == 20_000


def test_fewer_cases_are_begun_where_each_passes_many_steps_and_that_is_said(monkeypatch):
    page = subject(looping(0.99, loops=5))
    visits, batches = 502, 2_000 * math.log(20_000)
    assert cases_within(page, 20_000, 13_000_000) == int(13_000_000 / visits - batches)
    monkeypatch.setattr(work, "WORK", 13_000_000)
    monkeypatch.setattr(work, "WORK_OF_A_CASE", 1)
    found = simulate(page, 20_000)
    assert 5_000 < found.cases < 10_000
    assert f"only {found.cases:,} of 20,000 cases were begun" in found.capped[0]


def test_a_loop_that_is_too_long_is_refused_before_the_first_case(monkeypatch):
    monkeypatch.setattr(Block, "play", lambda *_: pytest.fail("a case was played"))
    with pytest.raises(InputError, match=r"passes 100,002 steps on average.*at_most"):
        simulate(subject(looping(0.99999)))


def queueing(steps: int, **more: Any) -> Staffing:
    """A chain of tasks, each with a queue before it."""
    chain: dict[str, Any] = {"s": {"kind": "start", "next": "t0"}, "e": {"kind": "end"}}
    for n in range(steps):
        chain[f"t{n}"] = {"by": "desk", "effort": {"work": "1m"}, "next": f"t{n + 1}" if n < steps - 1 else "e"}
    desk = {"desk": {"side": "frontstage", "capacity": 2}}
    return Staffing(subject(chain, parties=desk, volume="20 per week", **more))


def test_with_queues_the_work_of_limited_staff_counts():
    assert cases_in_queues(queueing(40), 20_000) == 20_000
    assert cases_in_queues(queueing(100), 20_000) == int(1_000_000 / 100.2)  # and a tenth of the start and the end
    assert cases_in_queues(queueing(100), 100_000) == int(5_000_000 / 100.2)
    with pytest.raises(InputError, match=r"passes 2,002 steps on average"):
        cases_in_queues(queueing(2_000), 20_000)


def test_a_simulation_with_queues_says_that_it_began_fewer_cases(monkeypatch):
    monkeypatch.setattr(work, "IN_QUEUES", 5_000)
    monkeypatch.setattr(work, "IN_QUEUES_OF_A_CASE", 1)
    found = simulate_queues(queueing(4).subject, 2_000)
    assert found.cases == 1_190
    assert found.capped == ("only 1,190 of 2,000 cases were begun: each passes too many steps",)


def test_lines_that_fill_the_memory_end_a_simulation_and_that_is_said(monkeypatch):
    monkeypatch.setattr(queue_engine, "MOST_WAITING", 300)
    split = {
        "s": {"kind": "start", "next": "x"},
        "x": {"kind": "parallel", "next": [f"t{n}" for n in range(20)]},
        **{f"t{n}": {"by": "desk", "effort": {"work": "10m"}, "next": "j"} for n in range(20)},
        "j": {"kind": "parallel", "next": "e"},
        "e": {"kind": "end"},
    }
    desk = {"desk": {"side": "frontstage", "capacity": 1}}
    found = simulate_queues(subject(split, parties=desk, volume="10000 per year"), 1_000)
    assert any("the simulation stopped" in said for said in found.capped)


def test_more_cases_than_usual_may_take_more_work():
    assert limit(100) == limit(20_000) < limit(50_000) < limit(10_000_000) == limit(1_000_000)


def test_what_is_played_stays_near_what_was_expected():
    page = subject(looping(0.95, loops=10))
    played = play_cases(page, 5_000, 1)
    expected = 202 * (5_000 + BATCH * 8.5)
    assert played.work == pytest.approx(expected, rel=0.25)


def test_a_measure_and_a_suggestion_play_no_long_loop():
    page = subject(looping(0.999, loops=5))
    with pytest.raises(InputError, match="too many to play"):
        play_in_passing(page)
    assert "too many to play" in " ".join(Measures(page)["lead_time_p90"].evidence.unknown)
    assert candidates(page, [("t0", "e")]) == {}
    assert simulate(page, 1_000).cases == 1_000


def test_one_play_answers_for_all_promises_that_could_be_published(monkeypatch):
    page = subject(looping(0.2, loops=6))
    stretches = [("s", f"t{n}") for n in range(1, 6)]
    one_by_one = {ends: candidates(page, [ends])[ends] for ends in stretches}
    played = []
    play = Block.play
    monkeypatch.setattr(Block, "play", lambda block, *limits: played.append(block) or play(block, *limits))
    assert candidates(page, stretches) == one_by_one
    assert len(played) == 1
