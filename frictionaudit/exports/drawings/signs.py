"""Where the signs of a difference stand: on their box or line, and on no text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from frictionaudit.exports.drawings.shapes import LINE_SIGN, SIGN
from frictionaudit.results.drawing import Box, Drawing, Label, Point

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_PARTS = (0.35, 0.5, 0.65, 0.2, 0.8)
"""Where on a piece of a line its sign may stand, from the piece's start: the best places first."""
_HEAD = 12.0
"""Pixels at the end of a line that its arrow head takes."""


def sign_places(drawing: Drawing) -> Mapping[str, Point]:
    """The middle of each sign, by the id of its box or line."""
    boxes = [box for box in drawing.boxes if box.difference]
    lines = [line for line in drawing.lines if line.difference]
    if not boxes and not lines:
        return {}
    texts = [_label_rect(label) for label in drawing.labels]
    texts += [(box.x, box.y, box.x + box.w, box.y + box.h) for box in drawing.boxes]
    pieces = [_piece_rect(a, b) for line in drawing.lines for a, b in pairwise(line.points)]
    places: dict[str, Point] = {}
    for box in boxes:
        others = [rect for rect in texts if rect != (box.x, box.y, box.x + box.w, box.y + box.h)]
        places[box.id] = _clearest(_corners(box), SIGN, others, pieces)
    texts += [_around(*places[box.id], SIGN) for box in boxes]
    for line in lines:
        own = [_piece_rect(a, b) for a, b in pairwise(line.points)]
        crossing = [rect for rect in pieces if rect not in own]
        places[line.id] = _clearest(_along(line.points), LINE_SIGN, texts, crossing)
        texts.append(_around(*places[line.id], LINE_SIGN))
    return places


def _clearest(options: Iterable[Point], r: float, texts: Sequence[Rect], lines: Sequence[Rect]) -> Point:
    """The first option that covers neither text nor line; else the first that covers the fewest texts, then lines."""
    best: tuple[int, int] | None = None
    chosen: Point = (0.0, 0.0)
    for option in options:
        disc = _around(*option, r)
        hits = (_hits(disc, texts), _hits(disc, lines))
        if best is None or hits < best:
            best, chosen = hits, option
        if hits == (0, 0):
            break
    return chosen


def _corners(box: Box) -> Iterator[Point]:
    """Top left first; a circle or a diamond has its corners further in."""
    inset = 0.0 if box.kind == "task" else box.w * 0.12
    for y in (box.y + inset, box.y + box.h - inset):
        for x in (box.x + inset, box.x + box.w - inset):
            yield x, y


def _along(points: Sequence[Point]) -> Iterator[Point]:
    """Places on a line, those of its longest piece first, none on its arrow head if it is long enough."""
    last = (points[-2], points[-1])
    for a, b in sorted(pairwise(points), key=lambda piece: -math.dist(*piece)):
        length = math.dist(a, b)
        used = max(length - _HEAD, length / 2) / length if (a, b) == last and length else 1.0
        for part in _PARTS:
            yield a[0] + (b[0] - a[0]) * part * used, a[1] + (b[1] - a[1]) * part * used


def _hits(rect: Rect, rects: Iterable[Rect]) -> int:
    left, top, right, bottom = rect
    return sum(a < right and left < c and b < bottom and top < d for a, b, c, d in rects)


def _label_rect(label: Label) -> Rect:
    return label.x, label.y, label.x + label.w, label.y + label.h


def _piece_rect(a: Point, b: Point) -> Rect:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _around(x: float, y: float, r: float) -> Rect:
    return x - r, y - r, x + r, y + r
