"""Numbers to the digits that they can bear."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frictionaudit.domain.quantities.format import count, format_money, format_number, format_share, two_digits


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.04, "0.04"), (0.1, "0.1"), (1, "1"), (1.25, "1.3"), (9.94, "9.9"), (9.95, "10"), (12.4, "12"),
     (1204, "1,204"), (-2.5, "-2.5")],
)  # fmt: skip
def test_a_number_has_one_decimal_at_most_below_ten_and_none_above(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(("amount", "text"), [("2.6", "2.60 GBP"), ("50", "50 GBP"), ("1250.5", "1,250.50 GBP")])
def test_a_price_has_two_decimals_or_none(amount, text):
    assert format_money(Decimal(amount), "GBP") == text


def test_a_number_beside_a_limit_keeps_its_decimal():
    assert [format_number(value, tenths=True) for value in (10.4, 10, 1204.25)] == ["10.4", "10", "1,204.3"]


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.004, "0.4 %"), (0.026, "2.6 %"), (0.096, "9.6 %"), (0.55, "55 %"), (1, "100 %")]
)
def test_a_share_has_two_digits(share, text):
    assert format_share(share) == text


def test_two_digits_are_written_out():
    assert [two_digits(number) for number in (0.414, 56.4, 123)] == ["0.41", "56", "120"]


def test_a_noun_is_singular_for_a_number_that_is_shown_as_1():
    assert [count(n, "step") for n in (0, 1, 1.02, 2.5, 1204)] == [
        "0 steps", "1 step", "1 step", "2.5 steps", "1,204 steps",
    ]  # fmt: skip
    assert count(2, "flow has", "flows have") == "2 flows have"
