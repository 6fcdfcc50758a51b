"""The lanes of a drawing as SVG: a band, and a strip at its start with the party's name."""

from __future__ import annotations

from html import escape

from frictionaudit.exports.drawings.shapes import number as _n
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Lane

_HEAD, _LETTER = 30.0, 8.0
"""Width of the strip with a lane's name, and of a letter in it."""
_NARROWEST = 1.4
"""How many times as many letters fit into a lane if they are set narrower."""


def lane_band(lane: Lane, horizontal: bool, place: int) -> str:
    """A lane; every other one is tinted."""
    even = " even" if place % 2 else ""
    band = f'<rect class="lane{even}" x="{_n(lane.x)}" y="{_n(lane.y)}" width="{_n(lane.w)}" height="{_n(lane.h)}"/>'
    if not lane.name:
        return band
    w, h = (_HEAD, lane.h) if horizontal else (lane.w, _HEAD)
    x, y = lane.x + w / 2, lane.y + h / 2
    turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if horizontal else ""
    head = f'<rect class="head" x="{_n(lane.x)}" y="{_n(lane.y)}" width="{_n(w)}" height="{_n(h)}"/>'
    room = (lane.h if horizontal else lane.w) - 6
    rows = _rows(lane.name, room)
    names = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + 4 + (n - (len(rows) - 1) / 2) * 12)}"{_squeezed(row, room)}>'
        f"{escape(sanitize.text(row), quote=False)}</tspan>"
        for n, row in enumerate(rows)
    )
    return f'{band}{head}<text class="head-name"{turn}>{names}</text>'


def _rows(name: str, room: float) -> list[str]:
    """A lane's name in one row, or two broken between words; what does not fit even in narrow letters is cut."""
    most = max(3, int(room / _LETTER))
    longest = int(most * _NARROWEST)
    if len(name) <= (longest if " " not in name else most):
        return [name]
    middle = (len(name) + 1) / 2
    blanks = [at for at, letter in enumerate(name) if letter == " " and at <= longest]
    first = name[: min(blanks, key=lambda at: abs(at - middle), default=longest)]
    second = name[len(first) :].strip()
    return [first, second if len(second) <= longest else f"{second[: longest - 1].rstrip()}…"]


def _squeezed(row: str, room: float) -> str:
    """Letters as narrow as a row needs that is longer than its lane."""
    return f' textLength="{_n(room)}" lengthAdjust="spacingAndGlyphs"' if len(row) * _LETTER > room else ""
