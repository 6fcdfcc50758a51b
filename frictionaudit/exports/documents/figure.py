"""A drawing as a document holds it: SVG for those who see it, PNG for Word, and words for those who do not."""

from __future__ import annotations

from frictionaudit.errors import UsageError
from frictionaudit.exports.documents.document import Picture
from frictionaudit.exports.drawings import paper, svg
from frictionaudit.exports.drawings.titles import captions_of
from frictionaudit.results.drawing import Drawing

PICTURED = ("html", "pdf", "docx")
"""Formats of documents that show drawings."""


def figure(drawing: Drawing, form: str = "html", name: str = "drawing") -> Picture | None:
    """The drawing for a format of documents; `name` begins its ids.

    None where the format shows none, or its package is not installed.
    """
    if form not in PICTURED:
        return None
    said = captions_of(drawing)
    words = f"{said.title}. {said.description}"
    if form == "html":
        return Picture(svg.inline(drawing, name), words)
    if form == "pdf":
        return Picture(svg.on_paper(drawing), words)
    try:
        return Picture(svg.on_paper(drawing), words, paper.png(drawing))
    except UsageError:  # Word files are complete without it
        return None
