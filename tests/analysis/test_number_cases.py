"""Small pages with a known answer: a textbook's, or that of an independent token game."""

from __future__ import annotations

from pathlib import Path

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.advice import advise
from frictionaudit.analysis.rules.fa805_shares_do_not_sum import SharesDoNotSum
from frictionaudit.analysis.simulate import simulate
from frictionaudit.results.audit import Measure
from frictionaudit.sources import read

PAGES = Path(__file__).parents[1] / "cases" / "numbers"
DAY = 1440.0


def page(name: str) -> Subject:
    return Subject(read(PAGES / f"{name}.yaml").procedure)


def measured(name: str, key: str) -> Measure:
    return Measures(page(name))[key]


VALUES = [
    ("or-1-1", "contacts", 2),
    ("or-1-1", "handoffs", 1),
    ("loop-or", "rework", 4),
    ("loop-or", "rolled_yield", 0.5),
    ("first-or", "distinct_fields", 0.5),
    ("first-or", "redundancy", 0.5),
    ("first-and", "distinct_fields", 0.5),
    ("first-and", "redundancy", 0.5),
    ("loop-and", "rework", 4),
    ("loop-and", "rework_inflation", 2),
    ("loop-and", "rolled_yield", 0.5),
    ("or-jump-back", "customer_minutes", 6.25),
    ("b-10-4", "lead_time", 10),
    ("m-split", "lead_time", 10),
    ("i-gateway", "lead_time", 10),
    ("g-joint", "lead_time", 10),
    ("laguna-once", "lead_time", 29.6),
    ("stops", "lead_time", 10),
    ("third-work", "staff_minutes", 5),  # the clerk's own; the third party's 30 minutes are not staff's
    ("asked-of-third", "forms", 1),  # the customer's form at 'a'; the one at 'b' is asked of a third party
    ("asked-of-third", "fields", 2),
    ("asked-of-third", "documents", 0),
    ("asked-of-staff", "forms", 1),
    ("asked-of-staff", "fields", 2),
    ("alt-same-item", "redundancy", 0),
    ("join-handoff", "handoffs", 2),
    ("and-xor-to-join", "handoffs", 1),
    ("letter-no-answer", "contacts", 3),
    ("sends-many", "contacts", 2),
    ("two-customers", "channel_switches", 0),
    ("credit", "lead_time", 69.2 * 60),
]
UNKNOWN = [
    *(("bare", key) for key in ("silent_time", "originals", "customer_courier")),
    *(("nobody2", key) for key in ("unit_handoffs", "ping_pong", "channel_switches", "visits_in_person", "handoffs")),
]
OPEN: dict[tuple[str, str], str] = {}
"""What is not right yet, and why."""


def not_yet(page: str, what: str):
    reason = OPEN.get((page, what))
    return pytest.mark.xfail(reason is not None, strict=True, reason=reason or "")


def cases(rows):
    return [pytest.param(*row, marks=[not_yet(*row[:2])], id=f"{row[0]}: {row[1]}") for row in rows]


@pytest.mark.parametrize(("name", "key", "right"), cases(VALUES))
def test_a_measure_has_the_right_value(name: str, key: str, right: float):
    assert measured(name, key).value == pytest.approx(right, abs=1e-6)


@pytest.mark.parametrize(("name", "key"), cases(UNKNOWN))
def test_what_nobody_stated_is_unknown_not_zero(name: str, key: str):
    found = measured(name, key)
    assert found.value is None
    assert found.evidence.kind == "unknown"


@not_yet("atmost", "visits")
def test_visits_with_a_limit_on_repeats():
    about = page("atmost")
    assert about.visits("a").value == pytest.approx(1.5)
    assert about.visits("b").value == pytest.approx(1.5)


@not_yet("or-jump-back", "simulation")
def test_an_or_join_fires_when_nothing_more_can_arrive():
    found = simulate(page("or-jump-back"), 20_000, 1)
    assert found.unfinished == 0
    assert found.customer_minutes.mean == pytest.approx(6.25, abs=5 * found.customer_minutes.error)


@not_yet("or-nosh", "lead_time")
def test_no_bound_of_a_lead_time_is_negative():
    basis = measured("or-nosh", "lead_time").evidence
    assert basis.low is not None
    assert basis.low >= 0


@not_yet("yield-negative", "rolled_yield")
def test_a_yield_lies_between_nought_and_one():
    assert 0 <= measured("yield-negative", "rolled_yield").value <= 1


@not_yet("or-03-03", "finding")
def test_shares_of_one_or_more_branches_that_sum_to_less_than_one_are_a_finding():
    about = page("or-03-03")
    assert list(SharesDoNotSum().check(about, Measures(about)))


@not_yet("ch1", "simulation")
def test_a_simulation_in_which_every_case_is_stuck_has_no_lead_time():
    found = simulate(page("ch1"), 1_000, 1)
    assert found.unfinished == 1
    assert found.lead_time.p50 is None
    assert found.lead_time.mean is None


@not_yet("weekend", "promise")
def test_working_days_are_counted_from_when_a_case_arrives():
    (promise, _) = advise(page("weekend")).stretches
    assert promise.kept_today == pytest.approx(0.6, abs=0.02)
    assert promise.p50 == pytest.approx(2 * DAY)
    assert promise.percentile == pytest.approx(4 * DAY)


@not_yet("quantile", "promise")
def test_a_promise_of_the_ninth_decile_is_kept_in_nine_of_ten_cases():
    (promise, _) = advise(page("quantile")).stretches
    assert promise.kept_today == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize("name", ["meas-fixed-1000", "meas-q-1000", "meas-q-28", "meas-q-29"])
@not_yet("meas", "covers")
def test_summarised_times_claim_no_coverage(name: str):
    assert all(stretch.covers is None for stretch in advise(page(name)).stretches)


@not_yet("promise-skipped", "promise")
def test_how_many_cases_come_to_the_start_of_a_promise_is_stated():
    promise = next(stretch for stretch in advise(page("promise-skipped")).stretches if stretch.key == "b>k")
    assert any("30 %" in line for line in promise.missing)


@not_yet("promise-workdays", "promise")
def test_a_promise_missed_by_ten_minutes_is_reported_as_that():
    promise = advise(page("promise-workdays")).stretches[0]
    assert any("10 min" in line for line in promise.missing)


@not_yet("waitcust", "promise")
def test_a_promise_with_unknown_waits_is_a_bound():
    promise = advise(page("waitcust")).stretches[0]
    assert promise.kept_today is None or promise.missing


@not_yet("scm", "profiles")
def test_a_share_that_is_burden_by_default_is_assumed():
    from frictionaudit.analysis.profile_case import ProfiledPage

    assert ProfiledPage(Measures(page("scm-nobau"))).burden_share.kind == "assumed"


@not_yet("nofee", "profiles")
def test_an_external_cost_that_nobody_states_is_unknown():
    from frictionaudit.analysis.profile_case import ProfiledPage

    assert ProfiledPage(Measures(page("nofee"))).expenses("third").value is None
