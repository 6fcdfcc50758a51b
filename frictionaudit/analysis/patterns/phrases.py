"""How findings say how often something happens and how long a wait is."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed, format_number, two_digits


def times(number: float) -> str:
    """How often: once, twice, 3 times, 1.5 times; above ten without decimals."""
    text = format_number(number)
    return {"1": "once", "2": "twice"}.get(text, f"{text} times")


def times_per_case(expected: float) -> str:
    """How often per case; below once, how often in 100 cases."""
    if expected >= 0.995:
        return f"{times(expected)} per case"
    return f"{two_digits(expected * 100)} times in 100 cases"


def stated_wait(subject: Subject, waits: Sequence[Duration]) -> str:
    """A wait in the unit that the page states; several waits as their expected sum in calendar time."""
    if len(waits) > 1:
        return format_elapsed(sum(map(subject.procedure.calendar.expected_elapsed, waits)))
    return " ".join(_range(str(wait.low), str(wait.high)) for wait in waits)


def _range(low: str, high: str) -> str:
    """Two lengths of time as a range: 5 days, 5 to 7 days, 20m to 1h."""
    if low == high:
        return low
    number, _, unit = low.partition(" ")
    return f"{number if unit and high.endswith(unit.removesuffix('s') + 's') else low} to {high}"
