"""Measures with their units: 1 h 20 min, 17 days, 16,200 hours, at least 3."""

from __future__ import annotations

from frictionaudit.domain.quantities.format import (
    format_effort,
    format_elapsed,
    format_number,
    format_sampled_share,
    format_share,
)
from frictionaudit.results.measure import Measure, MeasureDefinition
from frictionaudit.results.simulation import Interval

_BOUND = {"exact": "", "at least": "at least ", "between": "about ", "estimate": "about "}
_BARE_UNITS = ("count", "ratio")


def time(definition: MeasureDefinition, minutes: float) -> str:
    """The minutes of a measure: elapsed ones in days where they are many, effort in hours."""
    return format_elapsed(minutes) if definition.elapsed else format_effort(minutes)


def money(value: float) -> str:
    """An amount of money: cents below a hundred, none above."""
    return f"{value:.2f}".removesuffix(".00") if abs(value) < 99.995 else f"{value:,.0f}"


def interval_of_share(interval: Interval | None) -> str:
    """The interval of a share to the per cent, in brackets; nothing where it says no more than the share itself."""
    if interval is None or interval.high is None:
        return ""
    low, high = int(interval.low * 100), -int(-interval.high * 100 // 1)
    return f" (95 % interval {low}–{high} %)" if high - low > 1 else ""


def first_visit(step: str, again: bool) -> str:
    """The step at which a promise ends: 'Decide', or the first 'Decide' where a case can come there again."""
    return f"the first '{step}'" if again else f"'{step}'"


def bound(share: float, cases: int) -> str:
    """A share of simulated cases as a bound, after "at least" or "at most": 90 %."""
    return format_sampled_share(share, cases, about="", certain=False).removeprefix("under ").removeprefix("over ")


def share_in_time(
    share: float,
    cases: int,
    interval: Interval | None,
    at_most: bool = False,
    certain: bool = False,
    at_least: float | None = None,
) -> str:
    """How many simulated cases meet a promise: about 55 % of the cases meet it.

    `at_most` where fewer may; `at_least` is then the share that does whatever the page leaves open, if known.
    """
    if at_most and at_least:
        return f"at least {bound(at_least, cases)} of the cases meet it"
    shown = format_sampled_share(share, cases, certain=certain)
    if at_most:
        if not shown.startswith("about"):  # all, or nearly all, of which nobody knows how many are hidden
            return "nobody can say how many cases meet it" if share > 0.5 else f"{shown} of the cases meet it"
        shown = "at most " + shown.removeprefix("about ")
    return f"{shown} of the cases meet it{interval_of_share(interval)}"


def measure(measure: Measure) -> str:
    """A measure with its unit, and how it relates to the truth where it is not exact."""
    if measure.value is None:
        return "unknown"
    return _BOUND[measure.evidence.bound] + quantity(measure, measure.value)


def quantity(measure: Measure, value: float) -> str:
    """A value in the unit of a measure: 3 steps, 1 h 20 min, 16.60 EUR, 20 %."""
    if measure.unit == "minutes":
        return time(measure.definition, value)
    if measure.unit == "share":
        return format_share(value)
    if measure.unit in _BARE_UNITS:
        return format_number(value)
    if is_money(measure):
        return f"{money(value)} {measure.unit}"
    shown = format_number(value)
    return f"{shown} {singular(measure.unit, shown)}"


def things(measure: Measure, value: float) -> str:
    """A value with what is counted: 1 hand-off between units, 2.1 documents to bring; else as `quantity` says it."""
    definition = measure.definition
    if not definition.one:
        return quantity(measure, value)
    shown = format_number(value)
    return f"{shown} {definition.one if shown == '1' else definition.many}"


def bounded_things(measure: Measure) -> str:
    """A known measure with what is counted, and how it relates to the truth: at least 1 hand-off between units."""
    return _BOUND[measure.evidence.bound] + things(measure, measure.value or 0.0)


def is_money(measure: Measure) -> bool:
    """Whether a measure is an amount of money: its unit is a currency, or `money` where none is mentioned."""
    return measure.unit == "money" or is_currency(measure.unit)


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency, by its code of three letters."""
    return len(unit) == 3 and unit.isupper()


def singular(unit: str, shown: str) -> str:
    """The unit, in the singular for a number that is shown as 1."""
    if shown != "1" or not unit.endswith("s"):
        return unit
    return unit[:-2] if unit.endswith(("ches", "shes", "sses", "xes")) else unit[:-1]
