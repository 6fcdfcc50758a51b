"""Numbers in the words of people: 1 h 20 min, 17 days, 16,200 hours, at least 3."""

from __future__ import annotations

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.results.audit import Measure

_BOUND = {"exact": "", "at least": "at least ", "between": "about ", "estimate": "about "}


_ELAPSED = (
    *("wait_ours", "wait_customer", "wait_third", "silent_time"),
    *("lead_time", "lead_time_p50", "lead_time_p80", "lead_time_p90"),
)


def time(key: str, minutes: float) -> str:
    """The minutes of a measure: elapsed ones in days where they are many, touch time in hours."""
    return format_elapsed(minutes) if key in _ELAPSED else format_effort(minutes)


def plain(value: float) -> str:
    """A number with at most two decimals, and thousands apart."""
    text = f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def measure(measure: Measure) -> str:
    """A measure with its unit, and how it relates to the truth where it is not exact."""
    if measure.value is None:
        return "unknown"
    bound = _BOUND[measure.evidence.bound]
    if measure.unit == "minutes":
        return bound + time(measure.key, measure.value)
    if measure.unit == "share":
        return f"{bound}{measure.value * 100:.3g} %"
    return f"{bound}{plain(measure.value)} {singular(measure.unit, measure.value)}"


def singular(unit: str, value: float) -> str:
    """The unit, in the singular for one of them."""
    return unit[:-1] if value == 1 and unit.endswith("s") else unit


def evidence(measure: Measure) -> str:
    """One word on where a measure comes from."""
    return measure.evidence.kind
