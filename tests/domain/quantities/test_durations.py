"""Times: what is written reads back as the same time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frictionaudit.domain.quantities import Duration, Period

_UNITS = {"s": 9e9, "m": 5e8, "h": 8e6, "days": 3e5, "working days": 3e5, "weeks": 5e4, "months": 1e4, "years": 9e2}


@st.composite
def times(draw: st.DrawFn) -> str:
    """A time with a number of any size, as a person or a program may write it."""
    unit = draw(st.sampled_from([*_UNITS]))
    places = draw(st.integers(0, 12))
    return f"{draw(st.floats(0, _UNITS[unit])):.{places}f} {unit}"


@given(times())
@example("0.06h")
@example("0.000001 m")
@example("7.3333m")
@example("20s")
def test_a_time_reads_back_as_itself(text: str):
    time = Duration.model_validate(text)
    assert Duration.model_validate(time.short()) == time


@given(st.floats(0, 1e6), st.floats(0, 1000), st.booleans())
def test_a_computed_time_reads_back_as_itself(minutes: float, days: float, working: bool):
    time = Duration.fixed(minutes=minutes, days=days, working=working)
    assert Duration.model_validate(time.short()) == time


@pytest.mark.parametrize(
    ("written", "read"),
    [("0.06h", "3m 36s"), ("1.5h", "1h 30m"), ("3.3333m", "3.3333m"), ("P2.5=1h P50=2h", "P2.5=1h P50=2h")],
)
def test_a_time_is_written_in_hours_minutes_and_whole_seconds(written: str, read: str):
    assert Duration.model_validate(written).short() == read


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("P2W", "2 weeks"),
        ("P1W2D", "1 week 2 days"),
        ("P0.5W", "0.5 weeks"),
        ("P14D", "14 days"),
        ("P1DT2H", "1 day 2h"),
    ],
)
def test_weeks_stay_weeks_because_a_week_of_work_has_five_days(iso: str, text: str):
    assert Period.read(iso) == Period.read(text)
