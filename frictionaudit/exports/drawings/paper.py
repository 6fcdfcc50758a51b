"""A drawing as PNG, or as PDF on A4 where it is legible there; typst turns the SVG into both."""

from __future__ import annotations

from typing import Any, Literal

from frictionaudit.exports.drawings import svg
from frictionaudit.exports.extras import extra
from frictionaudit.results.drawing import Drawing

_A4 = (841.89, 595.28)
"""Points, landscape."""
_EDGE = 28.35
_LEAST = 0.5
"""The scale in points per pixel below which a drawing is not squeezed on A4: names would be smaller than 6.5 pt."""


def png(drawing: Drawing) -> bytes:
    """Two pixels of the picture for each pixel of the drawing; a drawing that is too large for that gets fewer."""
    w, h = drawing.w, svg.height(drawing)
    scale = min(2.0, (60_000_000 / (w * h)) ** 0.5)
    return _compiled(drawing, f"width: {w:.2f}pt, height: {h:.2f}pt, margin: 0pt", f"width: {w:.2f}pt", "png", scale)


def pdf(drawing: Drawing) -> bytes:
    """One page: A4, turned as the drawing is; a page of the drawing's size where A4 would make it too small to read."""
    w, h = drawing.w, svg.height(drawing)
    long, short = _A4
    page = (long, short) if w >= h else (short, long)
    scale = min(0.75, (page[0] - 2 * _EDGE) / w, (page[1] - 2 * _EDGE) / h)
    if scale < _LEAST:
        scale = 0.75
        page = (w * scale + 2 * _EDGE, h * scale + 2 * _EDGE)
    setup = f"width: {page[0]:.2f}pt, height: {page[1]:.2f}pt, margin: {_EDGE}pt"
    return _compiled(drawing, setup, f"width: {w * scale:.2f}pt", "pdf", 1.0)


def _compiled(drawing: Drawing, page: str, image: str, form: Literal["png", "pdf"], scale: float) -> bytes:
    with extra("pdf", f"writing {form}", "; or write svg"):
        import typst
    text = f'#set page({page})\n#set document(title: "{_title(drawing)}")\n#image("drawing.svg", {image})\n'
    files: Any = {"main.typ": text.encode(), "drawing.svg": svg.on_paper(drawing).encode()}
    made: bytes = typst.compile(files, format=form, ppi=72 * scale, timestamp=0)
    return made


def _title(drawing: Drawing) -> str:
    return drawing.title.replace("\\", "\\\\").replace('"', '\\"')
