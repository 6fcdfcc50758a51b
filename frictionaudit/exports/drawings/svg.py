"""A drawing as SVG: text as text, a list of steps for people who hear it, light and dark, no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType

from frictionaudit.exports.drawings import shapes
from frictionaudit.exports.drawings.palette import style
from frictionaudit.exports.drawings.titles import Captions, captions_of
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Label, Lane, Line

KEY_ROW, KEY_GAP = 16.0, 8.0
"""Height of a row of the key, and the gap between its entries, in pixels."""
_HEAD, _HEAD_LETTER = 30.0, 8.0
"""Width of the strip with a lane's name, and of a letter in it."""
_NARROWEST = 1.4
"""How many times as many letters fit into a lane if they are set narrower."""


def write(drawing: Drawing) -> str:
    """The picture as a file of its own."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _picture(drawing, style(), "drawing")


def on_paper(drawing: Drawing) -> str:
    """The same in the light colours alone, for what cannot follow a reader's settings."""
    return _picture(drawing, style(dark=False), "drawing")


def inline(
    drawing: Drawing,
    name: str,
    targets: frozenset[str] = frozenset(),
    links: Mapping[str, str] = MappingProxyType({}),
    captions: Captions | None = None,
) -> str:
    """The picture as part of a page that has its style. `name` begins its ids; a mark links to a finding in `targets`.

    `links` says where a box leads, by the id of its step; `captions` replace those in English.
    A finding's target is the id `name-finding-FINGERPRINT`, and the mark's own id is `name-mark-FINGERPRINT`.
    """
    return _picture(drawing, "", name, targets, links, captions)


def height(drawing: Drawing) -> float:
    """Height with the key, in pixels."""
    if not drawing.key:
        return drawing.h
    return drawing.h + KEY_GAP * 2 + sum(len(row.rows) * KEY_ROW + KEY_GAP for row in drawing.key)


def _picture(
    drawing: Drawing,
    css: str,
    name: str,
    targets: frozenset[str] = frozenset(),
    links: Mapping[str, str] = MappingProxyType({}),
    captions: Captions | None = None,
) -> str:
    said = captions or captions_of(drawing)
    marked: set[str] = set()
    w, h = max(drawing.w, 420.0 if drawing.key else 0.0), height(drawing)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {drawing.view}" viewBox="0 0 {_n(w)} {_n(h)}" '
        f'width="{_n(w)}" height="{_n(h)}" role="group" aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{_t(said.title)}</title>',
        f'<desc id="{name}-desc">{_t(said.description)}</desc>',
        *([f"<style>{css}</style>"] if css else []),
        f'<g aria-hidden="true"><rect class="paper" width="{_n(w)}" height="{_n(h)}"/>',
        *(_lane(lane, drawing.horizontal, n) for n, lane in enumerate(drawing.lanes)),
        *(_line(drawing, line) for line in drawing.lines),
        "</g>",
        f'<g role="list" aria-label="{_a(said.steps)}">',
        *(_step(box, drawing, name, targets, marked, links.get(box.id)) for box in drawing.boxes),
        "</g>",
        '<g aria-hidden="true">',
        *(_label(label) for label in drawing.labels if label.kind == "edge"),
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
    head = f'<rect class="head" x="{_n(lane.x)}" y="{_n(lane.y)}" width="{_n(w)}" height="{_n(h)}"/>'
    room = (lane.h if horizontal else lane.w) - 6
    rows = _head_rows(lane.name, room)
    names = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + 4 + (n - (len(rows) - 1) / 2) * 12)}"{_squeezed(row, room)}>{_t(row)}</tspan>'
        for n, row in enumerate(rows)
    )
    return f'{band}{head}<text class="head-name"{turn}>{names}</text>'


def _head_rows(name: str, room: float) -> list[str]:
    """A lane's name in one row, or two where it is longer; what does not fit even in narrow letters is cut."""
    most = max(3, int(room / _HEAD_LETTER))
    if len(name) <= most:
        return [name]
    first = name[: most + 1].rpartition(" ")[0] or name[:most]
    second = name[len(first) :].strip()
    longest = int(most * _NARROWEST)
    return [first, second if len(second) <= longest else f"{second[: longest - 1].rstrip()}…"]


def _squeezed(row: str, room: float) -> str:
    """Letters as narrow as a row needs that is longer than its lane."""
    return f' textLength="{_n(room)}" lengthAdjust="spacingAndGlyphs"' if len(row) * _HEAD_LETTER > room else ""


def _line(drawing: Drawing, line: Line) -> str:
    width = shapes.line_width(line.share) if drawing.view == "shares" and line.share is not None else None
    css = " ".join(filter(None, ("line", "message" * (line.kind == "message"), line.difference or "")))
    thick = f' style="stroke-width: {_n(width)}px"' if width else ""
    path = f'<path class="{css}"{thick} d="{shapes.rounded(line.points, (width or 1.5) + 6)}"/>'
    head = f'<path class="arrow {line.difference or ""}" d="{shapes.arrow_head(line.points, (width or 1.5))}"/>'
    signs = [shapes.sign(line.difference, *shapes.sign_place(line.points), 7.0)] if line.difference else []
    return f"<g><title>{_t(line.words)}</title>{path}{head}{''.join(signs)}</g>"


def _step(
    box: Box, drawing: Drawing, name: str, targets: frozenset[str], marked: set[str], link: str | None = None
) -> str:
    side = next((lane.side for lane in drawing.lanes if lane.id == box.lane), "")
    css = " ".join(filter(None, ("box", "customer" * (side == "customer"), box.difference or "")))
    inner = [shapes.outline(box, css), *_texts(box)]
    inner += [_own_label(label, box) for label in drawing.labels if label.kind == "node" and label.of == box.id]
    if box.burden is not None:
        inner.append(_bar(box))
    if box.difference:
        inner.append(shapes.sign(box.difference, box.x, box.y))
    seen = "".join(inner)
    marks = "".join(_marks(box, name, targets, marked))
    if link is not None:
        said = (
            f'<a class="step" href="{_a(link)}" aria-label="{_a(box.words or box.name)}"><title>{_t(box.name)}</title>'
        )
        return f'<g role="listitem">{said}<g aria-hidden="true">{seen}</g></a>{marks}</g>'
    return (
        f'<g class="step" role="listitem" tabindex="0" aria-label="{_a(box.words or box.name)}">'
        f"<title>{_t(box.name)}</title>"
        f'<g aria-hidden="true">{seen}</g>{marks}</g>'
    )


def _texts(box: Box) -> Iterator[str]:
    """The rows of the name and the facts, in the middle of the box."""
    height = len(box.rows) * shapes.ROW + len(box.details) * shapes.FACT_ROW
    above = shapes.MARK_SPACE if box.marks and box.kind == "task" else 0.0
    y = box.y + above + (box.h - above - height - (shapes.BAR_SPACE if box.burden is not None else 0)) / 2
    gone = " gone" if box.difference == "removed" else ""
    for n, row in enumerate(box.rows):
        at = y + (n + 0.76) * shapes.ROW
        yield f'<text class="mid{gone}" x="{_n(box.x + box.w / 2)}" y="{_n(at)}">{_t(row)}</text>'
    for n, row in enumerate(box.details):
        at = y + len(box.rows) * shapes.ROW + (n + 0.8) * shapes.FACT_ROW
        yield f'<text class="mid fact soft" x="{_n(box.x + box.w / 2)}" y="{_n(at)}">{_t(row)}</text>'


def _own_label(label: Label, box: Box) -> str:
    gone = " gone" if box.difference == "removed" else ""
    x = _n(label.x + label.w / 2)
    return "".join(
        f'<text class="mid label{gone}" x="{x}" y="{_n(label.y + 11 + n * 14)}">{_t(row)}</text>'
        for n, row in enumerate(label.rows)
    )


def _label(label: Label) -> str:
    return "".join(
        f'<text class="label" x="{_n(label.x + 2)}" y="{_n(label.y + 11 + n * 14)}">{_t(row)}</text>'
        for n, row in enumerate(label.rows)
    )


def _bar(box: Box) -> str:
    """The step's part of the burden: the area of the bar within its track."""
    x, y, w = box.x + 10, box.y + box.h - 14, box.w - 20
    track = f'<rect class="track" x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="7"/>'
    return f'{track}<rect class="bar" x="{_n(x)}" y="{_n(y)}" width="{_n(w * (box.burden or 0))}" height="7"/>'


def _marks(box: Box, name: str, targets: frozenset[str], marked: set[str]) -> Iterator[str]:
    """Numbered marks along the top of a box, and how many more there are; a circle has room for one."""
    room = max(1, int(box.w // shapes.MARK_STEP)) if box.kind == "task" else 1
    shown = box.marks if len(box.marks) <= room or room == 1 else box.marks[: room - 1]
    for n, mark in enumerate(shown[:room]):
        x, y = box.x + box.w / 2, box.y + box.h / 2
        if box.kind == "task":
            x, y = box.x + shapes.MARK_STEP * (n + 0.5) + 1, box.y + 13
        told = f"Finding {mark.number}: {mark.text}"
        seen = f"<title>{_t(told)}</title>{shapes.mark(mark.severity, x, y, str(mark.number))}"
        if mark.fingerprint in targets:
            own = f' id="{name}-mark-{mark.fingerprint}"' if mark.fingerprint not in marked else ""
            marked.add(mark.fingerprint)
            yield f'<a{own} href="#{name}-finding-{mark.fingerprint}" aria-label="{_a(told)}">{seen}</a>'
        else:
            yield f'<g aria-hidden="true">{seen}</g>'
    if room > 1 and len(box.marks) > len(shown):
        x = box.x + shapes.MARK_STEP * (len(shown) + 0.4)
        more = f"+{len(box.marks) - len(shown)}"
        yield f'<text class="fact mid" aria-hidden="true" x="{_n(x)}" y="{_n(box.y + 17)}">{more}</text>'


def _key(drawing: Drawing, name: str) -> Iterator[str]:
    if not drawing.key:
        return
    yield '<g role="list" aria-label="Key">'
    y = drawing.h + KEY_GAP
    for row in drawing.key:
        at = y + KEY_ROW / 2 + 2
        if row.sign.isdigit():
            sign = shapes.mark(row.severity or "info", 28, at, row.sign)
        elif row.sign == "burden":
            sign = f'<rect class="track" x="13" y="{_n(at - 4)}" width="30" height="7"/>'
            sign += f'<rect class="bar" x="13" y="{_n(at - 4)}" width="12" height="7"/>'
        else:
            sign = shapes.sign(row.sign, 26, at) if row.sign else ""
        texts = "".join(
            f'<text class="key" x="52" y="{_n(at + 4 + n * KEY_ROW)}">{_t(text)}</text>'
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
