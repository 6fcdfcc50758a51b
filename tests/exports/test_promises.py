"""What `promise` and `simulate` print: the same words for the same cases, within the width of a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.promises.advice import advise
from frictionaudit.analysis.promises.by_end import times_by_end
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.errors import UsageError
from frictionaudit.exports import promises, simulated
from frictionaudit.results.simulation import PromiseAdvice
from tests.building import subject

EVERY_DAY = {"hours": "Mon-Sun 00:00-24:00", "arrivals": "any time"}


def request(wait: str = "10d..20d", again: float = 0.0, given_up: float = 0.0, **more: Any):
    """A request that is answered, and maybe asked again or given up at the beginning."""
    back = [{"to": "e", "share": 1 - again}, {"to": "answer", "share": again}] if again else "e"
    ways = [{"to": "answer", "share": 1 - given_up}, {"to": "gone", "share": given_up}] if given_up else "answer"
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Ask us", "by": "customer", "effort": "none", "wait": "none", "next": ways},
        "answer": {"name": "Answer them", "by": "desk", "effort": "none", "wait": {"queue": wait}, "next": back},
        "e": {"kind": "end", "name": "Answered", "outcome": "favourable"},
        **({"gone": {"kind": "end", "name": "Given up", "outcome": "abandoned"}} if given_up else {}),
    }
    return subject(steps, promises=[{"from": "ask", "to": "answer", "within": "30 days", **more}], calendar=EVERY_DAY)


def printed(advice: PromiseAdvice) -> str:
    return " ".join(promises.text([advice]).split())


def test_a_page_that_says_too_little_gets_one_answer_from_both_commands():
    about = request("P50=10d P90=20d")
    for told in (promises.text([advise(about)], width=300), simulated.text([simulate(about)], width=300)):
        assert "at least 90 % of the cases meet it" in told
        assert "over 99 %" not in told.split("If you do")[0]


@pytest.mark.parametrize("within", ["25 days", "40 days"])
def test_beyond_the_last_quantile_the_shares_are_bounds(within: str):
    advice = advise(request("P50=10d P90=20d", within=within))
    told = printed(advice)
    assert "By the times on this page, at least 90 % of the cases meet it." in told
    assert "If you do, at least 90 % of the cases finish in time, and at most 10 % late." in told


def test_times_that_are_stated_in_full_give_shares_and_no_bounds():
    told = printed(advise(request("10d..20d")))
    assert "at least" not in told.split("From 'the start'")[0]
    assert "at most" not in told


def test_lines_fit_the_width_of_the_terminal():
    about = request("P50=10d P90=20d", again=0.3, given_up=0.2)
    for told in (promises.text([advise(about)], width=80), simulated.text([simulate(about)], width=80)):
        assert [line for line in told.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize(("again", "where"), [(0.3, "to the first 'Answer them'"), (0.0, "to 'Answer them'")])
def test_a_promise_runs_to_the_first_visit_of_its_last_step(again: float, where: str):
    about = request(again=again)
    assert f"From 'Ask us' {where}" in printed(advise(about))
    assert f"from 'Ask us' {where} within" in simulated.text([simulate(about)])


def test_the_whole_time_is_told_by_end_where_cases_end_in_several_ways():
    about = request(given_up=0.25)
    told = printed(advise(about).model_copy(update={"ends": times_by_end(about, 20_000, 1)}))
    assert "75 % end at 'Answered' (favourable), half of them within 15 days." in told
    assert "25 % end at 'Given up' (abandoned), half of them within 0 min." in told
    assert times_by_end(request(), 20_000, 1) == ()


def test_where_every_day_is_open_nobody_speaks_of_working_days():
    told = printed(advise(request()))
    assert "Promised today: 30 days. By" in told
    assert "You can publish 24 days; nine in ten finish within 19 days." in told
    assert "working day" not in told


def test_times_that_a_count_contradicts_are_to_be_corrected_before_they_are_published():
    counted = {"value": 0.5, "measured": {"n": 1000, "period": "2025", "source": "log"}}
    contested, plain = printed(advise(request(kept=counted))), printed(advise(request()))
    assert "Correct these times first; by them you could publish 24 days" in contested
    assert "You can publish 24 days" in plain


@pytest.mark.parametrize(("level", "hint"), [(90, "for 90 %, write 0.9"), (0.3, "for nine in ten, write 0.9")])
def test_a_level_in_per_cent_is_told_how_to_write_it(level: float, hint: str):
    with pytest.raises(UsageError) as raised:
        advise(request(), level=level)
    assert raised.value.problems[0].hint == hint


def test_waits_in_queues_say_whether_closed_hours_count():
    steps = {
        "s": {"kind": "start", "next": "come"},
        "come": {"by": "customer", "wait": "none", "effort": {"queue": "5m"}, "next": "serve"},
        "serve": {"name": "Serve", "by": "desk", "wait": "none", "effort": {"work": "20m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    about = subject(
        steps,
        parties={"customer": {"side": "customer"}, "desk": {"side": "frontstage", "name": "Desk", "capacity": 1}},
        groups={"old": {"share": 0.3, "name": "Old people"}},
        volume="50 per week",
        calendar={"hours": "Mon-Fri 09:00-17:00", "arrivals": "any time"},
    )
    found = simulate_queues(about, 2_000, 1)
    told = simulated.text([found], width=300)
    assert found.workload[0].wait_open < found.workload[0].wait_mean / 2  # most come when the desk is closed
    assert "min in opening hours\n" in told.partition("each, of which ")[2][:40]
    assert "'Serve', Old people: " in told
    assert told.count("min in opening hours on average") == 2


def inspection(capacity: int, stated: str):
    steps = {
        "s": {"kind": "start", "next": "inspect"},
        "inspect": {"name": "Inspect", "by": "desk", "wait": {"queue": stated}, "effort": {"work": "1h"}, "next": "e"},
        "e": {"kind": "end"},
    }
    return subject(
        steps,
        parties={"desk": {"side": "frontstage", "name": "Desk", "capacity": capacity}},
        volume="5 per week",
        calendar={"hours": "Mon-Fri 09:00-17:00"},
    )


@pytest.mark.parametrize(("stated", "warned"), [("30 working days", True), ("1h", False)])
def test_a_stated_wait_that_the_staff_cannot_explain_is_told(stated: str, warned: bool):
    found = simulate_queues(inspection(2, stated), 500, 1)
    assert any(note.startswith("what else makes cases wait before 'Inspect'") for note in found.notes) is warned


@pytest.mark.parametrize(("kind", "told"), [("parallel", True), ("exclusive", False)])
def test_waits_on_branches_side_by_side_are_said_to_be_added_up(kind: str, told: bool):
    steps = {
        "s": {"kind": "start", "next": "split"},
        "split": {"kind": kind, "next": ["a", "b"]},
        "a": {"by": "desk", "effort": "none", "wait": {"queue": "9 days"}, "next": "join"},
        "b": {"by": "desk", "effort": "none", "wait": {"third": "8 days"}, "next": "join"},
        "join": {"kind": kind, "next": "e"},
        "e": {"kind": "end"},
    }
    assert ("side by side are added up" in simulated.text([simulate(subject(steps))])) is told
