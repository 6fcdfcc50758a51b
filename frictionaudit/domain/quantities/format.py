"""Numbers to the digits that they can bear: 1 h 20 min, 17 days, 16,200, 2.6 %."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def format_number(value: float, tenths: bool = False) -> str:
    """A number: one decimal at most below ten, none above, thousands apart; one digit of what is next to nothing.

    `tenths` keeps the decimal above ten, for a number beside a limit that rounding could seem to meet.
    """
    size = abs(value)
    if 0 < size < 0.095:
        return f"{value:.1g}"
    one_decimal = size < 9.95 or tenths
    return _half_up(value).removesuffix(".0") if one_decimal else f"{value:,.0f}"


def _half_up(value: float) -> str:
    """One decimal, rounded as people do: 1.25 is 1.3, whatever its binary fraction."""
    return f"{Decimal(f'{value:.9f}').quantize(Decimal('0.1'), ROUND_HALF_UP):,}"


def format_share(share: float) -> str:
    """A share in per cent with two digits: 0.4 %, 2.6 %, 55 %, 100 %."""
    percent = share * 100
    return f"{percent:.0f} %" if abs(percent) >= 9.95 else f"{percent:.2g} %"


SURE_OF_DECIMALS = 100_000
"""Simulated cases from which a share has a decimal."""


def format_sampled_share(share: float, cases: int, about: str = "about ", certain: bool = True) -> str:
    """A share of simulated cases, rounded to what their number can support: "about 55 %", none, all.

    Where it is not certain, all of some cases are "over 99 %" of those to come.
    """
    if share in (0, 1) and certain:
        return "none" if share == 0 else "all"
    decimals = 1 if cases >= SURE_OF_DECIMALS else 0
    text = f"{share * 100:.{decimals}f}"
    least = "0.1" if decimals else "1"
    if float(text) in (0, 100):
        return f"under {least} %" if float(text) == 0 else f"over {100 - float(least):g} %"
    return f"{about}{text} %"


def two_digits(number: float) -> str:
    """A number with two significant digits, written out: 0.41, 56, 120."""
    return f"{float(f'{number:.2g}'):,g}"


def count(number: float, singular: str, plural: str = "", tenths: bool = False) -> str:
    """A number with its noun: 1 step, 2.5 steps, 1,204 findings."""
    text = format_number(number, tenths)
    return f"{text} {singular if text == '1' else plural or singular + 's'}"


def format_money(amount: Decimal, currency: str) -> str:
    """A price as it is paid: 2.60 GBP, 50 GBP, 1,250 EUR."""
    return f"{amount:,.2f}".removesuffix(".00") + f" {currency}"


def format_elapsed(minutes: float) -> str:
    """Elapsed minutes: 8 min, 1 h 20 min, and from a day on 2.5 days, 17 days."""
    if minutes >= 1440:
        days = f"{minutes / 1440:,.0f}" if minutes >= 99.5 * 1440 else f"{minutes / 1440:.1f}".removesuffix(".0")
        return f"{days} day{'' if days == '1' else 's'}"
    return format_effort(minutes)


def format_effort(minutes: float) -> str:
    """Minutes of somebody's time, which is never counted in days: 40 s, 8.5 min, 12 min, 1 h 20 min, 30 h."""
    if minutes < 1:
        return f"{minutes * 60:.0f} s" if minutes else "0 min"
    if minutes < 60:
        return f"{int(minutes * 10 + 0.5) / 10:g} min" if minutes < 9.95 else f"{int(minutes + 0.5)} min"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"
