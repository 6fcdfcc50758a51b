"""Numbers to the digits that they can bear: 1 h 20 min, 17 days, 16,200 hours, at least 3."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.results.measure import Measure, MeasureDefinition

_BOUND = {"exact": "", "at least": "at least ", "between": "about ", "estimate": "about "}
_BARE_UNITS = ("count", "ratio")


def time(definition: MeasureDefinition, minutes: float) -> str:
    """The minutes of a measure: elapsed ones in days where they are many, effort in hours."""
    return format_elapsed(minutes) if definition.elapsed else format_effort(minutes)


def amount(value: float) -> str:
    """A count: one decimal at most below ten, none above, thousands apart; one digit of what is next to nothing."""
    size = abs(value)
    if 0 < size < 0.095:
        return f"{value:.1g}"
    return _half_up(value, 1).removesuffix(".0") if size < 9.95 else f"{value:,.0f}"


def _half_up(value: float, decimals: int) -> str:
    """Rounded as people do: 1.25 is 1.3, whatever its binary fraction."""
    return str(Decimal(f"{value:.9f}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def money(value: float) -> str:
    """An amount of money: cents below a hundred, none above."""
    return f"{value:.2f}".removesuffix(".00") if abs(value) < 99.995 else f"{value:,.0f}"


def percent(share: float) -> str:
    """A share in per cent with two digits: 0.4 %, 2.6 %, 55 %, 100 %."""
    hundredths = share * 100
    return f"{hundredths:.0f} %" if abs(hundredths) >= 9.5 else f"{hundredths:.2g} %"


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
        return percent(value)
    if measure.unit in _BARE_UNITS:
        return amount(value)
    if is_money(measure):
        return f"{money(value)} {measure.unit}"
    shown = amount(value)
    return f"{shown} {singular(measure.unit, shown)}"


def things(measure: Measure, value: float) -> str:
    """A value with what is counted: 1 hand-off between units, 2.1 documents to bring; else as `quantity` says it."""
    definition = measure.definition
    if not definition.one:
        return quantity(measure, value)
    shown = amount(value)
    return f"{shown} {definition.one if shown == '1' else definition.many}"


def is_money(measure: Measure) -> bool:
    """Whether a measure is an amount of money: its unit is a currency, or `money` where none is mentioned."""
    return measure.unit == "money" or (len(measure.unit) == 3 and measure.unit.isupper())


def singular(unit: str, shown: str) -> str:
    """The unit, in the singular for a number that is shown as 1."""
    return unit[:-1] if shown == "1" and unit.endswith("s") else unit


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 error, 1,204 findings."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], shown: int = 3, joiner: str = ", ") -> str:
    """The first names of a list, and how many more there are: a, b, c and 4 more."""
    more = len(names) - shown
    return joiner.join(names) if more <= 0 else f"{joiner.join(names[:shown])} and {more:,} more"
