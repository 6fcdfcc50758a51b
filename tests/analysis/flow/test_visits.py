"""Expected visits: by hand, against a whole matrix, and against playing tokens."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.markov import linear_system
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import CustomerGroup
from tests.building import procedure, random_steps


def visits(steps, **more) -> Visits:
    return Visits.of(FrictionGraph(procedure(steps, **more)))


def test_a_chain_is_visited_once():
    v = visits({"s": {"kind": "start", "next": "a"}, "a": {"next": "e"}, "e": {"kind": "end"}})
    assert v.value == {"s": 1, "a": 1, "e": 1}
    assert v.routing.assumed == []


def test_without_a_start_cases_begin_evenly_at_the_steps_that_no_flow_leads_to():
    two = {"a": {"next": "e"}, "b": {"next": "e"}, "e": {"kind": "end"}}
    assert visits(two).routing.assumed == ["cases begin evenly at 2 steps that no flow leads to"]
    starts = {id: {**step, "kind": "start"} if id != "e" else step for id, step in two.items()}
    assert visits(starts).routing.assumed == ["cases begin evenly at 2 starts"]


def test_a_loop_taken_with_r_is_visited_one_over_one_minus_r_times():
    v = visits(
        {
            "s": {"kind": "start", "next": "check"},
            "check": {"next": [{"to": "again", "share": 0.2}, {"to": "e", "share": 0.8}]},
            "again": {"next": "check"},
            "e": {"kind": "end"},
        }
    )
    assert v["check"] == pytest.approx(1 / 0.8)
    assert v["again"] == pytest.approx(0.2 / 0.8)
    assert v["e"] == pytest.approx(1)
    assert v.reached["check"] == pytest.approx(1)
    assert v.reached["again"] == pytest.approx(0.2)


def test_a_step_that_repeats_itself():
    v = visits(
        {
            "s": {"kind": "start", "next": "call"},
            "call": {"next": [{"to": "call", "share": 0.5}, {"to": "e", "share": 0.5}]},
            "e": {"kind": "end"},
        }
    )
    assert v["call"] == pytest.approx(2)


def test_parallel_branches_get_the_case_in_full_and_the_join_passes_it_on_once():
    v = visits(
        {
            "s": {"kind": "start", "next": "split"},
            "split": {"kind": "parallel", "next": ["a", "b", "c"]},
            "a": {"next": "join"},
            "b": {"next": [{"to": "b", "share": 0.5}, {"to": "join", "share": 0.5}]},
            "c": {"next": "join"},
            "join": {"kind": "parallel", "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert (v["a"], v["c"], v["join"], v["e"]) == pytest.approx((1, 1, 1, 1))
    assert v["b"] == pytest.approx(2)
    assert v.low == v.high == v.value


def test_a_parallel_block_inside_a_loop_is_run_as_often_as_the_loop():
    v = visits(
        {
            "s": {"kind": "start", "next": "begin"},
            "begin": {"next": "split"},
            "split": {"kind": "parallel", "next": ["a", "b"]},
            "a": {"next": "join"},
            "b": {"next": "join"},
            "join": {"kind": "parallel", "next": "check"},
            "check": {"next": [{"to": "begin", "share": 0.5}, {"to": "e", "share": 0.5}]},
            "e": {"kind": "end"},
        }
    )
    assert (v["a"], v["join"], v["e"]) == pytest.approx((2, 2, 1))


def test_a_join_that_not_every_branch_reaches_is_bounded_with_a_note():
    v = visits(
        {
            "s": {"kind": "start", "next": "split"},
            "split": {"kind": "parallel", "next": ["a", "b"]},
            "a": {"next": [{"to": "join", "share": 0.7}, {"to": "out", "share": 0.3}]},
            "b": {"next": "join"},
            "join": {"kind": "parallel", "next": "e"},
            "out": {"kind": "end"},
            "e": {"kind": "end"},
        }
    )
    assert v.low["join"] == 0
    assert v.low["join"] <= 0.7 <= v.high["join"]
    assert "join" in v.routing.notes[0]


def from_two_starts(second: str):
    return visits(
        {
            "post": {"kind": "start", "next": "one"},
            "web": {"kind": "start", "next": second},
            "one": {"kind": "parallel", "next": ["left", "right"]},
            "two": {"kind": "parallel", "next": ["left", "right"]},
            "left": {"kind": "exclusive", "next": "join"},
            "right": {"kind": "exclusive", "next": "join"},
            "join": {"kind": "parallel", "next": "e"},
            "e": {"kind": "end"},
        }
    )


def test_a_join_behind_two_starts_with_a_parallel_split_each_is_passed_once():
    v = from_two_starts("two")
    assert (v.low["join"], v["join"], v.high["join"]) == (1, 1, 1)
    assert v.routing.notes == []


def test_a_join_behind_two_starts_of_which_one_has_no_parallel_split_is_bounded():
    v = from_two_starts("left")
    assert v.low["join"] == 0
    assert any("'join' joins branches that do not all arrive" in note for note in v.routing.notes)


def test_a_parallel_gateway_that_a_loop_leads_back_into_waits_for_both_and_is_bounded():
    v = visits(
        {
            "s": {"kind": "start", "next": "split"},
            "split": {"kind": "parallel", "next": ["a", "b"]},
            "a": {"next": [{"to": "split", "share": 0.5}, {"to": "e", "share": 0.5}]},
            "b": {"next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert v.low["split"] == 0
    assert "split" in v.routing.notes[0]


def test_a_join_that_waits_for_what_only_it_can_send_is_bounded_though_all_arcs_carry_as_much():
    v = visits(
        {
            "s": {"kind": "start", "next": "fork"},
            "fork": {"kind": "parallel", "next": [{"to": "join", "id": "one"}, {"to": "join"}]},
            "join": {"kind": "parallel", "next": [{"to": "join", "id": "one"}, {"to": "join"}]},
        }
    )
    assert (v.low["join"], v["join"]) == (0, pytest.approx(1))
    assert any("'join' joins branches that do not all arrive" in note for note in v.routing.notes)


def test_an_exclusive_split_into_a_parallel_join_is_not_taken_for_structured():
    v = visits(
        {
            "s": {"kind": "start", "next": "x"},
            "x": {"next": [{"to": "a", "share": 0.5}, {"to": "b", "share": 0.5}]},
            "a": {"next": "join"},
            "b": {"next": "join"},
            "join": {"kind": "parallel", "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert v.low["e"] == 0  # a deadlock: the join waits for ever


def test_a_matched_inclusive_block_is_passed_once_and_its_branches_are_bounded():
    v = visits(
        {
            "s": {"kind": "start", "next": "split"},
            "split": {"kind": "inclusive", "next": ["a", "b"]},
            "a": {"next": "join"},
            "b": {"next": "join"},
            "join": {"kind": "inclusive", "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert v["join"] == v["e"] == 1
    assert (v.low["a"], v.high["a"]) == (0, 1)
    assert v.routing.assumed
    assert v.routing.notes


def test_shares_of_an_inclusive_split_need_not_sum_to_one():
    v = visits(
        {
            "s": {"kind": "start", "next": "split"},
            "split": {"kind": "inclusive", "next": [{"to": "a", "share": 0.9}, {"to": "b", "share": 0.6}]},
            "a": {"next": "join"},
            "b": {"next": "join"},
            "join": {"kind": "inclusive", "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert (v["a"], v["b"], v["e"]) == pytest.approx((0.9, 0.6, 1))
    assert v.low == v.high


def test_a_share_that_is_not_given_is_split_evenly_and_said():
    v = visits(
        {
            "s": {"kind": "start", "next": "x"},
            "x": {"next": [{"to": "a", "share": 0.5}, "b", "c"]},
            "a": {"next": "e"},
            "b": {"next": "e"},
            "c": {"next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert (v["a"], v["b"], v["c"]) == pytest.approx((0.5, 0.25, 0.25))
    assert "'x'" in v.routing.assumed[0]


def test_shares_that_do_not_sum_to_one_are_scaled_and_said():
    v = visits(
        {
            "s": {"kind": "start", "next": "x"},
            "x": {"next": [{"to": "a", "share": 0.9}, {"to": "e", "share": 0.6}]},
            "a": {"next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert v["a"] == pytest.approx(0.6)
    assert "sum to 1.5" in v.routing.assumed[0]


def test_a_loop_without_exit_is_endless_not_a_crash():
    v = visits(
        {
            "s": {"kind": "start", "next": [{"to": "a", "share": 0.5}, {"to": "e", "share": 0.5}]},
            "a": {"next": "b"},
            "b": {"next": "a"},
            "e": {"kind": "end"},
        }
    )
    assert v.endless == ("a", "b")
    assert v["e"] == 0.5


def test_a_procedure_without_steps_or_start_is_no_crash():
    assert visits({}).value == {}
    assert visits({"a": {"next": "b"}, "b": {"next": "a"}}).value == {"a": 0, "b": 0}


def test_two_starts_share_the_cases_evenly_and_say_so():
    v = visits({"s": {"kind": "start", "next": "e"}, "t": {"kind": "start", "next": "e"}, "e": {"kind": "end"}})
    assert (v["s"], v["e"]) == (0.5, 1)
    assert "2 starts" in v.routing.assumed[0]


def test_a_group_has_its_own_shares():
    page = procedure(
        {
            "s": {"kind": "start", "next": "x"},
            "x": {"next": [{"to": "a", "share": 0.1}, {"to": "e", "share": 0.9}]},
            "a": {"next": "e"},
            "e": {"kind": "end"},
        }
    )
    group = CustomerGroup.model_validate({"share": 0.2, "flows": {"x>a": 0.4, "x>e": 0.6}})
    assert Visits.of(FrictionGraph(page), group)["a"] == pytest.approx(0.4)


def fundamental(page) -> dict[str, float]:
    """The whole matrix inverted at once: v = s (I − Q)⁻¹."""
    steps = list(page.steps)
    at = {step: n for n, step in enumerate(steps)}
    q = np.zeros((len(steps), len(steps)))
    for source, flow in page.flows:
        q[at[source], at[flow.to]] += flow.share.value if flow.share else 1.0
    start = np.zeros(len(steps))
    start[at["s0"]] = 1.0
    return dict(zip(steps, (start @ np.linalg.inv(np.eye(len(steps)) - q)).tolist(), strict=True))


@given(st.integers(0, 10_000), st.integers(3, 60), st.sampled_from([0.1, 0.5, 0.9]))
def test_visits_equal_the_fundamental_matrix_of_the_chain(seed, size, back):
    page = procedure(random_steps(seed, size, back))
    assert Visits.of(FrictionGraph(page)).value == pytest.approx(fundamental(page), rel=1e-9, abs=1e-12)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.integers(20, 80))
def test_thinning_a_large_loop_changes_nothing(seed, size):
    page = procedure(random_steps(seed, size, 0.6))
    whole = Visits.of(FrictionGraph(page)).value
    dense, linear_system.DENSE = linear_system.DENSE, 5
    try:
        assert Visits.of(FrictionGraph(page)).value == pytest.approx(whole, rel=1e-9)
    finally:
        linear_system.DENSE = dense


def test_counting_tokens_that_are_played_comes_to_the_same():
    steps = {
        "s": {"kind": "start", "next": "begin"},
        "begin": {"next": "split"},
        "split": {"kind": "parallel", "next": ["a", "b"]},
        "a": {"next": [{"to": "fix", "share": 0.3}, {"to": "join", "share": 0.7}]},
        "fix": {"next": "a"},
        "b": {"next": "join"},
        "join": {"kind": "parallel", "next": "check"},
        "check": {"next": [{"to": "begin", "share": 0.25}, {"to": "e", "share": 0.75}]},
        "e": {"kind": "end"},
    }
    v = visits(steps)
    cases, seen, dice = 4000, Counter(), random.Random(7)
    for _ in range(cases):
        seen.update(played(steps, dice))
    for step, expected in v.value.items():
        assert seen[step] / cases == pytest.approx(expected, rel=0.08)


def played(steps, dice) -> Counter:
    """One case, token by token; the join waits for both."""
    seen, tokens, waiting = Counter(), ["s"], 0
    while tokens:
        step = tokens.pop()
        if step == "join":
            waiting += 1
            if waiting < 2:
                continue
            waiting = 0
        seen[step] += 1
        ways = steps[step].get("next", [])
        ways = [ways] if isinstance(ways, str) else ways
        if steps[step].get("kind") == "parallel":
            tokens += ways
        elif ways and isinstance(ways[0], dict):
            tokens.append(dice.choices([w["to"] for w in ways], [w["share"] for w in ways])[0])
        else:
            tokens += ways
    return seen


def split_in_three(*shares: float | None) -> Visits:
    flows = [{"to": to} | ({} if share is None else {"share": share}) for to, share in zip("abc", shares, strict=True)]
    ends = {id: {"kind": "end"} for id in "abc"}
    return visits({"s": {"kind": "start", "next": "x"}, "x": {"next": flows}, **ends})


def test_a_single_share_that_is_missing_is_what_the_others_leave_and_no_assumption():
    one = split_in_three(0.3, None, 0.2)
    assert one["b"] == pytest.approx(0.5)
    assert one.routing.assumed == []
    assert one.routing.stated
    two = split_in_three(0.3, None, None)
    assert two["b"] == pytest.approx(0.35)
    assert "split evenly" in two.routing.assumed[0]
