"""The lanes of a drawing as SVG: a band, and a strip at its start with the party's name."""

from __future__ import annotations

from html import escape

from frictionaudit.exports.drawings.shapes import number as _n
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Lane

_HEAD = 30.0
"""Width of the strip with a lane's name."""


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
    rows = lane.rows or (lane.name,)
    names = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + 4 + (n - (len(rows) - 1) / 2) * 12)}">'
        f"{escape(sanitize.text(row), quote=False)}</tspan>"
        for n, row in enumerate(rows)
    )
    return f'{band}{head}<text class="head-name"{turn}>{names}</text>'
