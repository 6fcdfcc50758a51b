"""Where the time goes: the repair page counted by hand, by step, party, channel, route and loop."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.burden.loops import return_flows
from frictionaudit.analysis.burden.where_it_goes import where_it_goes
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.results.burden import Burden, BurdenLine
from frictionaudit.sources import read
from tests.building import procedure, subject
from tests.conftest import ROOT

REPAIR = Subject(read(ROOT / "tests/fixtures/pages/repair.yaml").procedure)
VISITS = 0.9 / 0.75
"""Nine reports in ten need a visit, and a quarter of the visits need another one."""


def told(steps: dict[str, Any], **more: Any) -> Burden:
    one = subject(steps, **more)
    return where_it_goes(one, Measures(one))


@pytest.fixture(scope="module")
def repair() -> Burden:
    return where_it_goes(REPAIR, Measures(REPAIR))


def line(lines: tuple[BurdenLine, ...], id: str) -> BurdenLine:
    return next(line for line in lines if line.id == id)


def test_the_worst_step_comes_first_with_visits_times_minutes(repair):
    first = repair.steps[0]
    assert (first.label, first.customer_part) == ("Stay at home for the visit", "attend")
    assert (first.times, first.customer_minutes) == pytest.approx((VISITS, VISITS * 240))
    assert first.customer_hours_year == pytest.approx(VISITS * 240 * 9000 / 60)
    assert first.customer_minutes_each == pytest.approx(240)
    minutes = [one.minutes for one in repair.steps]
    assert minutes == sorted(minutes, reverse=True)


def test_a_third_partys_time_is_neither_ours_nor_the_customers(repair):
    contractor = line(repair.parties, "contractor")
    assert (contractor.customer_minutes, contractor.staff_minutes, contractor.third_minutes) == (0, 0, pytest.approx(6))


def test_parties_and_channels_add_up_their_steps(repair):
    assert line(repair.parties, "repairs-line").staff_minutes == pytest.approx(0.7 * 6 + 4)
    assert line(repair.channels, "phone").customer_minutes == pytest.approx(0.7 * 18)


def test_a_route_counts_from_its_decision_to_the_end(repair):
    visit = VISITS / 0.9 * 240 + 3
    assert line(repair.routes, "choose>ring").customer_minutes_each == pytest.approx(18 + 0.9 * visit)
    assert line(repair.routes, "choose>fill").customer_minutes_each == pytest.approx(9 + 0.9 * visit)
    assert line(repair.routes, "sort>plan").customer_minutes_each == pytest.approx(visit)
    assert line(repair.routes, "sort>emergency").customer_minutes_each == 0
    assert line(repair.routes, "choose>ring").times == pytest.approx(0.7)


def test_a_loop_costs_what_is_saved_once_its_return_flow_is_closed(repair):
    (second,) = repair.loops
    assert (second.id, second.label) == ("visit>plan", "a second visit is needed")
    assert second.customer_minutes == pytest.approx((VISITS - 0.9) * 240)
    assert second.customer_hours_year == pytest.approx((VISITS - 0.9) * 240 * 9000 / 60)
    assert second.staff_minutes == pytest.approx((VISITS - 0.9) * 58)


def test_each_customer_group_is_a_route_of_its_own():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    groups = {"older": {"share": 0.25, "effort": {"fill": 2}}}
    routes = told(steps, groups=groups).routes
    assert {one.id: one.customer_minutes_each for one in routes} == {"older": 20, "everyone else": 10}
    assert {one.at for one in routes} == {"customer groups"}


def test_without_a_volume_nothing_is_told_per_year():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    (only,) = told(steps).steps
    assert (only.customer_minutes, only.customer_hours_year) == (10, None)


def test_steps_without_a_time_are_named_and_not_counted():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
        "check": {"by": "desk", "next": "e"},
        "e": {"kind": "end"},
    }
    burden = told(steps)
    assert ([one.id for one in burden.steps], burden.unknown) == (["apply"], ("check",))


def test_a_loop_that_no_case_leaves_has_no_burden_to_tell():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
        "check": {"by": "desk", "next": "apply"},
        "e": {"kind": "end"},
    }
    assert told(steps).steps == ()


def test_the_branch_that_leads_to_a_request_is_the_return_flow_not_the_way_back_from_it():
    steps = {
        "s": {"kind": "start", "next": "check"},
        "check": {"by": "desk", "next": [{"to": "ask", "share": 0.2}, {"to": "e", "share": 0.8}]},
        "ask": {"by": "desk", "next": "answer"},
        "answer": {"by": "customer", "next": "check"},
        "e": {"kind": "end"},
    }
    assert [arc.id for arc in return_flows(FrictionGraph(procedure(steps)))] == ["check>ask"]


def test_the_way_back_leads_from_the_request_to_where_the_case_was_before():
    steps = {
        "s": {"kind": "start", "next": "send"},
        "send": {"name": "Send it", "by": "customer", "effort": {"fill": "10m"}, "next": "check"},
        "check": {"name": "Check it", "by": "desk", "next": [{"to": "ask", "share": 0.3}, {"to": "e", "share": 0.7}]},
        "ask": {"name": "Ask for more", "by": "desk", "next": "send"},
        "e": {"kind": "end"},
    }
    (loop,) = told(steps).loops
    assert (loop.label, loop.at) == ("back from 'Ask for more' to 'Send it'", "'Check it'")
    direct = {**steps, "check": {**steps["check"], "next": [{"to": "send", "share": 0.3}, {"to": "e", "share": 0.7}]}}
    del direct["ask"]
    (loop,) = told(direct).loops
    assert (loop.label, loop.at) == ("back from 'Check it' to 'Send it'", "'Check it'")


def test_giving_up_on_the_way_back_does_not_hide_a_loop():
    steps = {
        "s": {"kind": "start", "next": "check"},
        "check": {"by": "desk", "next": [{"to": "ask", "share": 0.2}, {"to": "e", "share": 0.8}]},
        "ask": {"by": "customer", "next": [{"to": "check", "share": 0.9}, {"to": "gone", "share": 0.1}]},
        "gone": {"kind": "end", "outcome": "abandoned"},
        "e": {"kind": "end", "outcome": "favourable"},
    }
    assert [arc.id for arc in return_flows(FrictionGraph(procedure(steps)))] == ["check>ask"]


def test_two_reasons_to_send_back_are_two_loops():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
        "check": {"by": "desk", "next": [{"to": "apply", "share": 0.2}, {"to": "decide", "share": 0.8}]},
        "decide": {"by": "desk", "next": [{"to": "apply", "share": 0.1}, {"to": "e", "share": 0.9}]},
        "e": {"kind": "end"},
    }
    loops = told(steps).loops
    whole = 10 / (1 - 0.2 - 0.8 * 0.1)
    assert line(loops, "check>apply").customer_minutes == pytest.approx(whole - 10 / 0.9)
    assert line(loops, "decide>apply").customer_minutes == pytest.approx(whole - 10 / 0.8)


def test_a_limit_on_repeats_is_part_of_what_a_loop_costs():
    steps = {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
        "check": {"by": "desk", "next": [{"to": "apply", "share": 0.5, "at_most": 1}, {"to": "e", "share": 0.5}]},
        "e": {"kind": "end"},
    }
    (once,) = told(steps).loops
    assert once.customer_minutes == pytest.approx(0.5 * 10)
