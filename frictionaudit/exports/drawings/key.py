"""The key below a drawing as SVG: what its signs stand for, in as many columns as fit beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from frictionaudit.exports.drawings import shapes
from frictionaudit.exports.drawings.shapes import number as _n
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Drawing, KeyRow

NARROWEST = 420.0
"""Pixels that a drawing with a key is wide at least."""
_COLUMN, _MOST, _FEW = 640.0, 900.0, 6
"""Pixels from which a column is wide enough, pixels that one has at most, and entries that need no second one."""
_ROW, _GAP = 16.0, 8.0
"""Height of a row, and the gap between entries, in pixels."""
_INDENT = 52.0
"""Pixels between the start of a column and its texts."""


def text_width(width: float, entries: int) -> float:
    """Pixels for a row of text in the key of a drawing of that width."""
    return min(max(width, NARROWEST) / _columns(width, entries), _MOST) - _INDENT - 18


def key_height(drawing: Drawing) -> float:
    """Height with the gap to the drawing, in pixels; 0 without a key."""
    return max((y + _height(row) for row, _, y in _places(drawing)), default=-_GAP) + _GAP


def key_rows(drawing: Drawing) -> Iterator[str]:
    """The entries as a list."""
    if not drawing.key:
        return
    yield '<g role="list" aria-label="Key">'
    for row, x, y in _places(drawing):
        y += drawing.h
        texts = "".join(
            f'<text class="key" x="{_n(x + _INDENT)}" y="{_n(y + _ROW / 2 + 6 + n * _ROW)}">{_t(text)}</text>'
            for n, text in enumerate(row.rows)
        )
        told = escape(sanitize.text(" ".join(filter(None, (row.sign, *row.rows)))), quote=True)
        yield f'<g role="listitem" aria-label="{told}"><g aria-hidden="true">{_sign(row, x, y)}{texts}</g></g>'
    yield "</g>"


def _sign(row: KeyRow, x: float, y: float) -> str:
    middle = y + _ROW / 2 + 2
    if row.sign.isdigit():
        return shapes.mark(row.severity or "info", x + 28, middle, row.sign)
    if row.sign == "burden":
        bar = f'<rect class="track" x="{_n(x + 13)}" y="{_n(middle - 4)}" width="30" height="7"/>'
        return f'{bar}<rect class="bar" x="{_n(x + 13)}" y="{_n(middle - 4)}" width="12" height="7"/>'
    return shapes.sign(row.sign, x + 26, middle) if row.sign else ""


def _places(drawing: Drawing) -> Iterator[tuple[KeyRow, float, float]]:
    """Each entry with its place below the drawing: down one column, then down the next."""
    columns = _columns(drawing.w, len(drawing.key))
    whole = sum(_height(row) for row in drawing.key)
    wide = max(drawing.w, NARROWEST) / columns
    column, y = 0, _GAP
    for row in drawing.key:
        if y - _GAP >= whole / columns and column + 1 < columns:
            column, y = column + 1, _GAP
        yield row, column * wide, y
        y += _height(row)


def _columns(width: float, entries: int) -> int:
    return max(1, int(width // _COLUMN)) if entries > _FEW else 1


def _height(row: KeyRow) -> float:
    return len(row.rows) * _ROW + _GAP


def _t(text: str) -> str:
    return escape(sanitize.text(text), quote=False)
