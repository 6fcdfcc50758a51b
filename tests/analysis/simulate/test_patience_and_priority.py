"""People who give up in a queue, and people who go first: against theory, against simpy, and by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.analysis.simulate.hours import Hours
from frictionaudit.results.simulation import SimulationResult
from tests.analysis.simulate.oracle import Office, level
from tests.analysis.simulate.test_queues import ALWAYS, OFFICE, erlang_c, exponential
from tests.building import subject

WEEK = 10_080


def line(patience: Any, servers: int, per_week: float, ends: Any = "answer", work: Any = None, **more: Any) -> Subject:
    """Customers ring, and a desk answers."""
    return subject(
        {
            "s": {"kind": "start", "next": "ring"},
            "ring": {"by": "customer", "effort": {"queue": "9m"}, "patience": patience, "next": ends},
            "answer": {"by": "desk", "effort": {"work": work or exponential(10)}, "next": "e"},
            "e": {"kind": "end", "outcome": "favourable"},
            "gone": {"kind": "end", "outcome": "abandoned"},
        },
        parties={"desk": {"side": "frontstage", "capacity": servers}, "customer": {"side": "customer"}},
        volume=f"{per_week} per week",
        calendar=more.pop("calendar", ALWAYS),
        **more,
    )


def erlang_a(servers: int, arriving: float, serving: float, leaving: float) -> tuple[float, float]:
    """Share who give up and mean wait of all in M/M/c+M: birth and death, and Little's law."""
    weights = [1.0]
    for n in range(1, 400):
        weights.append(weights[-1] * arriving / (min(n, servers) * serving + max(0, n - servers) * leaving))
    queue = sum((n - servers) * weight for n, weight in enumerate(weights) if n > servers) / sum(weights)
    return queue * leaving / arriving, queue / arriving


@pytest.mark.parametrize(("servers", "offered"), [(2, 0.8), (3, 1.2)])
def test_who_gives_up_and_how_long_all_wait_are_as_erlang_a_says(servers: int, offered: float):
    arriving = offered * servers / 10
    found = simulate_queues(line(exponential(15), servers, arriving * WEEK), 60_000, 1)
    share, wait = erlang_a(servers, arriving, 1 / 10, 1 / 15)
    (row,) = found.gave_up
    assert row.visits == 60_000
    assert row.share == pytest.approx(share, rel=0.02)
    assert found.workload[0].wait_mean == pytest.approx(wait, rel=0.02)
    assert found.left == row.share
    assert not [note for note in found.notes if "grows" in note]
    assert row.interval is not None
    assert row.interval.low <= share <= (row.interval.high or 1)


def test_people_with_a_patience_at_a_busy_desk_agree_with_simpy():
    office = Office(Hours.of(subject({}, calendar=ALWAYS).procedure.calendar), {"desk": 3}, 0.33 * WEEK, 50_000)

    def way():
        work, patience = office.chance.triangular(5, 20, 8), office.chance.uniform(5, 25)
        yield from office.served("desk", work, patience=patience)

    expected = office.run(way)
    found = simulate_queues(line("5m..25m", 3, 0.33 * WEEK, work="5m/8m/20m"), 50_000, 1)
    for q, value in ((0.5, found.lead_time.p50), (0.8, found.lead_time.p80), (0.9, found.lead_time.p90)):
        assert value == pytest.approx(level(expected, q), rel=0.02)
    stayed = office.stayed["desk"]
    assert found.gave_up[0].share == pytest.approx(1 - sum(stayed) / len(stayed), rel=0.02)


def test_the_wait_of_each_priority_is_as_cobham_says_and_agrees_with_simpy():
    servers, load, urgent = 3, 0.7, 0.25
    rate = load * servers / 10
    about = subject(
        {
            "s": {"kind": "start", "next": "sort"},
            "sort": {"by": "nurse", "triage": True, "effort": {}, "next": "see"},
            "see": {"by": "desk", "effort": {"work": exponential(10)}, "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": servers}, "nurse": {"side": "frontstage"}},
        groups={"ill": {"name": "In pain", "share": urgent, "urgent": True}},
        volume=f"{rate * WEEK} per week",
        calendar=ALWAYS,
    )
    found = simulate_queues(about, 60_000, 1)
    ill, well = found.group_waits
    assert (ill.group, ill.goes_first, well.group, well.goes_first) == ("In pain", True, "everyone else", False)
    delay = erlang_c(servers, load * servers) * 10 / servers
    first, second = delay / (1 - load * urgent), delay / (1 - load * urgent) / (1 - load)
    office = Office(Hours.of(about.procedure.calendar), {"desk": servers}, rate * WEEK, 40_000)

    def way():
        priority = 0 if office.chance.random() < urgent else 1
        yield from office.served("desk", office.chance.expovariate(0.1), priority=priority)

    office.run(way)
    for row, priority, wait in ((ill, 0, first), (well, 1, second)):
        within_two_percent_of_the_time(row.wait.mean, wait)
        within_two_percent_of_the_time(row.mean_without_priority, delay / (1 - load))
        simpy = office.waits["desk", priority]
        within_two_percent_of_the_time(row.wait.mean, sum(simpy) / len(simpy))


def within_two_percent_of_the_time(found: float | None, expected: float) -> None:
    """A wait is off by less than 2 % of the time that wait and service take together."""
    assert found is not None
    assert found + 10 == pytest.approx(expected + 10, rel=0.02)


@pytest.mark.parametrize("servers", [3, 4])
def test_more_people_at_the_desk_shorten_the_times_as_simpy_says(servers: int):
    about = line(None, servers, 0.18 * WEEK, work="5m..15m")
    office = Office(Hours.of(about.procedure.calendar), {"desk": servers}, 0.18 * WEEK, 40_000)

    def way():
        yield from office.served("desk", office.chance.uniform(5, 15))

    expected = office.run(way)
    found = simulate_queues(about, 40_000, 1)
    for q, value in ((0.5, found.lead_time.p50), (0.8, found.lead_time.p80), (0.9, found.lead_time.p90)):
        assert value == pytest.approx(level(expected, q), rel=0.02)


def shares(found: SimulationResult) -> dict[str, float]:
    return {end.step: end.share for end in found.ends}


def test_those_who_give_up_go_to_the_end_that_is_drawn_for_it_in_place_of_its_stated_share():
    ends = [{"to": "answer", "share": 0.6}, {"to": "gone", "share": 0.4}]
    found = simulate_queues(line("1h", 50, 500, ends), 2_000, 1)
    assert shares(found) == {"e": 1}  # fifty people: nobody waits, so nobody gives up
    busy = simulate_queues(line("20m", 1, 0.2 * WEEK, ends, work="10m"), 10_000, 1)
    assert shares(busy)["gone"] == busy.gave_up[0].share == pytest.approx(0.5, abs=0.03)  # twice the work of one
    assert busy.left == 0
    assert busy.unfinished == 0


def test_a_turn_that_comes_when_patience_ends_is_taken():
    about = line("10m", 1, 100, work="10m", calendar=OFFICE | {"arrivals": "Mon-Fri 08:59-09:00"})
    found = simulate_queues(about, 1_000, 1)
    assert 0 < found.gave_up[0].share < 1
    assert found.customer_minutes.p90 == 10  # nobody stands there for longer than they have patience


def test_a_queue_of_ones_own_has_a_patience_on_the_calendar_and_each_group_is_told():
    about = subject(
        {
            "s": {"kind": "start", "next": "see"},
            "see": {"by": "desk", "wait": {"queue": "1 day"}, "patience": "2 days", "effort": {"work": "1h"},
                    "next": [{"to": "e"}, {"to": "gone", "share": 0.1}]},
            "e": {"kind": "end"},
            "gone": {"kind": "end", "outcome": "abandoned"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 1}},
        groups={"old": {"share": 0.3}},
        volume="60 per week",
        calendar=OFFICE,
    )  # fmt: skip
    found = simulate_queues(about, 4_000, 1)
    assert [(row.step, row.group) for row in found.gave_up] == [("see", "old"), ("see", "everyone else")]
    assert all(row.share == pytest.approx(1 / 3, abs=0.06) for row in found.gave_up)
    assert shares(found)["gone"] == pytest.approx(1 / 3, abs=0.04)
    assert found.wait_ours.mean is not None
    assert max(row.wait.p90 or 0 for row in found.group_waits) <= 2 * 1440


def test_without_patience_and_groups_in_a_hurry_nothing_is_told_of_them():
    found = simulate_queues(line(None, 3, 500), 1_000, 1)
    assert found.gave_up == ()
    assert [row.mean_without_priority for row in found.group_waits] == [None]


@pytest.mark.parametrize(
    ("steps", "groups", "says"),
    [
        ({"ask": {"by": "customer", "patience": "5m", "next": "think"}}, {}, "the patience at 'ask' is ignored"),
        ({"ask": {"by": "customer", "triage": True, "next": "think"}}, {}, "nobody goes first after 'ask'"),
        ({"think": {"by": "customer", "triage": True, "next": "e"}}, {"ill": {"share": 0.1, "urgent": True}},
         "the priority given at 'think' changes nothing"),
    ],
)  # fmt: skip
def test_a_patience_or_priority_without_a_queue_is_said(steps: dict[str, Any], groups: dict[str, Any], says: str):
    about = subject(
        {
            "s": {"kind": "start", "next": "work"},
            "work": {"by": "desk", "effort": {"work": "5m"}, "next": "ask"},
            "ask": {"by": "customer", "next": "think"},
            "think": {"by": "customer", "next": "e"},
            "e": {"kind": "end"},
            **steps,
        },
        parties={"desk": {"side": "frontstage", "capacity": 1}, "customer": {"side": "customer"}},
        groups=groups,
        volume="100 per week",
    )
    assert says in "; ".join(simulate_queues(about, 100, 1).notes)


def test_a_simulation_without_queues_says_that_it_plays_no_patience():
    assert (
        "nobody gives up in a queue: `patience` is played with --queues only" in simulate(line("5m", 1, 9), 100).notes
    )
    assert not math.isnan(simulate(line("5m", 1, 9), 100).lead_time.mean or 0)
