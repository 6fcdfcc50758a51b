"""Limited staff: against formulas of queueing theory, against simpy, and by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import simulate_queues
from frictionaudit.analysis.simulate.hours import Hours
from frictionaudit.domain.quantities import Calendar
from frictionaudit.errors import FrictionauditError
from frictionaudit.results.simulation import SimulationResult
from tests.analysis.simulate.oracle import Office, level
from tests.building import subject

ALWAYS = {"hours": "Mon-Sun 00:00-24:00"}
OFFICE = {"hours": "Mon-Fri 09:00-17:00"}
AT_ANY_TIME = OFFICE | {"arrivals": "any time"}


def queue(work: Any, servers: int, per_week: float, calendar: dict[str, str] = ALWAYS, **more: Any) -> Subject:
    """One desk between start and end."""
    return subject(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "effort": {"work": work}, "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": servers}},
        volume=f"{per_week} per week",
        calendar=calendar,
        **more,
    )


def exponential(mean: float) -> dict[str, Any]:
    """An exponential time by 400 quantiles; what is cut off at the end is a ten-thousandth."""
    levels = [*(n / 400 for n in range(1, 400)), 0.998, 0.999, 0.9995, 0.9999]
    return {"points": [{"minutes": -mean * math.log(1 - q)} for q in levels], "quantiles": levels}


def erlang_c(servers: int, load: float) -> float:
    """Probability of having to wait in M/M/c."""
    full = load**servers / math.factorial(servers) / (1 - load / servers)
    return full / (sum(load**k / math.factorial(k) for k in range(servers)) + full)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.5), (3, 0.6), (5, 0.7)])
def test_waiting_utilisation_and_queue_are_those_of_erlang_c(servers: int, busy: float):
    rate = busy * servers / 10
    found = simulate_queues(queue(exponential(10), servers, rate * 10_080), 60_000, 2)
    (desk,) = found.workload
    wait = erlang_c(servers, rate * 10) / (servers / 10 - rate)
    assert desk.wait_mean == pytest.approx(wait, abs=3 * found.wait_ours.error)
    assert found.wait_ours.error < 0.08 * wait
    assert desk.utilisation == pytest.approx(busy, rel=0.02)
    assert desk.queue_mean == pytest.approx(rate * desk.wait_mean, rel=0.03)  # Little's law


def test_a_fixed_time_waits_as_pollaczek_and_khinchine_say():
    found = simulate_queues(queue("10m", 1, 0.06 * 10_080), 60_000, 2)
    assert found.workload[0].wait_mean == pytest.approx(0.6 * 10 / (2 * 0.4), rel=0.04)


def within_two_percent(found: SimulationResult, expected: list[float]) -> None:
    assert found.lead_time.p50 == pytest.approx(level(expected, 0.5), rel=0.02)
    assert found.lead_time.p80 == pytest.approx(level(expected, 0.8), rel=0.02)
    assert found.lead_time.p90 == pytest.approx(level(expected, 0.9), rel=0.02)


def test_two_desks_with_cases_sent_back_agree_with_simpy():
    about = subject(
        {
            "s": {"kind": "start", "next": "check"},
            "check": {"by": "desk", "effort": {"work": "8m/12m/25m"}, "next": "decide"},
            "decide": {
                "by": "office",
                "effort": {"work": "15m..35m"},
                "next": [{"to": "check", "share": 0.2}, {"to": "e", "share": 0.8}],
            },
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 3}, "office": {"side": "backstage", "capacity": 4}},
        volume="800 per week",
        calendar=ALWAYS,
    )
    office = Office(Hours.of(about.procedure.calendar), {"desk": 3, "office": 4}, 800, 25_000)

    def way():
        again = True
        while again:
            yield from office.served("desk", office.chance.triangular(8, 25, 12))
            yield from office.served("office", office.chance.uniform(15, 35))
            again = office.chance.random() < 0.2

    within_two_percent(simulate_queues(about, 25_000, 1), office.run(way))


def test_opening_hours_with_the_urgent_first_agree_with_simpy():
    about = subject(
        {
            "s": {"kind": "start", "next": "see"},
            "see": {"by": "desk", "triage": True, "effort": {"work": "10m..20m"}, "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 2}},
        groups={"ill": {"share": 0.2, "urgent": True}},
        volume="160 per week",
        calendar=AT_ANY_TIME,
    )
    office = Office(Hours.of(about.procedure.calendar), {"desk": 2}, 160, 25_000)

    def way():
        urgent = office.chance.random() < 0.2
        yield from office.served("desk", office.chance.uniform(10, 20), priority=0 if urgent else 1)

    within_two_percent(simulate_queues(about, 25_000, 1), office.run(way))


def test_a_daily_batch_before_a_desk_agrees_with_simpy():
    about = subject(
        {
            "s": {"kind": "start", "next": "post"},
            "post": {"by": "lab", "wait": {"third": "1h..30h"}, "next": "enter"},
            "enter": {"by": "desk", "wait": {"batch": "12h"}, "effort": {"work": "20m/30m/60m"}, "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 2}, "lab": {"side": "third"}},
        volume="250 per week",
        calendar=ALWAYS,
    )
    office = Office(Hours.of(about.procedure.calendar), {"desk": 2}, 250, 25_000)

    def way():
        yield office.env.timeout(office.chance.uniform(60, 1800))
        yield office.env.timeout(1440 - office.env.now % 1440)
        yield from office.served("desk", office.chance.triangular(20, 60, 30))

    within_two_percent(simulate_queues(about, 25_000, 1), office.run(way))


def test_the_urgent_wait_less_where_somebody_sorts_them_out_and_as_long_where_nobody_does():
    def ends_in_ten(triage: bool) -> float:
        """Share of the urgent that are done within 20 minutes; only they go to an end of their own."""
        about = subject(
            {
                "s": {"kind": "start", "next": "a"},
                "a": {"by": "desk", "triage": triage, "effort": {"work": "10m"},
                      "next": [{"to": "ill", "share": 0}, {"to": "well", "share": 1}]},
                "ill": {"kind": "end"},
                "well": {"kind": "end"},
            },
            parties={"desk": {"side": "frontstage", "capacity": 1}},
            groups={"ill": {"share": 0.2, "urgent": True, "flows": {"a>ill": 1, "a>well": 0}}},
            promises=[{"from": "s", "to": "ill", "within": "20m"}],
            volume=f"{0.08 * 10_080} per week",
            calendar=ALWAYS,
        )  # fmt: skip
        return simulate_queues(about, 20_000, 3).promises[0].kept or 0.0

    assert ends_in_ten(True) > 0.9
    assert ends_in_ten(False) < 0.5


def test_a_case_whose_deadline_passes_is_closed_or_goes_where_the_page_says():
    def page(otherwise: str) -> Subject:
        return subject(
            {
                "s": {"kind": "start", "next": "ask"},
                "ask": {"by": "desk", "effort": {"work": "5m"}, "next": "answer"},
                "answer": {
                    "by": "customer",
                    "wait": {"customer": "0 days..20 days", "deadline": "15 days", "otherwise": otherwise},
                    "next": "e",
                },
                "e": {"kind": "end"},
                "closed": {"kind": "end", "name": "The case is closed", "outcome": "abandoned"},
            },
            parties={"desk": {"side": "frontstage", "capacity": 1}, "customer": {"side": "customer"}},
            volume="100 per week",
        )

    closed = simulate_queues(page("we write once more"), 10_000, 1)
    assert closed.timed_out == pytest.approx(0.25, abs=0.02)
    assert sum(end.share for end in closed.ends) == pytest.approx(0.75, abs=0.02)
    assert 15 * 1440 < (closed.lead_time.p90 or 0) < 18 * 1440  # fifteen days, and the wait for the desk to open
    going_on = simulate_queues(page("The case is closed"), 10_000, 1)
    assert {end.step: end.share for end in going_on.ends}["closed"] == pytest.approx(0.25, abs=0.02)
    assert going_on.timed_out == closed.timed_out


def test_parallel_branches_are_joined_and_inclusive_ones_too():
    for kind in ("parallel", "inclusive"):
        about = subject(
            {
                "s": {"kind": "start", "next": "split"},
                "split": {"kind": kind, "next": [{"to": "a", "share": 1}, {"to": "b", "share": 1}]},
                "a": {"by": "desk", "effort": {"work": "5m"}, "next": "join"},
                "b": {"by": "lab", "wait": {"third": "10m"}, "effort": {}, "next": "join"},
                "join": {"kind": kind, "next": "e"},
                "e": {"kind": "end"},
            },
            parties={"desk": {"side": "frontstage", "capacity": 9}, "lab": {"side": "third"}},
            volume="100 per week",
            calendar=ALWAYS,
        )
        found = simulate_queues(about, 1_000, 1)
        assert found.lead_time.p50 == found.lead_time.p90 == 10
        assert found.ends[0].share == 1
        assert found.unfinished == 0


def test_a_stated_line_is_replaced_by_the_line_that_comes_about():
    about = subject(
        {
            "s": {"kind": "start", "next": "ring"},
            "ring": {"by": "customer", "channel": "phone", "effort": {"queue": "30m", "fill": "1m"}, "next": "answer"},
            "answer": {"by": "desk", "wait": {"queue": "5 days"}, "effort": {"work": "6m"}, "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 50}, "customer": {"side": "customer"}},
        volume="100 per week",
        calendar=OFFICE,
    )
    found = simulate_queues(about, 2_000, 1)
    assert found.customer_minutes.p50 == 1  # fifty people: nobody stands in line
    assert found.lead_time.p50 == 7
    assert found.wait_ours.mean == 0


@pytest.mark.parametrize(
    ("arrivals", "low", "high"),
    [("opening hours", 0, 0), ("any time", 800, 1_050), ("Mon-Fri 18:00-20:00", 1_000, 1_800)],
)
def test_cases_arrive_in_opening_hours_or_when_the_page_says(arrivals: str, low: float, high: float):
    found = simulate_queues(queue("10m", 50, 100, OFFICE | {"arrivals": arrivals}), 1_000)
    assert low <= found.wait_ours.mean <= high


def test_a_circle_that_a_deadline_leads_into_is_cut_and_that_is_said():
    about = subject(
        {
            "s": {"kind": "start", "next": "ask"},
            "ask": {"by": "desk", "effort": {"work": "1m"}, "next": "answer"},
            "answer": {
                "by": "customer",
                "wait": {"customer": "10 days", "deadline": "1 day", "otherwise": "remind"},
                "next": "e",
            },
            "remind": {"by": "customer", "effort": {}, "next": "answer"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage", "capacity": 1}, "customer": {"side": "customer"}},
        volume="10 per week",
        calendar=ALWAYS,
    )
    found = simulate_queues(about, 20, 1)
    assert "taken out after 10,000 visits" in found.capped[0]
    assert found.unfinished == 1


def test_more_work_than_people_is_said():
    found = simulate_queues(queue("10m", 1, 3_000), 2_000, 1)
    assert "would have to work 298 % of the opening hours" in found.notes[0]
    assert found.workload[0].utilisation == pytest.approx(1, abs=0.01)


def test_opening_hours_tell_when_work_is_done():
    hours = Hours.of(Calendar(hours="Mon-Fri 09:00-12:00, 13:00-17:00; Sat 09:00-12:00"))
    nine, day = 9 * 60.0, 1440.0
    assert hours.open_minutes == 5 * 420 + 180
    assert [hours.is_open(nine), hours.is_open(12 * 60), hours.is_open(6 * day + nine)] == [True, False, False]
    assert hours.opens(12.5 * 60) == 13 * 60
    assert hours.opens(6 * day) == 7 * day + nine
    assert hours.after(nine, 180) == 12 * 60
    assert hours.after(nine, 181) == 13 * 60 + 1
    assert hours.after(nine, hours.open_minutes) == 5 * day + 12 * 60
    assert hours.after(5 * day + nine, 181) == 7 * day + nine + 1
    for time in (0.0, nine, 3 * day + 700, 9 * day + 1000):
        assert hours.worked(hours.when(hours.worked(time))) == pytest.approx(hours.worked(time))


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"parties": {"desk": {"side": "frontstage", "capacity": 0}}}, "no-staff"),
        ({"parties": {"desk": {"side": "frontstage"}}}, "no-capacity"),
        ({"volume": "0 per year"}, "no-volume"),
        ({"volume": None}, "no-volume"),
        ({"steps": {"a": {"by": "desk", "effort": {"work": "1m"}, "next": "a"}, "s": {"kind": "start", "next": "a"}}},
         "never-ends"),
        ({"steps": {"a": {"by": "desk", "effort": {"work": "1m"}, "next": "b"}, "b": {"next": "a"}}}, "no-start"),
    ],
)  # fmt: skip
def test_what_cannot_be_played_is_refused_by_name(change: dict[str, Any], slug: str):
    page = queue("10m", 1, 100).procedure.page() | change
    about = Subject(queue("10m", 1, 100).procedure.model_validate({key: part for key, part in page.items() if part}))
    with pytest.raises(FrictionauditError, match=slug):
        simulate_queues(about, 100)


def test_the_same_seed_gives_the_same_queues():
    about = queue("5m..20m", 2, 1_000)
    assert simulate_queues(about, 500, 4) == simulate_queues(about, 500, 4)
    assert simulate_queues(about, 500, 4) != simulate_queues(about, 500, 5)


def appointments(by: str) -> Subject:
    """One case an hour, which waits for ten days before a step of somebody, and is then advised for half an hour."""
    wait = {"by": by, "wait": {"batch": "10 days"}, "effort": {"work" if by == "desk" else "attend": "10m"}}
    return subject(
        {
            "s": {"kind": "start", "next": "come"},
            "come": {**wait, "next": "advise"},
            "advise": {"by": "desk", "wait": "none", "effort": {"work": "30m"}, "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"customer": {"side": "customer"}, "desk": {"side": "frontstage", "capacity": 2}},
        volume="24 per day",
        calendar=ALWAYS,
    )


def test_an_appointment_is_each_customers_own_and_what_limited_staff_collect_is_handled_together():
    own, together = (simulate_queues(appointments(by), 2_000, 1) for by in ("customer", "desk"))
    assert own.workload[0].wait_mean < 60  # two people, busy for a quarter of the time
    assert own.lead_time.p90 == pytest.approx(10 * 1440, rel=0.02)
    assert together.workload[0].queue_most > 400  # twenty days' cases come at once
    assert together.lead_time.p90 > 15 * 1440
