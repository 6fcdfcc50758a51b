"""What comes after what where cases have several tokens: counted by hand on small pages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.flow.markov.branching import Branching
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from tests.building import measures, subject
from tests.oracle.pages import KINDS, page, procedure

FORMS = {"f": {"fields": [{"data": "name"}]}}


def block(kind="parallel", join="", flows=("b", "c"), **steps):
    """A step of the desk, a block, and another step of the desk."""
    return {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "next": "split"},
        "split": {"kind": kind, "next": list(flows)},
        "b": {"by": "office", "next": "join"},
        "c": {"by": "office", "next": "join"},
        "join": {"kind": join or kind, "next": "d"},
        "d": {"by": "desk", "next": "e"},
        "e": {"kind": "end"},
        **steps,
    }


def values(steps, *keys, **more):
    found = measures(steps, **more)
    return [pytest.approx(found[key].value) for key in keys]


# the law of several inclusive branches


@pytest.mark.parametrize("shares", [(0.7, 0.7), (0.5, 0.6, 0.9), (1.0, 0.3, 0.2), (0.2, 0.3), (0.6, 0.4)])
def test_each_branch_is_taken_as_often_as_its_share_says(shares):
    law = Branching.inclusive(shares)
    for n, share in enumerate(shares):
        without = [0.0 if m == n else 1.0 for m in range(len(shares))]
        assert law.expected_product([1.0] * len(shares)) - law.expected_product(without) == pytest.approx(share)


def test_branches_in_sequence_follow_the_joint_law():
    law = Branching.inclusive((0.5, 0.6, 0.9))
    chances = {}
    for sets in itertools.product((False, True), repeat=3):
        chance, taken = 1.0, False
        for n, on in enumerate(sets):
            after = law.taken_after(n, taken)
            chance *= after if on else 1.0 - after
            taken |= on
        chances[sets] = chance
    assert chances[False, False, False] == pytest.approx(0)
    for n, share in enumerate((0.5, 0.6, 0.9)):
        assert sum(chance for sets, chance in chances.items() if sets[n]) == pytest.approx(share)
    both = sum(chance for sets, chance in chances.items() if sets[0] and sets[1])
    draws, some = law.draws, law.some
    assert both == pytest.approx(draws[0] * draws[1] / some)


def test_two_branches_whose_shares_sum_to_more_than_one_overlap_by_the_rest():
    flows = ({"to": "b", "share": 0.7}, {"to": "c", "share": 0.7})
    asks = {step: {"by": "customer", "asks": ["f"], "next": "join"} for step in "bc"}
    found = measures(block("inclusive", flows=flows, **asks), forms=FORMS)
    assert found["fields"].value == pytest.approx(1.4)
    assert found["distinct_fields"].value == pytest.approx(1)
    assert found["redundancy"].value == pytest.approx(0.4 / 1.4)
    assert found["redundancy"].evidence.bound == "exact"


# joins


def test_branches_that_decide_before_an_inclusive_join_are_joined_once():
    steps = block(
        join="inclusive",
        b={"by": "office", "next": [{"to": "join", "share": 0.4}, {"to": "b2", "share": 0.6}]},
        b2={"by": "desk", "next": "join"},
    )
    found = measures(steps)
    assert found["handoffs"].value == pytest.approx(2 + 0.6 + 0.4 + 1)
    assert found["staff_steps"].value == pytest.approx(4.6)
    assert found["staff_steps"].evidence.bound == "exact"


def test_a_branch_that_ends_does_not_keep_an_inclusive_join_from_going_on():
    steps = block(
        join="inclusive",
        b={"by": "office", "next": [{"to": "join", "share": 0.4}, {"to": "gone", "share": 0.6}]},
        gone={"kind": "end"},
    )
    assert values(steps, "staff_steps", "handoffs") == [4, 2 + 0.4 + 1]


def test_a_parallel_join_fed_by_a_decision_counts_as_meant_and_at_least_as_drawn():
    steps = block(
        b={"by": "office", "next": [{"to": "join", "share": 0.4}, {"to": "b2", "share": 0.6}]},
        b2={"by": "office", "next": "join"},
    )
    found = measures(steps)["staff_steps"]
    assert found.value == pytest.approx(4.6)
    assert (found.evidence.low, found.evidence.high) == pytest.approx((3.6, 4.6))
    handoffs = measures(steps)["handoffs"]
    assert handoffs.value == pytest.approx(4)
    assert handoffs.evidence.low == pytest.approx(2)


def test_a_branch_that_is_sometimes_empty_brings_the_work_on_once():
    steps = block(flows=("x", "y"), join="parallel",
                  x={"kind": "exclusive", "next": [{"to": "m", "share": 0.5}, {"to": "b", "share": 0.5}]},
                  b={"by": "office", "next": "m"}, m={"kind": "exclusive", "next": "join"},
                  y={"kind": "exclusive", "next": [{"to": "k", "share": 0.5}, {"to": "c", "share": 0.5}]},
                  c={"by": "office", "next": "k"}, k={"kind": "exclusive", "next": "join"},
                  d={"by": "office", "next": "e"})  # fmt: skip
    # to each branch in half of cases, and past them if either is empty
    assert values(steps, "handoffs") == [0.5 + 0.5 + 0.75]


# returns


def test_work_of_two_branches_comes_back_on_each():
    assert values(block(), "ping_pong") == [2]
    one = block(c={"by": "desk", "next": "join"})
    assert values(one, "ping_pong") == [1]


def test_a_stay_that_began_on_one_branch_comes_back_once():
    steps = block(c={"by": "customer", "next": "join"}, d={"by": "office", "next": "f"}, f={"by": "desk", "next": "e"})
    assert values(steps, "ping_pong") == [1]  # desk, office on one branch and after the join, desk


def test_a_limit_on_repeats_is_kept_in_returns():
    back = [{"to": "a", "share": 0.5, "at_most": 1}, {"to": "e", "share": 0.5}]
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "customer", "next": "b"},
        "b": {"by": "desk", "next": back},
        "e": {"kind": "end"},
    }
    # customer, desk, customer and desk, customer, desk: each in the half of cases that return
    assert values(steps, "ping_pong", "send_backs") == [1, 0.5]


def test_branches_that_come_back_together_send_the_case_back_once():
    steps = block(
        s={"kind": "start", "next": "z"},
        z={"by": "customer", "next": "a"},
        d={"kind": "exclusive", "next": [{"to": "z", "share": 0.5}, {"to": "e", "share": 0.5}]},
    )
    assert values(steps, "send_backs", "contacts") == [1, 2 + 2]


# one person


def test_a_customer_does_one_branch_after_the_other():
    steps = block(
        a={"by": "customer", "channel": "web", "next": "split"},
        b={"by": "customer", "channel": "counter", "next": "join"},
        c={"by": "customer", "channel": "web", "next": "c2"},
        c2={"by": "customer", "channel": "counter", "next": "join"},
        d={"by": "customer", "channel": "counter", "next": "e"},
    )
    assert values(steps, "channel_switches", "visits_in_person") == [3, 2]


def test_branches_that_exclude_each_other_do_not_follow_each_other():
    flows = ({"to": "b", "share": 0.5}, {"to": "c", "share": 0.5})
    steps = block(
        "inclusive", flows=flows,
        a={"by": "customer", "channel": "web", "next": "split"},
        b={"by": "customer", "channel": "counter", "next": "join"},
        c={"by": "customer", "channel": "phone", "next": "join"},
        d={"by": "customer", "channel": "web", "next": "e"},
    )  # fmt: skip
    assert values(steps, "channel_switches") == [2]


@pytest.mark.parametrize(
    ("kind", "flows", "fewest"),
    [
        ("parallel", ("b", "c"), 3),
        ("inclusive", ({"to": "b", "share": 0.7}, {"to": "c", "share": 0.7}), 1),
        ("inclusive", ({"to": "b", "share": 1}, {"to": "c", "share": 0.7}), 2),
    ],
)
def test_the_fewest_customer_steps_add_up_what_has_to_be_taken(kind, flows, fewest):
    steps = block(
        kind, flows=flows,
        b={"by": "customer", "next": "b2"}, b2={"by": "customer", "next": "join"}, c={"by": "customer", "next": "join"},
    )  # fmt: skip
    found = measures(steps)["shortest_customer_steps"]
    assert (found.value, found.evidence.bound) == (fewest, "exact")


def test_the_fewest_customer_steps_are_a_least_where_nobody_knows_what_is_joined():
    steps = block(join="exclusive", b={"by": "customer", "next": "join"}, c={"by": "customer", "next": "join"})
    found = measures(steps)["shortest_customer_steps"]
    assert (found.value, found.evidence.bound) == (1, "at least")


# documents


def test_a_document_is_carried_to_the_unit_to_which_the_case_goes():
    documents = {"paper": {"issued_by": "desk", "proof": "original"}}
    flows = [{"to": "x", "share": 0.3}, {"to": "y", "share": 0.7}]
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "customer", "asks": ["paper"], "next": "g"},
        "g": {"kind": "exclusive", "next": flows},
        "x": {"by": "office", "next": "e"},
        "y": {"by": "desk", "next": "e"},
        "e": {"kind": "end"},
    }
    assert values(steps, "customer_courier", documents=documents) == [0.3]


# yields


def loop(inner_back=0.2, outer_back=0.5, first="a", second="b"):
    return {
        "s": {"kind": "start", "next": first},
        first: {"by": "desk", "next": second},
        second: {"by": "desk", "next": "c"},
        "c": {"by": "desk", "next": [{"to": second, "share": inner_back}, {"to": "d", "share": 1 - inner_back}]},
        "d": {"by": "desk", "next": [{"to": first, "share": outer_back}, {"to": "e", "share": 1 - outer_back}]},
        "e": {"kind": "end"},
    }


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("z", "b")])
def test_a_loop_inside_a_loop_lowers_the_yield_whatever_the_steps_are_called(first, second):
    assert values(loop(first=first, second=second), "rolled_yield") == [0.8 * 0.5]


def test_a_loop_with_two_entries_has_a_yield_for_each():
    steps = {
        "s": {"kind": "start", "next": [{"to": "a", "share": 0.5}, {"to": "b", "share": 0.5}]},
        "a": {"by": "desk", "next": [{"to": "b", "share": 0.5}, {"to": "e", "share": 0.5}]},
        "b": {"by": "desk", "next": [{"to": "a", "share": 0.2}, {"to": "e", "share": 0.8}]},
        "e": {"kind": "end"},
    }
    assert values(steps, "rolled_yield") == [1 - 0.5 * 0.5 * 0.2 - 0.5 * 0.2 * 0.5]


def test_groups_count_in_the_yield_with_their_share_of_cases():
    groups = {"g": {"share": 0.25, "flows": {"d>a": 0.9, "d>e": 0.1}}}
    assert values(loop(inner_back=0.0), "rolled_yield", groups=groups) == [0.25 * 0.1 + 0.75 * 0.5]


# the minutes that two people spend together


@pytest.mark.parametrize(("control", "efficiency"), [({}, 10 / 11), ({"control": "check"}, 10 / 11)])
def test_served_and_serving_minutes_add_value_once(control, efficiency):
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "customer", "channel": "counter", "effort": {"counter": "10m", "queue": "1m"}, "wait": "none",
              "next": "b"},
        "b": {"by": "desk", "channel": "counter", "effort": {"work": "6m"}, "wait": "none", "next": "e", **control},
        "e": {"kind": "end"},
    }  # fmt: skip
    assert values(steps, "flow_efficiency") == [efficiency]


# bounds


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 400))
def test_bounds_hold_their_value_and_stay_in_range(kind, number):
    about = Subject(procedure(page(kind, number, seed=3)))
    for key, measure in Measures(about).items():
        if measure.scope != "case" or measure.value is None:
            continue
        low, high = measure.evidence.low, measure.evidence.high
        assert measure.value >= 0, key
        assert low is None or 0 <= low <= measure.value + 1e-6, key
        assert high is None or measure.value <= high + 1e-6, key
        if measure.unit == "share":
            assert max(measure.value, high or 0.0) <= 1, key


def test_a_lead_time_is_never_below_the_mean_of_any_branch():
    waits = {
        step: {"by": "office", "wait": {"queue": days}, "next": "join"}
        for step, days in (("b", "2 days"), ("c", "5 days"))
    }
    for kind, flows in (("parallel", ("b", "c")), ("inclusive", ({"to": "b", "share": 1}, {"to": "c", "share": 1}))):
        lead = measures(block(kind, flows=flows, **waits))["lead_time"]
        assert lead.value >= 5 * 1440
        assert lead.evidence.low is None or lead.evidence.low >= 5 * 1440 - 1e-6


def test_random_times_in_branches_do_not_pass_a_bound_that_says_between():
    about = subject(
        block(
            join="parallel",
            b={"by": "office", "wait": {"queue": "0 days..10 days"}, "next": "join"},
            c={"by": "office", "wait": {"queue": "0 days..10 days"}, "next": "join"},
            d={"kind": "inclusive", "next": ["f", "g"]},
            f={"by": "desk", "next": "h"},
            g={"by": "desk", "next": "h"},
            h={"kind": "inclusive", "next": "e"},
        )
    )
    evidence = Measures(about)["lead_time"].evidence
    assert evidence.bound == "between"
    assert evidence.low <= 10 * 1440 * 2 / 3 <= evidence.high


# cases sent back


def invited(back: str):
    """An invitation; whoever cannot come is invited again, and what is seen there may be asked for once more."""
    seen = [{"to": "e", "share": 0.8}, {"to": back, "share": 0.2}]
    return {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "next": "check"},
        "check": {"by": "office", "next": "invite"},
        "invite": {"by": "office", "next": "come"},
        "come": {"by": "customer", "next": [{"to": "see", "share": 0.75}, {"to": "invite", "share": 0.25}]},
        "see": {"by": "desk", "next": "e" if back == "e" else seen},
        "add": {"by": "customer", "next": [{"to": "see", "share": 0.5}, {"to": "gone", "share": 0.5}]},
        "gone": {"kind": "end", "outcome": "abandoned"},
        "e": {"kind": "end"},
    }


def test_an_invitation_on_the_way_on_sends_nobody_back():
    assert values(invited("e"), "send_backs") == [0]
    assert values(invited("apply"), "send_backs") == pytest.approx([0.25])  # 0.2 of the visits of 'see', 1.25 of them


def test_a_request_from_which_the_case_comes_back_or_is_given_up_is_a_send_back_the_first_time_too():
    assert values(invited("add"), "send_backs") == pytest.approx([0.2 / (1 - 0.2 * 0.5)])
