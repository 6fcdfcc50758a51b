"""The shapes of a drawing as SVG paths: boxes, diamonds, circles, arrows, marks and signs of difference."""

from __future__ import annotations

import math
from collections.abc import Sequence

from frictionaudit.exports.drawings.event_symbols import event_symbol
from frictionaudit.results.drawing import Box, Point

ROW, FACT_ROW, BAR_SPACE = 16.0, 14.0, 12.0
"""Heights in pixels of a row of a name and of a fact, and what a burden's bar takes."""
MARK_SPACE, MARK_STEP = 20.0, 29.0
"""Height that marks take at the top of a box or below a label, and the width of one with its gap."""
LABEL_MARKS = 4
"""Marks that stand beside each other below a label."""
SIGN, LINE_SIGN = 9.0, 7.0
"""Radius of the disc of a difference on a box or in the key, and on a line."""
_OCTAGON = ((-1.7, -4), (1.7, -4), (4, -1.7), (4, 1.7), (1.7, 4), (-1.7, 4), (-4, 1.7), (-4, -1.7))
_GLYPHS = {"added": "+", "removed": "−", "moved": "→", "changed": "≠"}


def outline(box: Box, css: str) -> str:
    """The border of a step: what it is can be told from its form."""
    x, y, w, h = box.x, box.y, box.w, box.h
    if box.kind == "task":
        return f'<rect class="{css}" x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" rx="7"/>'
    cx, cy = x + w / 2, y + h / 2
    if box.kind == "event":
        end = " end" if box.shape == "end" else ""
        ring = f'<circle class="{css}{end}" cx="{_n(cx)}" cy="{_n(cy)}" r="{_n(w / 2 - end.count("e"))}"/>'
        inner = f'<circle class="{css}" cx="{_n(cx)}" cy="{_n(cy)}" r="{_n(w / 2 - 4)}"/>'
        symbol = event_symbol(box.sign, cx, cy) if box.sign else ""
        return ring + (inner if box.shape == "event" else "") + symbol
    diamond = f"M{_n(cx)} {_n(y)}L{_n(x + w)} {_n(cy)}L{_n(cx)} {_n(y + h)}L{_n(x)} {_n(cy)}z"
    return f'<path class="{css}" d="{diamond}"/>{_gateway(box.shape, cx, cy)}'


def _gateway(shape: str, cx: float, cy: float) -> str:
    """BPMN's sign inside a diamond."""
    r = 8.0
    if shape == "exclusive":
        d = f"M{_n(cx - 6)} {_n(cy - 7)}L{_n(cx + 6)} {_n(cy + 7)}M{_n(cx + 6)} {_n(cy - 7)}L{_n(cx - 6)} {_n(cy + 7)}"
    elif shape in ("parallel", "complex"):
        d = f"M{_n(cx)} {_n(cy - r - 1)}V{_n(cy + r + 1)}M{_n(cx - r - 1)} {_n(cy)}H{_n(cx + r + 1)}"
        if shape == "complex":
            d += f"M{_n(cx - 6)} {_n(cy - 6)}L{_n(cx + 6)} {_n(cy + 6)}"
            d += f"M{_n(cx + 6)} {_n(cy - 6)}L{_n(cx - 6)} {_n(cy + 6)}"
    else:
        circle = f'<circle class="cut" cx="{_n(cx)}" cy="{_n(cy)}" r="{_n(r + 2)}"/>'
        inner = f'<circle class="cut" cx="{_n(cx)}" cy="{_n(cy)}" r="{_n(r - 1)}"/>'
        return circle + (inner if shape == "event-based" else "")
    return f'<path class="cut" d="{d}"/>'


def rounded(points: Sequence[Point], back: float, radius: float = 6.0) -> str:
    """A polyline with round corners that stops short of its end, where the arrow head stands."""
    path = [points[0], *points[1:]]
    length = math.dist(path[-1], path[-2])
    if length > back:
        (ax, ay), (bx, by) = path[-2], path[-1]
        path[-1] = (bx - (bx - ax) / length * back, by - (by - ay) / length * back)
    d = [f"M{_n(path[0][0])} {_n(path[0][1])}"]
    for before, at, after in zip(path, path[1:], path[2:], strict=False):
        first, second = math.dist(before, at), math.dist(at, after)
        r = min(radius, first / 2, second / 2)
        if r < 0.5:
            d.append(f"L{_n(at[0])} {_n(at[1])}")
            continue
        start = (at[0] - (at[0] - before[0]) / first * r, at[1] - (at[1] - before[1]) / first * r)
        stop = (at[0] + (after[0] - at[0]) / second * r, at[1] + (after[1] - at[1]) / second * r)
        d.append(f"L{_n(start[0])} {_n(start[1])}Q{_n(at[0])} {_n(at[1])} {_n(stop[0])} {_n(stop[1])}")
    return "".join([*d, f"L{_n(path[-1][0])} {_n(path[-1][1])}"])


def arrow_head(points: Sequence[Point], width: float) -> str:
    """A filled triangle at the end of a line."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    length = math.dist(points[-2], points[-1]) or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    long, half = 8 + width, 3.7 + width * 0.6
    left = (bx - ux * long - uy * half, by - uy * long + ux * half)
    right = (bx - ux * long + uy * half, by - uy * long - ux * half)
    return f"M{_n(bx)} {_n(by)}L{_n(left[0])} {_n(left[1])}L{_n(right[0])} {_n(right[1])}z"


def line_width(share: float) -> float:
    """Width of an arrow in pixels, by its passages per case: 1 for none, 7 for one, at most 10."""
    return min(10.0, 1.0 + 6.0 * share)


def mark(severity: str, x: float, y: float, text: str) -> str:
    """A numbered mark: a pill with a small octagon for an error, a triangle for a warning, a disc for a hint."""
    pill = f'<rect class="mark {severity}" x="{_n(x - 14)}" y="{_n(y - 8.5)}" width="28" height="17" rx="8.5"/>'
    at = x - 7
    if severity == "error":
        d = "L".join(f"{_n(at + sx)} {_n(y + sy)}" for sx, sy in _OCTAGON)
        form = f'<path class="form" d="M{d}z"/>'
    elif severity == "warning":
        d = f"M{_n(at)} {_n(y - 4.4)}L{_n(at + 4.6)} {_n(y + 3.6)}L{_n(at - 4.6)} {_n(y + 3.6)}z"
        form = f'<path class="form" d="{d}"/>'
    else:
        form = f'<circle class="form" cx="{_n(at)}" cy="{_n(y)}" r="3.4"/>'
    return f'{pill}{form}<text class="number on" x="{_n(x + 5)}" y="{_n(y + 3.8)}">{text}</text>'


def sign(difference: str, x: float, y: float, r: float = SIGN) -> str:
    """The sign of a difference in a disc: + added, − removed, → moved, ≠ changed."""
    glyph = _GLYPHS[difference]
    disc = f'<circle class="sign {difference}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>'
    return f'{disc}<text class="mid on" x="{_n(x)}" y="{_n(y + 4.5)}" font-weight="700">{glyph}</text>'


def number(value: float) -> str:
    """A coordinate with a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


_n = number
