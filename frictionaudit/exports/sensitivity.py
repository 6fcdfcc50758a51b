"""Tornado charts as text or JSON: assumed figures, and the effect on the total of a fifth less or more of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from frictionaudit.domain.quantities.format import format_number
from frictionaudit.results.sensitivity import Driver, TornadoChart

BAR = 20
"""Characters of the longest bar on one side."""


def text(charts: Sequence[TornadoChart]) -> str:
    """One block per procedure: the total, then each figure with its bar, its two ends and why it is assumed."""
    return "\n".join("\n".join(_block(chart)) + "\n" for chart in charts)


def _block(chart: TornadoChart) -> Iterator[str]:
    yield f"{chart.title}  {chart.source}"
    if chart.total is None:
        yield f"  {chart.key} is unknown: a loop without an exit makes it infinite"
        return
    yield f"  {chart.key}: {format_number(chart.total)} {chart.unit}"
    if not chart.total:
        yield "  No customer effort is stated, so nothing can change the total"
    elif not chart.levers:
        yield "  None of its figures is assumed"
    else:
        yield "  Change of the total if a figure is a fifth lower or higher:"
    longest = max((driver.moves for driver in chart.levers), default=0.0)
    for driver in chart.levers:
        yield f"  {_bar(chart, driver, longest)} {_ends(chart, driver)}  {driver.what}"
        yield from wrap(
            driver.why, 100, initial_indent=" " * 4, subsequent_indent=" " * 4, break_on_hyphens=False
        )  # fmt: skip
    if chart.left_out:
        yield f"  {chart.left_out} more shares were not tried"


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
    """`{"schema": 1, "procedures": [{id, title, key, total, unit, levers: [{path, what, low, high, moves, …}]}]}`."""
    document = {"schema": 1, "procedures": [chart.model_dump(mode="json") for chart in charts]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[TornadoChart]], str]] = {"text": text, "json": as_json}
