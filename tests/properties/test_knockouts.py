"""The best order of checks is the best of all orders that are allowed."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.patterns import knockout_order
from frictionaudit.analysis.patterns.knockout_order import best_order, decomposed, expected_cost

COST = st.one_of(st.integers(0, 60).map(float), st.floats(0, 100, allow_subnormal=False))
REJECT = st.one_of(st.sampled_from([0.0, 0.05, 0.2, 0.5, 1.0]), st.floats(0, 1, allow_subnormal=False))


@st.composite
def checks(draw: st.DrawFn, least: int = 0, most: int = 6):
    """Costs, rejections and pairs that have to keep their order; the numbering says nothing about the order."""
    number = draw(st.integers(least, most))
    costs = draw(st.lists(COST, min_size=number, max_size=number))
    rejects = draw(st.lists(REJECT, min_size=number, max_size=number))
    place = draw(st.permutations(range(number)))
    pairs = list(combinations(range(number), 2))
    kept = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return costs, rejects, {(place[i], place[j]) for i, j in kept}


@st.composite
def nested(draw: st.DrawFn, least: int = 9, most: int = 10):
    """Checks in parts that follow one another or do not depend on one another, parts within parts."""
    number = draw(st.integers(least, most))
    costs = draw(st.lists(COST, min_size=number, max_size=number))
    rejects = draw(st.lists(REJECT, min_size=number, max_size=number))
    parts = [([n], set()) for n in draw(st.permutations(range(number)))]
    while len(parts) > 1:
        at = draw(st.integers(0, len(parts) - 2))
        (one, kept), (other, also) = parts[at], parts[at + 1]
        across = {(i, j) for i in one for j in other} if draw(st.booleans()) else set()
        parts[at : at + 2] = [([*one, *other], kept | also | across)]
    return costs, rejects, parts[0][1]


@st.composite
def forests(draw: st.DrawFn, least: int = 9, most: int = 10):
    """Checks each of which waits for one other at most."""
    number = draw(st.integers(least, most))
    costs = draw(st.lists(COST, min_size=number, max_size=number))
    rejects = draw(st.lists(REJECT, min_size=number, max_size=number))
    place = draw(st.permutations(range(number)))
    above = [draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(number)]
    return costs, rejects, {(place[by], place[n]) for n, by in enumerate(above) if by is not None}


def allowed(order, before):
    place = {check: n for n, check in enumerate(order)}
    return all(place[first] < place[then] for first, then in before)


def least(costs, rejects, before):
    """The least expected cost, by another way than the program's: over all sets, from the last check to the first."""
    number = len(costs)
    rest = {(1 << number) - 1: 0.0}
    for done in range((1 << number) - 2, -1, -1):
        can = [n for n in range(number) if not done >> n & 1 and all(done >> i & 1 for i, j in before if j == n)]
        rest[done] = min((costs[n] + (1 - rejects[n]) * rest[done | 1 << n] for n in can), default=math.inf)
    return rest[0]


@given(checks())
def test_no_allowed_order_of_up_to_six_checks_costs_less(drawn):
    costs, rejects, before = drawn
    order = best_order(costs, rejects, before)
    assert sorted(order) == list(range(len(costs)))
    assert allowed(order, before)
    others = [expected_cost(costs, rejects, o) for o in permutations(range(len(costs))) if allowed(o, before)]
    assert expected_cost(costs, rejects, order) == pytest.approx(min(others), abs=1e-9)


@given(checks(most=8))
def test_taking_checks_apart_finds_what_comparing_all_sets_finds(drawn):
    costs, rejects, before = drawn
    order = decomposed(costs, rejects, before)
    assert sorted(order) == list(range(len(costs)))
    assert allowed(order, before)
    assert expected_cost(costs, rejects, order) == pytest.approx(least(costs, rejects, before), abs=1e-9)


@settings(max_examples=60)
@given(nested() | forests() | checks(least=9, most=10))
def test_nine_and_ten_checks_are_ordered_exactly(drawn):
    costs, rejects, before = drawn
    order = best_order(costs, rejects, before)
    assert allowed(order, before)
    assert expected_cost(costs, rejects, order) == pytest.approx(least(costs, rejects, before), abs=1e-9)


@settings(max_examples=50, deadline=None)  # up to 24 checks take long on a busy machine
@given(checks(least=9, most=24))
def test_many_checks_keep_what_must_come_first_and_are_never_worse_than_as_given(drawn):
    costs, rejects, before = drawn
    upward = {(min(pair), max(pair)) for pair in before}
    order = best_order(costs, rejects, upward)
    assert sorted(order) == list(range(len(costs)))
    assert allowed(order, upward)
    given_order = range(len(costs))
    assert expected_cost(costs, rejects, order) <= expected_cost(costs, rejects, given_order) + 1e-9


@given(checks(most=20))
def test_checks_that_wait_for_nothing_are_ordered_by_cost_per_rejection(drawn):
    costs, rejects, _ = drawn
    freely = sorted(range(len(costs)), key=lambda n: costs[n] / rejects[n] if rejects[n] else math.inf)
    found = expected_cost(costs, rejects, best_order(costs, rejects))
    assert found == pytest.approx(expected_cost(costs, rejects, freely), abs=1e-9)


@settings(max_examples=30)
@given(checks(least=9, most=14))
def test_where_not_all_sets_can_be_compared_the_order_is_still_allowed_and_not_worse(drawn):
    costs, rejects, before = drawn
    upward = {(min(pair), max(pair)) for pair in before}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knockout_order, "WIDEST", 2)
        order = best_order(costs, rejects, upward)
    assert sorted(order) == list(range(len(costs)))
    assert allowed(order, upward)
    assert expected_cost(costs, rejects, order) <= expected_cost(costs, rejects, range(len(costs))) + 1e-9


def test_the_expected_cost_is_the_sum_over_those_who_are_still_there():
    assert expected_cost([10, 20, 30], [0.5, 0.2, 0.9], [0, 1, 2]) == pytest.approx(10 + 0.5 * 20 + 0.4 * 30)


def test_a_dear_check_that_opens_the_way_to_two_strict_ones_comes_before_a_middling_one():
    # alone, {0, 1} costs 22 per rejection and {0, 1, 2} 15.3; check 3 costs 18
    assert best_order([10, 1, 1, 9], [0, 0.5, 0.5, 0.5], {(0, 1), (0, 2)})[0] == 0
    assert best_order([10, 1, 1, 9], [0, 0.5, 0.5, 0.6], {(0, 1), (0, 2)})[0] == 3


def test_constraints_with_a_cycle_have_no_order():
    for number in (3, 9):
        with pytest.raises(ValueError, match="contain a cycle"):
            best_order([1.0] * number, [0.5] * number, {(0, 1), (1, 2), (2, 0)})


def test_hundreds_of_checks_are_ordered():
    number = 300
    costs = [float(n * 37 % 101 + 1) for n in range(number)]
    rejects = [(n * 53 % 97 + 1) / 400 for n in range(number)]
    order = best_order(costs, rejects, {(n, n + 1) for n in range(0, number - 1, 3)})
    assert sorted(order) == list(range(number))
    assert allowed(order, {(n, n + 1) for n in range(0, number - 1, 3)})
