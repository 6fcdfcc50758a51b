"""A drawing as SVG: text as text, a list of steps for people who hear it, light and dark, no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from frictionaudit.exports.drawings import shapes
from frictionaudit.exports.drawings.palette import style
from frictionaudit.exports.drawings.titles import description, title
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Label, Lane, Line

KEY_ROW, KEY_GAP = 16.0, 8.0
"""Height of a row of the key, and the gap between its entries, in pixels."""
_HEAD = 30.0


def write(drawing: Drawing) -> str:
    """The picture as a file of its own."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _picture(drawing, style(), "drawing")


def on_paper(drawing: Drawing) -> str:
    """The same in the light colours alone, for what cannot follow a reader's settings."""
    return _picture(drawing, style(dark=False), "drawing")


def inline(drawing: Drawing, name: str, targets: frozenset[str] = frozenset()) -> str:
    """The picture as part of a page that has its style. `name` begins its ids; a mark links to a finding in `targets`.

    A finding's target is the id `name-finding-FINGERPRINT`, and the mark's own id is `name-mark-FINGERPRINT`.
    """
    return _picture(drawing, "", name, targets)


def height(drawing: Drawing) -> float:
    """Height with the key, in pixels."""
    if not drawing.key:
        return drawing.h
    return drawing.h + KEY_GAP * 2 + sum(len(row.rows) * KEY_ROW + KEY_GAP for row in drawing.key)


def _picture(drawing: Drawing, css: str, name: str, targets: frozenset[str] = frozenset()) -> str:
    w, h = max(drawing.w, 420.0 if drawing.key else 0.0), height(drawing)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {drawing.view}" viewBox="0 0 {_n(w)} {_n(h)}" '
        f'width="{_n(w)}" height="{_n(h)}" role="group" aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{_t(title(drawing))}</title>',
        f'<desc id="{name}-desc">{_t(description(drawing))}</desc>',
        *([f"<style>{css}</style>"] if css else []),
        f'<g aria-hidden="true"><rect class="paper" width="{_n(w)}" height="{_n(h)}"/>',
        *(_lane(lane, drawing.horizontal, n) for n, lane in enumerate(drawing.lanes)),
        *(_line(drawing, line) for line in drawing.lines),
        "</g>",
        '<g role="list" aria-label="Steps in the order of the flow">',
        *(_step(box, drawing, name, targets) for box in drawing.boxes),
        "</g>",
        '<g aria-hidden="true">',
        *(_label(label, drawing) for label in drawing.labels if label.kind == "edge"),
        "</g>",
        *_key(drawing, name),
        "</svg>\n",
    ]
    return "\n".join(part for part in parts if part)


def _lane(lane: Lane, horizontal: bool, n: int) -> str:
    even = " even" if n % 2 else ""
    band = f'<rect class="lane{even}" x="{_n(lane.x)}" y="{_n(lane.y)}" width="{_n(lane.w)}" height="{_n(lane.h)}"/>'
    if not lane.name:
        return band
    w, h = (_HEAD, lane.h) if horizontal else (lane.w, _HEAD)
    x, y = lane.x + w / 2, lane.y + h / 2
    turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if horizontal else ""
    room = int((lane.h if horizontal else lane.w) / 6.6)
    name = lane.name if len(lane.name) <= room else f"{lane.name[: max(1, room - 1)].rstrip()}…"
    head = f'<rect class="head" x="{_n(lane.x)}" y="{_n(lane.y)}" width="{_n(w)}" height="{_n(h)}"/>'
    return f'{band}{head}<text class="head-name" x="{_n(x)}" y="{_n(y + 4)}"{turn}>{_t(name)}</text>'


def _line(drawing: Drawing, line: Line) -> str:
    width = shapes.line_width(line.share) if drawing.view == "shares" and line.share is not None else None
    css = " ".join(filter(None, ("line", "message" * (line.kind == "message"), line.difference or "")))
    thick = f' style="stroke-width: {_n(width)}px"' if width else ""
    path = f'<path class="{css}"{thick} d="{shapes.rounded(line.points, (width or 1.5) + 6)}"/>'
    head = f'<path class="arrow {line.difference or ""}" d="{shapes.arrow_head(line.points, (width or 1.5))}"/>'
    signs = [shapes.sign(line.difference, *shapes.middle(line.points))] if line.difference else []
    return f"<g><title>{_t(line.words)}</title>{path}{head}{''.join(signs)}</g>"


def _step(box: Box, drawing: Drawing, name: str, targets: frozenset[str]) -> str:
    side = next((lane.side for lane in drawing.lanes if lane.id == box.lane), "")
    css = " ".join(filter(None, ("box", "customer" * (side == "customer"), box.difference or "")))
    inner = [shapes.outline(box, css), *_texts(box)]
    inner += [_own_label(label, box) for label in drawing.labels if label.kind == "node" and label.of == box.id]
    if box.burden is not None:
        inner.append(_bar(box))
    if box.difference:
        inner.append(shapes.sign(box.difference, box.x + box.w, box.y))
    seen = "".join(inner)
    marks = "".join(_marks(box, name, targets))
    return (
        f'<g class="step" role="listitem" tabindex="0" aria-label="{_a(box.words or box.name)}">'
        f"<title>{_t(box.words or box.name)}</title>"
        f'<g aria-hidden="true">{shapes.ring(box)}{seen}</g>{marks}</g>'
    )


def _texts(box: Box) -> Iterator[str]:
    """The rows of the name and the facts, in the middle of the box."""
    height = len(box.rows) * shapes.ROW + len(box.details) * shapes.FACT_ROW
    y = box.y + (box.h - height - (shapes.BAR_SPACE if box.burden is not None else 0)) / 2
    gone = " gone" if box.difference == "removed" else ""
    for n, row in enumerate(box.rows):
        at = y + (n + 0.76) * shapes.ROW
        yield f'<text class="mid{gone}" x="{_n(box.x + box.w / 2)}" y="{_n(at)}">{_t(row)}</text>'
    for n, row in enumerate(box.details):
        at = y + len(box.rows) * shapes.ROW + (n + 0.8) * shapes.FACT_ROW
        yield f'<text class="mid fact soft" x="{_n(box.x + box.w / 2)}" y="{_n(at)}">{_t(row)}</text>'


def _own_label(label: Label, box: Box) -> str:
    gone = " gone" if box.difference == "removed" else ""
    return "".join(
        f'<text class="mid label{gone}" x="{_n(label.x + label.w / 2)}" y="{_n(label.y + 11 + n * 14)}">{_t(row)}</text>'
        for n, row in enumerate(label.rows)
    )


def _label(label: Label, drawing: Drawing) -> str:
    texts = "".join(
        f'<text class="label" x="{_n(label.x + 2)}" y="{_n(label.y + 11 + n * 14)}">{_t(row)}</text>'
        for n, row in enumerate(label.rows)
    )
    return texts


def _bar(box: Box) -> str:
    """The step's part of the burden: the area of the bar within its track."""
    x, y, w = box.x + 10, box.y + box.h - 14, box.w - 20
    track = f'<rect class="track" x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="7"/>'
    return f'{track}<rect class="bar" x="{_n(x)}" y="{_n(y)}" width="{_n(w * (box.burden or 0))}" height="7"/>'


def _marks(box: Box, name: str, targets: frozenset[str]) -> Iterator[str]:
    """Numbered marks along the top of a box; beyond its width only how many more there are."""
    room = max(1, int((box.w + 8) // 24)) if box.kind == "task" else 2
    shown = box.marks if len(box.marks) <= room else box.marks[: room - 1]
    for n, mark in enumerate(shown):
        x, y = box.x + 6 + n * 24, box.y
        seen = shapes.mark(mark.severity, x, y, str(mark.number))
        told = f"Finding {mark.number}: {mark.text}"
        if mark.fingerprint in targets:
            own = f' id="{name}-mark-{mark.fingerprint}-{n}"' if False else ""
            yield (
                f'<a{own} href="#{name}-finding-{mark.fingerprint}" aria-label="{_a(told)}"><title>{_t(told)}</title>'
                f'<circle class="ring" cx="{_n(x)}" cy="{_n(y)}" r="14"/>{seen}</a>'
            )
        else:
            yield f'<g aria-hidden="true"><title>{_t(told)}</title>{seen}</g>'
    if len(box.marks) > len(shown):
        x = box.x + 6 + len(shown) * 24
        more = f"+{len(box.marks) - len(shown)}"
        yield f'<g aria-hidden="true">{shapes.mark("", x, box.y, more)}</g>'


def _key(drawing: Drawing, name: str) -> Iterator[str]:
    if not drawing.key:
        return
    yield '<g role="list" aria-label="Key">'
    y = drawing.h + KEY_GAP
    severity = {str(mark.number): mark.severity for box in drawing.boxes for mark in box.marks}
    for row in drawing.key:
        at = y + KEY_ROW / 2 + 2
        if row.sign.isdigit():
            sign = shapes.mark(severity.get(row.sign, ""), 26, at, row.sign)
        else:
            sign = shapes.sign(row.sign, 26, at) if row.sign else ""
        texts = "".join(
            f'<text class="key" x="46" y="{_n(at + 4 + n * KEY_ROW)}">{_t(text)}</text>'
            for n, text in enumerate(row.rows)
        )
        yield f'<g role="listitem" aria-label="{_a(" ".join(filter(None, (row.sign, *row.rows))))}">'
        yield f'<g aria-hidden="true">{sign}{texts}</g></g>'
        y += len(row.rows) * KEY_ROW + KEY_GAP
    yield "</g>"


def _n(number: float) -> str:
    """A coordinate with a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")


def _t(text: str) -> str:
    return escape(sanitize.text(text), quote=False)


def _a(text: str) -> str:
    return escape(sanitize.text(text), quote=True)
