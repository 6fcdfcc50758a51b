"""A drawing as SVG: text as text, a list of steps for people who hear it, light and dark, no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from types import MappingProxyType

from frictionaudit.exports.drawings import shapes
from frictionaudit.exports.drawings.fit import least_class
from frictionaudit.exports.drawings.key import NARROWEST, key_height, key_rows
from frictionaudit.exports.drawings.lanes import lane_band
from frictionaudit.exports.drawings.palette import style
from frictionaudit.exports.drawings.shapes import number as _n
from frictionaudit.exports.drawings.signs import sign_places
from frictionaudit.exports.drawings.titles import Captions, captions_of
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Label, Line, Point

_BESIDE = 12.0
"""Pixels between a label and its line at most."""
_DIGIT = 7.0
"""Width of a sign that tells how many more marks there are, in pixels."""


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
    return drawing.h + key_height(drawing)


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
    signs = sign_places(drawing)
    lines = {line.id: line for line in drawing.lines}
    w, h = max(drawing.w, NARROWEST if drawing.key else 0.0), height(drawing)
    fit = "" if css else f" {least_class(w)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {drawing.view}{fit}" viewBox="0 0 {_n(w)} {_n(h)}" '
        f'width="{_n(w)}" height="{_n(h)}" role="group" aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{_t(said.title)}</title>',
        f'<desc id="{name}-desc">{_t(said.description)}</desc>',
        *([f"<style>{css}</style>"] if css else []),
        f'<g aria-hidden="true"><rect class="paper" width="{_n(w)}" height="{_n(h)}"/>',
        *(lane_band(lane, drawing.horizontal, n) for n, lane in enumerate(drawing.lanes)),
        *(_line(drawing, line, signs.get(line.id)) for line in drawing.lines),
        "</g>",
        f'<g role="list" aria-label="{_a(said.steps)}">',
        *(_step(box, drawing, name, targets, marked, links.get(box.id), signs.get(box.id)) for box in drawing.boxes),
        "</g>",
        '<g aria-hidden="true">',
        *(_label(label, lines[label.of].points) for label in drawing.labels if label.kind == "edge"),
        "</g>",
        *key_rows(drawing),
        "</svg>\n",
    ]
    return "\n".join(part for part in parts if part)


def _line(drawing: Drawing, line: Line, at: Point | None) -> str:
    width = shapes.line_width(line.share) if drawing.view == "shares" and line.share is not None else None
    css = " ".join(filter(None, ("line", "message" * (line.kind == "message"), line.difference or "")))
    thick = f' style="stroke-width: {_n(width)}px"' if width else ""
    path = f'<path class="{css}"{thick} d="{shapes.rounded(line.points, (width or 1.5) + 6)}"/>'
    head = f'<path class="arrow {line.difference or ""}" d="{shapes.arrow_head(line.points, (width or 1.5))}"/>'
    sign = shapes.sign(line.difference, *at, shapes.LINE_SIGN) if line.difference and at else ""
    return f"<g><title>{_t(line.words)}</title>{path}{head}{sign}</g>"


def _step(
    box: Box,
    drawing: Drawing,
    name: str,
    targets: frozenset[str],
    marked: set[str],
    link: str | None,
    at: Point | None,
) -> str:
    side = next((lane.side for lane in drawing.lanes if lane.id == box.lane), "")
    css = " ".join(filter(None, ("box", "customer" * (side == "customer"), box.difference or "")))
    inner = [shapes.outline(box, css), *_texts(box)]
    label = next((label for label in drawing.labels if label.kind == "node" and label.of == box.id), None)
    if label is not None:
        inner.append(_own_label(label, box))
    if box.burden is not None:
        inner.append(_bar(box))
    if box.difference and at:
        inner.append(shapes.sign(box.difference, *at))
    seen = "".join(inner)
    marks = "".join(_marks(box, label, name, targets, marked))
    words = _spoken(box)
    if link is not None:
        said = f'<a class="step" href="{_a(link)}" aria-label="{_a(words)}"><title>{_t(box.name)}</title>'
        return f'<g role="listitem">{said}<g aria-hidden="true">{seen}</g></a>{marks}</g>'
    return (
        f'<g class="step" role="listitem" tabindex="0" aria-label="{_a(words)}">'
        f"<title>{_t(box.name)}</title>"
        f'<g aria-hidden="true">{seen}</g>{marks}</g>'
    )


def _spoken(box: Box) -> str:
    """The step as it is read aloud, with the findings whose marks it has."""
    said = box.words or box.name
    findings = "; ".join(f"{mark.number}, {mark.text}" for mark in box.marks)
    return f"{said} Findings: {findings}." if findings else said


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


def _label(label: Label, line: Sequence[Point]) -> str:
    """The text beside a line; where the line passes on its right, the text ends there."""
    css, x = ("label right", label.x + label.w - 2) if _ends_at(line, label) else ("label", label.x + 2)
    return "".join(
        f'<text class="{css}" x="{_n(x)}" y="{_n(label.y + 11 + n * 14)}">{_t(row)}</text>'
        for n, row in enumerate(label.rows)
    )


def _ends_at(line: Sequence[Point], label: Label) -> bool:
    """Whether an upright piece of the line passes beside the right border of the label."""
    return any(
        ax == bx
        and 0 <= ax - label.x - label.w <= _BESIDE
        and min(ay, by) < label.y + label.h
        and label.y < max(ay, by)
        for (ax, ay), (bx, by) in pairwise(line)
    )


def _bar(box: Box) -> str:
    """The step's part of the burden: the area of the bar within its track."""
    x, y, w = box.x + 10, box.y + box.h - 14, box.w - 20
    track = f'<rect class="track" x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="7"/>'
    return f'{track}<rect class="bar" x="{_n(x)}" y="{_n(y)}" width="{_n(w * (box.burden or 0))}" height="7"/>'


def _marks(box: Box, label: Label | None, name: str, targets: frozenset[str], marked: set[str]) -> Iterator[str]:
    """Numbered marks along the top of a box, and how many more there are; below the label of a small shape."""
    middle, y, room = box.x + box.w / 2, box.y + 13, max(1, int(box.w // shapes.MARK_STEP))
    if box.kind != "task":
        room = shapes.LABEL_MARKS if label else 1
        middle, y = (label.x + label.w / 2, label.y + len(label.rows) * 14 + 13) if label else (middle, box.y + box.h)
    shown = box.marks[: room if len(box.marks) <= room or room == 1 else room - 1]
    more = f"+{len(box.marks) - len(shown)}" if room > 1 and len(box.marks) > len(shown) else ""
    left = middle - (len(shown) * shapes.MARK_STEP + len(more) * _DIGIT) / 2
    for n, mark in enumerate(shown):
        x = left + shapes.MARK_STEP * (n + 0.5)
        told = f"Finding {mark.number}: {mark.text}"
        seen = f"<title>{_t(told)}</title>{shapes.mark(mark.severity, x, y, str(mark.number))}"
        if mark.fingerprint in targets:
            own = f' id="{name}-mark-{mark.fingerprint}"' if mark.fingerprint not in marked else ""
            marked.add(mark.fingerprint)
            yield f'<a{own} href="#{name}-finding-{mark.fingerprint}" aria-label="{_a(told)}">{seen}</a>'
        else:
            yield f'<g aria-hidden="true">{seen}</g>'
    if more:
        x = left + shapes.MARK_STEP * len(shown) + 1
        yield f'<text class="fact" aria-hidden="true" x="{_n(x)}" y="{_n(y + 4)}">{more}</text>'


def _t(text: str) -> str:
    return escape(sanitize.text(text), quote=False)


def _a(text: str) -> str:
    return escape(sanitize.text(text), quote=True)
