"""What several findings of one rule have at stake together."""

from __future__ import annotations

import pytest

from frictionaudit.exports.wording.burden import stake, together
from frictionaudit.results.audit import AtStake, Finding


def finding(*steps: str, hours: float | None = None, of: str = "places", share: float = 0.1) -> Finding:
    at_stake = None if hours is None else AtStake(of=of, share=share, customer_hours_year=hours)
    return Finding(rule="FA701", name="one-door", severity="warning", steps=steps, message="m", at_stake=at_stake)


def test_findings_at_different_steps_are_added_up():
    both = together([finding("fill", hours=20), finding("ring", hours=18), finding("post", hours=10)])
    assert stake(both) == "48 h of customers a year"
    assert both is not None
    assert both.share == pytest.approx(0.3)


def test_a_step_counts_once_however_many_findings_name_it():
    both = together([finding("fill", "ring", hours=20), finding("ring", hours=18), finding("post", hours=10)])
    assert stake(both) == "30 h of customers a year"


@pytest.mark.parametrize("of", ["promise", "suggestion"])
def test_stretches_that_can_overlap_and_savings_are_not_added_up(of):
    alone = together([finding("fill", hours=20, of=of), finding("ring", hours=18, of=of)])
    assert alone is not None
    assert alone.customer_hours_year == 20


def test_what_is_about_the_whole_procedure_is_not_added_up():
    alone = together([finding(hours=20), finding("ring", hours=18)])
    assert alone is not None
    assert alone.customer_hours_year == 20


def test_findings_with_nothing_at_stake_have_nothing_together():
    assert together([finding("fill"), finding("ring")]) is None
    assert stake(together([finding("fill"), finding("ring", hours=2)])) == "2 h of customers a year"
