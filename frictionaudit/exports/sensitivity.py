"""What each number is worth, as text or JSON; and tornado charts of the assumed ones, a fifth less and more of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed, format_number
from frictionaudit.exports.wording import numbers, sanitize
from frictionaudit.exports.wording.tables import beside, folded
from frictionaudit.results.sensitivity import Driver, Number, TornadoChart

BAR = 20
"""Characters of the longest bar on one side."""
SHOWN = 12
"""Numbers that are shown of those that can be changed, and half as many of those that nobody controls."""
_WITH_BARS = 90
"""Columns from which the bars are drawn; on a narrower screen their ends are numbers alone."""
_LEAST = 0.005
"""Numbers that save less than this part of the most that one saves are only counted."""


def text(charts: Sequence[TornadoChart], width: int = 100) -> str:
    """One block per procedure: the total, what a tenth less of each number saves, and the assumed ones with a bar."""
    return "\n".join("\n".join(_block(chart, width)) + "\n" for chart in charts)


def _block(chart: TornadoChart, width: int) -> Iterator[str]:
    yield from folded(f"{chart.title}  {chart.source}", width)
    if chart.total is None:
        yield from folded(f"{chart.key} is unknown: a loop without an exit makes it infinite", width, "  ", "    ")
        return
    yield from folded(f"{chart.key}: {format_number(chart.total)} {chart.unit}", width, "  ", "    ")
    if not chart.total:
        yield from folded("No customer effort is stated, so nothing can change this total", width, "  ", "    ")
    yield from _tenths(chart, width)
    if chart.levers:
        yield ""
        yield from folded("Change of the total if an assumed figure is a fifth lower or higher:", width, "  ", "  ")
    elif chart.numbers:
        yield from folded("No assumed figure changes this total", width, "  ", "    ")
    longest = max((driver.moves for driver in chart.levers), default=0.0)
    for driver in chart.levers:
        bar = f"  {_bar(chart, driver, longest)}" if width >= _WITH_BARS else " "
        yield from beside(f"{bar} {_ends(chart, driver)}  ", driver.what, width)
        yield from folded(driver.why, width, " " * 4, " " * 4)
    if chart.left_out:
        yield from folded(f"{chart.left_out} more shares were not tried", width, "  ", "    ")


def _tenths(chart: TornadoChart, width: int) -> Iterator[str]:
    """The numbers by what a tenth less saves; those that nobody in the organisation controls separately."""
    per = "year" if any(key.endswith("_year") for number in chart.numbers for key in number.saves) else "case"
    kinds = (
        (f"A tenth less of each of these saves per {per}:", _ours(chart), SHOWN),
        (f"Numbers that nobody here controls, and what a tenth less saves per {per}:", _others(chart), SHOWN // 2),
    )
    for title, found, most in kinds:
        if not found:
            continue
        worth = [number for number in found if _largest(number.saves) >= _LEAST * max(_largest(n.saves) for n in found)]
        yield from folded(title, width, "  ", "  ")
        for number in worth[:most]:
            yield from folded(_named(number), width, "    ", "      ")
            yield from folded(_saves(number.saves, chart.currency), width, "        ", "        ")
        if len(found) > len(worth[:most]):
            more = len(found) - len(worth[:most])
            told = f"{count(more, 'more number')} with less effect; --format json has {'it' if more == 1 else 'them'}"
            yield from folded(told, width, "    ", "      ")


def _ours(chart: TornadoChart) -> list[Number]:
    """Numbers of which a tenth less saves anything; of two flows of a decision one saves, and the other costs."""
    return [number for number in chart.numbers if number.ours and any(saved > 0 for saved in number.saves.values())]


def _others(chart: TornadoChart) -> list[Number]:
    return [number for number in chart.numbers if not number.ours]


def _largest(saves: Mapping[str, float]) -> float:
    return max((abs(saved) for key, saved in saves.items() if "customer" in key or "staff_" in key), default=0.0)


def _named(number: Number) -> str:
    return sanitize.text(f"{number.what} ({number.value}, {number.evidence})")


def _saves(saves: Mapping[str, float], currency: str | None) -> str:
    """43,200 h of customers, 9 h of staff; what a tenth less makes worse is said to cost."""
    parts = [(amount, saved < 0) for key, saved in saves.items() if (amount := _amount(key, abs(saved), currency))]
    gains, losses = ([amount for amount, worse in parts if worse is kind] for kind in (False, True))
    losses = [loss.replace(" sooner", " later") for loss in losses]
    return "; ".join(filter(None, [", ".join(gains), f"costs {', '.join(losses)}" if losses else ""]))


def _amount(key: str, amount: float, currency: str | None) -> str:
    if key == "lead_time":
        return f"each case done {format_elapsed(amount)} sooner" if amount >= 1 else ""
    if key.startswith("waiting"):
        days = amount if key.endswith("_year") else amount / 1440
        return f"{format_number(days)} days of waiting"
    whose = "of customers" if key.startswith("customer") else "of staff"
    if "cost" in key:
        return f"{numbers.money(amount)} {currency or ''} {whose}".replace("  ", " ")
    return f"{format_number(amount)} h {whose}" if key.endswith("_year") else f"{format_effort(amount)} {whose}"


def _bar(chart: TornadoChart, driver: Driver, longest: float) -> str:
    """Less than the total to the left of the axis, more to the right."""
    total = chart.total or 0.0
    least, most = min(driver.low, driver.high, total), max(driver.low, driver.high, total)
    left, right = (round(BAR * abs(end - total) / total / longest) if longest else 0 for end in (least, most))
    return f"{'▇' * left:>{BAR}}│{'▇' * right:<{BAR}}"


def _ends(chart: TornadoChart, driver: Driver) -> str:
    total = chart.total or 1.0
    low, high = ((end - total) / total * 100 for end in (driver.low, driver.high))
    return f"{low:+6.1f} % {high:+6.1f} %"


def as_json(charts: Sequence[TornadoChart]) -> str:
    """`{"schema": 1, "procedures": [{id, title, key, total, levers, numbers: [{path, what, saves, ours}]}]}`."""
    document = {"schema": 1, "procedures": [chart.model_dump(mode="json") for chart in charts]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[..., str]] = {"text": text, "json": as_json}
