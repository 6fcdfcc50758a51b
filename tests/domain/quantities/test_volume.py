"""How many cases: thousands may be set apart, and a decimal comma is not taken for that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from frictionaudit.domain.quantities import Volume


@pytest.mark.parametrize(
    ("text", "cases"),
    [("12000 per year", 12000), ("12,000 per year", 12000), ("1 250 000 cases a year", 1_250_000),
     ("12_000 / year", 12000), ("12.5 per week", 12.5), ("1,250.5 per month", 1250.5)],
)  # fmt: skip
def test_thousands_may_be_set_apart(text: str, cases: float):
    assert Volume.model_validate(text).cases == cases


@pytest.mark.parametrize(
    ("text", "hint"),
    [("12,5 per week", "12.5 per week"), ("1,25 per day", "1.25 per day"), ("12,34,567 per year", "write"),
     ("12 34 per year", "write 12000 per year"), ("1,,000 per year", "write")],
)  # fmt: skip
def test_a_decimal_comma_is_refused_with_what_to_write(text: str, hint: str):
    with pytest.raises(ValidationError) as raised:
        Volume.model_validate(text)
    assert hint in str(raised.value)


@given(st.floats(0, 1e12), st.sampled_from(["year", "month", "week", "day"]))
def test_a_volume_reads_back_as_itself(cases: float, per: str):
    volume = Volume(cases=cases, per=per)
    assert Volume.model_validate(volume.short()) == volume
