"""A tornado to read, or as JSON: the assumed numbers, and what a fifth less or more of each does to the total."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from frictionaudit.exports.wording import numbers
from frictionaudit.results.sensitivity import Driver, TornadoChart

BAR = 20
"""Characters of the longest bar on one side."""


def text(done: Sequence[TornadoChart]) -> str:
    """One block per procedure: the total, then each number with its bar, its ends and why it is believed."""
    return "\n".join("\n".join(_block(one)) + "\n" for one in done)


def _block(one: TornadoChart) -> Iterator[str]:
    yield f"{one.title}  {one.source}"
    if one.total is None:
        yield f"  {one.key} is unknown: a loop that no case leaves makes it endless"
        return
    yield f"  {one.key}: {numbers.amount(one.total)} {one.unit}"
    if not one.total:
        yield "  no effort of customers is stated, so nothing can move it"
    elif not one.levers:
        yield "  no number that enters it is assumed"
    else:
        yield "  each number a fifth less and a fifth more:"
    longest = max((lever.moves for lever in one.levers), default=0.0)
    for lever in one.levers:
        yield f"  {_bar(one, lever, longest)} {_ends(one, lever)}  {lever.what}"
        yield from wrap(
            lever.why, 100, initial_indent=" " * 4, subsequent_indent=" " * 4, break_on_hyphens=False
        )  # fmt: skip
    if one.left_out:
        yield f"  {one.left_out} more shares were not tried"


def _bar(one: TornadoChart, lever: Driver, longest: float) -> str:
    """Less than the total to the left of the axis, more to the right."""
    total = one.total or 0.0
    least, most = min(lever.low, lever.high, total), max(lever.low, lever.high, total)
    left, right = (round(BAR * abs(end - total) / total / longest) if longest else 0 for end in (least, most))
    return f"{'▇' * left:>{BAR}}│{'▇' * right:<{BAR}}"


def _ends(one: TornadoChart, lever: Driver) -> str:
    total = one.total or 1.0
    low, high = ((end - total) / total * 100 for end in (lever.low, lever.high))
    return f"{low:+6.1f} % {high:+6.1f} %"


def as_json(done: Sequence[TornadoChart]) -> str:
    """`{"schema": 1, "procedures": [{id, title, key, total, unit, levers: [{path, what, low, high, moves, …}]}]}`."""
    document = {"schema": 1, "procedures": [one.model_dump(mode="json") for one in done]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[TornadoChart]], str]] = {"text": text, "json": as_json}
