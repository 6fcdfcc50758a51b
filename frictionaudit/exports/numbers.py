"""Numbers in the words of people: 1 h 20 min, 17 days, 16,200 hours, at least 3."""

from __future__ import annotations

from frictionaudit.domain.findings import Measure

_BOUND = {"exact": "", "at least": "at least ", "at most": "at most ", "between": "about ", "estimate": "about "}


def time(minutes: float) -> str:
    """Elapsed or touch minutes in the largest unit that people would use."""
    if minutes < 1:
        return f"{minutes * 60:.0f} s" if minutes else "0 min"
    if minutes < 60:
        return f"{minutes:.3g} min"
    if minutes < 2 * 1440:
        hours, rest = divmod(round(minutes), 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{minutes / 1440:.3g} days"


def plain(value: float) -> str:
    """A number with at most two decimals, and thousands apart."""
    text = f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def measure(measure: Measure) -> str:
    """A measure with its unit, and how it relates to the truth where it is not exact."""
    if measure.value is None:
        return "unknown"
    bound = _BOUND[measure.evidence.bound]
    if measure.unit == "minutes":
        return bound + time(measure.value)
    if measure.unit == "share":
        return f"{bound}{measure.value * 100:.3g} %"
    return f"{bound}{plain(measure.value)} {singular(measure.unit, measure.value)}"


def singular(unit: str, value: float) -> str:
    """The unit, in the singular for one of them."""
    return unit[:-1] if value == 1 and unit.endswith("s") else unit


def evidence(measure: Measure) -> str:
    """One word on where a measure comes from."""
    return measure.evidence.kind
