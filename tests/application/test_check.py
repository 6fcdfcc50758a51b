"""The day of a verification: when enough cases have come, in a year at the latest; too early a day is told."""

from __future__ import annotations

from datetime import date

import pytest

from frictionaudit.application.review.predict import check
from frictionaudit.domain.review import MeasuredEffect, Prediction
from frictionaudit.exports.wording import review as wording

TODAY = date(2026, 1, 5)


def predicted(after, volume):
    effect = MeasuredEffect(
        key="customer_minutes", label="customer's time", unit="minutes", direction="less", before=60.0, after=after
    )
    return Prediction(effects=(effect,), volume=volume)


@pytest.mark.parametrize(
    ("after", "volume", "on", "enough"),
    [
        (30.0, 5_200, date(2026, 1, 26), True),  # 40 cases, 0.4 weeks
        (30.0, None, date(2026, 4, 6), True),  # nobody can tell how long it takes
        (59.0, 52_000, date(2027, 1, 4), False),  # 55,000 cases
        (59.9999, 1, date(2027, 1, 4), False),  # beyond every calendar
    ],
)
def test_the_day_is_when_enough_cases_have_come_but_within_a_year(after, volume, on, enough):
    chosen = check(predicted(after, volume), TODAY)
    assert (chosen.on, chosen.enough) == (on, enough)
    assert ("too many to tell by that day" in wording.check(chosen)) is not enough


def test_a_chosen_day_before_enough_cases_have_come_is_told():
    assert not check(predicted(50.0, 1_040), TODAY, on=date(2026, 2, 2)).enough
    assert check(predicted(50.0, 1_040), TODAY, on=date(2026, 12, 1)).enough
