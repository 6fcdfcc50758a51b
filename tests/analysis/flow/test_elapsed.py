"""From one step to another, by hand."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.elapsed import elapsed_between
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.sources import read
from tests.building import measures, subject
from tests.conftest import ROOT

SCENES = ROOT / "processes"


def test_only_cases_that_arrive_count():
    s = subject(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "next": [{"to": "b", "share": 0.2}, {"to": "c", "share": 0.8}]},
            "b": {"by": "desk", "wait": {"queue": "1 day"}, "next": "d"},
            "c": {"by": "desk", "wait": {"queue": "9 days"}, "next": "e"},
            "d": {"by": "desk", "wait": {"queue": "2 days"}, "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert elapsed_between(s, "a", "d").share == pytest.approx(0.2)
    assert elapsed_between(s, "a", "d").minutes == pytest.approx(3 * 1440)
    assert elapsed_between(s, "a", "e").minutes == pytest.approx((0.2 * 3 + 0.8 * 9) * 1440)
    assert elapsed_between(s, "d", "b").share == 0


def test_rounds_of_a_loop_count_as_often_as_they_are_made():
    s = subject(
        {
            "s": {"kind": "start", "next": "check"},
            "check": {
                "by": "desk",
                "wait": {"queue": "1 day"},
                "next": [{"to": "again", "share": 0.5}, {"to": "lost", "share": 0.25}, {"to": "e", "share": 0.25}],
            },
            "again": {"by": "customer", "wait": {"customer": "2 days"}, "next": "check"},
            "lost": {"kind": "end", "outcome": "abandoned"},
            "e": {"kind": "end"},
        }
    )
    found = elapsed_between(s, "s", "e")
    assert found.share == pytest.approx(0.5)
    assert found.minutes == pytest.approx((2 * 1 + 1 * 2) * 1440)  # two checks, one round back
    assert found.unknown == ()


BRANCHES = {
    "s": {"kind": "start", "next": "split"},
    "split": {"kind": "parallel", "next": ["a", "b"]},
    "a": {"by": "desk", "wait": {"queue": "8 days"}, "next": "join"},
    "b": {"by": "office", "wait": {"queue": "2 days"}, "next": "join"},
    "join": {"kind": "parallel", "next": "c"},
    "c": {"by": "office", "wait": {"queue": "1 day"}, "next": "e"},
    "e": {"kind": "end"},
}


def test_of_parallel_branches_the_longest_counts():
    s = subject(BRANCHES)
    assert elapsed_between(s, "s", "e").minutes == pytest.approx(9 * 1440)
    assert elapsed_between(s, "s", "a").share == pytest.approx(1)
    assert elapsed_between(s, "s", "a").minutes == pytest.approx(8 * 1440)
    assert elapsed_between(s, "s", "b").minutes == pytest.approx(2 * 1440)
    assert elapsed_between(s, "a", "e").minutes == pytest.approx(1 * 1440)


def test_parallel_blocks_inside_one_another_count_with_the_longest_way():
    inner = {
        **BRANCHES,
        "b": {"kind": "parallel", "next": ["b1", "b2"]},
        "b1": {"by": "office", "wait": {"queue": "3 days"}, "next": "bj"},
        "b2": {"by": "office", "wait": {"queue": "7 days"}, "next": "bj"},
        "bj": {"kind": "parallel", "next": "b3"},
        "b3": {"by": "office", "wait": {"queue": "4 days"}, "next": "join"},
    }
    assert elapsed_between(subject(inner), "s", "e").minutes == pytest.approx((7 + 4 + 1) * 1440)


def test_lead_time_takes_the_longest_branch_and_says_that_it_can_be_more():
    m = measures(BRANCHES)
    assert m["lead_time"].value == pytest.approx(9 * 1440)
    assert m["lead_time"].evidence.bound == "at least"


def test_the_return_scene_takes_as_long_as_the_guide_works_out():
    found = elapsed_between(Subject(read(SCENES / "return-a-product.yaml").procedure), "send-form", "refunded")
    assert found.minutes / 1440 == pytest.approx(19.08, abs=0.01)


def test_being_served_counts_once_with_the_work_of_who_serves():
    s = subject(
        {
            "s": {"kind": "start", "next": "ask"},
            "ask": {"by": "customer", "effort": {"counter": "10m", "queue": "5m"}, "next": "serve"},
            "serve": {"by": "desk", "effort": {"work": "10m"}, "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert elapsed_between(s, "s", "e").minutes == pytest.approx(15)


def test_lead_time_lies_between_side_by_side_and_one_after_the_other_where_any_branch_may_be_taken():
    steps = {
        **BRANCHES,
        "split": {"kind": "inclusive", "next": [{"to": "a", "share": 1}, {"to": "b", "share": 0.5}]},
        "join": {"kind": "inclusive", "next": "c"},
    }
    lead = measures(steps)["lead_time"]
    assert lead.value == pytest.approx((8 + 1) * 1440)  # b, where it is taken, is done long before a
    assert lead.evidence.bound == "between"
    assert (lead.evidence.low, lead.evidence.high) == pytest.approx(((8 + 1) * 1440, (8 + 1 + 1) * 1440))


@pytest.mark.parametrize("shares", [(0.6, 0.7), (0.3, 0.7), (0.9, 0.2)])
def test_the_value_between_the_bounds_is_what_the_play_of_cases_gives(shares: tuple[float, float]):
    flows = [{"to": "a", "share": shares[0]}, {"to": "b", "share": shares[1]}]
    split, join = {"kind": "inclusive", "next": flows}, {"kind": "inclusive", "next": "c"}
    about = subject({**BRANCHES, "split": split, "join": join}, calendar={"hours": "Mon-Sun 00:00-24:00"})
    lead, played = Measures(about)["lead_time"], simulate(about, 50_000).lead_time
    assert played.mean is not None
    assert lead.value == pytest.approx(played.mean, abs=4 * played.error)


def served(counter: str, work: str, **more):
    return {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"by": "customer", "effort": {"counter": counter}, "wait": "none", "next": "x"},
        "x": {"kind": "exclusive", "next": [{"to": "serve", "share": 0.5}, {"to": "e", "share": 0.5}]},
        "serve": {"by": "desk", "effort": {"work": work}, "wait": "none", "next": "e"},
        "e": {"kind": "end"},
        **more,
    }


@pytest.mark.parametrize(
    ("counter", "work", "minutes"), [("10m", "4m", 10), ("10m", "10m", 10), ("4m", "10m", (4 + 10) / 2)]
)
def test_customer_and_clerk_at_one_counter_take_the_longer_of_the_two_behind_a_gateway(counter, work, minutes):
    s = subject(served(counter, work))
    assert Measures(s)["lead_time"].value == pytest.approx(minutes)
    assert simulate(s, 20_000).lead_time.mean == pytest.approx(minutes, abs=0.1)


def test_of_two_random_times_at_one_counter_the_longer_is_expected():
    s = subject(served("0m..60m", "0m..60m"))
    expected = (30 + 40) / 2  # the larger of two even numbers: two thirds
    assert Measures(s)["lead_time"].value == pytest.approx(expected, abs=0.01)
    assert simulate(s, 50_000).lead_time.mean == pytest.approx(expected, abs=0.4)


def test_the_queue_engine_serves_customer_and_clerk_at_the_same_time():
    parties = {"desk": {"side": "frontstage", "capacity": 3}, "customer": {"side": "customer"}}
    always = {"hours": "Mon-Sun 00:00-24:00"}
    s = subject(served("10m", "4m"), parties=parties, volume="7 per week", calendar=always)
    found = simulate_queues(s, 2_000, 1)
    assert found.lead_time.mean == pytest.approx(10, abs=0.1)


def test_flow_efficiency_is_at_most_one():
    together = {**served("10m", "10m"), "x": {"kind": "exclusive", "next": "serve"}}
    assert measures(together)["flow_efficiency"].value == pytest.approx(1)
    longer = {**served("10m", "4m"), "x": {"kind": "exclusive", "next": "serve"}}
    assert measures(longer)["flow_efficiency"].value == pytest.approx(1)
    waiting = {**together, "serve": {"by": "desk", "effort": {"work": "4m"}, "wait": {"queue": "10m"}, "next": "e"}}
    assert measures(waiting)["flow_efficiency"].value == pytest.approx(0.5)
    split = {
        "s": {"kind": "start", "next": "split"},
        "split": {"kind": "parallel", "next": ["a", "b"]},
        "a": {"by": "desk", "effort": {"work": "10m"}, "wait": "none", "next": "join"},
        "b": {"by": "office", "effort": {"work": "10m"}, "wait": "none", "next": "join"},
        "join": {"kind": "parallel", "next": "e"},
        "e": {"kind": "end"},
    }
    assert measures(split)["flow_efficiency"].value == pytest.approx(1)


def test_an_end_that_stops_the_case_ends_the_other_branches():
    steps = {
        "s": {"kind": "start", "next": "split"},
        "split": {"kind": "parallel", "next": ["a", "b"]},
        "a": {"by": "desk", "wait": {"queue": "1 day"}, "next": "x"},
        "x": {"kind": "end", "stops": True},
        "b": {"by": "office", "wait": {"queue": "5 days"}, "next": "e"},
        "e": {"kind": "end"},
    }
    assert measures(steps)["lead_time"].value == pytest.approx(1440)
    assert measures({**steps, "x": {"kind": "end"}})["lead_time"].value == pytest.approx(5 * 1440)


def test_branches_that_are_never_joined_run_beside_each_other_to_the_end():
    steps = {
        "s": {"kind": "start", "next": "split"},
        "split": {"kind": "parallel", "next": ["a", "b"]},
        "a": {"by": "desk", "wait": {"queue": "1 day"}, "next": "merge"},
        "b": {"by": "office", "wait": {"queue": "5 days"}, "next": "merge"},
        "merge": {"by": "desk", "wait": {"queue": "2 days"}, "next": "e"},
        "e": {"kind": "end"},
    }
    assert measures(steps)["lead_time"].value == pytest.approx(7 * 1440)


def test_a_limit_on_repeats_is_kept_on_the_way():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "wait": {"queue": "1 day"}, "next": [{"to": "a", "share": 0.5, "at_most": 1},
                                                                {"to": "b", "share": 0.5}]},
        "b": {"by": "desk", "wait": {"queue": "2 days"}, "next": "e"},
        "e": {"kind": "end"},
    }  # fmt: skip
    found = elapsed_between(subject(steps), "s", "b")
    assert found.share == pytest.approx(1)
    assert found.minutes == pytest.approx((1.5 + 2) * 1440)


def test_a_fork_whose_branches_all_come_back_to_it_never_takes_a_negative_time():
    again = [{"to": "fork"}, {"to": "fork", "id": "again"}]
    steps = {"begin": {"next": "fork"}, "fork": {"kind": "parallel", "processing": "45m", "next": again}}
    lead_time = measures(steps)["lead_time"]
    assert (lead_time.evidence.low, lead_time.value, lead_time.evidence.high) == pytest.approx((0, 45, 45))
