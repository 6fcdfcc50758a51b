"""A document as PDF that is accessible: tagged, with a title, a language and words for its drawings."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from frictionaudit.exports.documents.document import Document, Section
from frictionaudit.exports.extras import extra
from frictionaudit.exports.wording import sanitize

SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of the text in points, tried in turn where a document is meant for a number of pages."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def write(document: Document) -> bytes:
    """The bytes of a PDF; UsageError where the package for it is not installed."""
    for size in SIZES:
        if not document.pages or size == SIZES[-1] or len(compiled(document, size, "svg")) <= document.pages:
            return compiled(document, size, "pdf")[0]
    raise AssertionError("one of the sizes is the last")


def compiled(document: Document, size: float, form: str, ppi: float = 144.0) -> list[bytes]:
    """The document in a format of the typesetter: one PDF, or one SVG or PNG for each page."""
    with extra("pdf", "writing PDF"):
        import typst
    template = files("frictionaudit").joinpath("exports/assets/document.typ").read_bytes()
    made = datetime.combine(document.made, time(), UTC) if document.made else _MADE
    options: dict[str, Any] = {"format": form, **({"pdf_standards": ["ua-1"]} if form == "pdf" else {})}
    data: Any = typst.compile(
        template,
        ppi=ppi,
        sys_inputs={"document": json.dumps(_plain(document, size), ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=int(made.timestamp()),
        **options,
    )
    return [bytes(page) for page in data] if isinstance(data, list) else [bytes(data)]


def _plain(document: Document, size: float) -> dict[str, Any]:
    """What the template reads: texts only, which it never takes for markup."""
    return {
        "title": sanitize.text(document.title),
        "subtitle": sanitize.text(document.subtitle),
        "language": document.language,
        "size": size,
        "facts": [[sanitize.text(label), sanitize.text(value)] for label, value in document.facts],
        "sections": [_section(section) for section in document.shown],
        "notes": [sanitize.text(note) for note in document.notes],
    }


def _section(section: Section) -> dict[str, Any]:
    table = section.table
    return {
        "heading": sanitize.text(section.heading),
        "lead": sanitize.text(section.lead),
        "new_page": section.new_page,
        "sentences": [sanitize.text(sentence) for sentence in section.sentences],
        "picture": section.picture.svg if section.picture else "",
        "alt": sanitize.text(section.picture.alt) if section.picture else "",
        "headings": [sanitize.text(heading) for heading in table.headings] if table and table.rows else [],
        "rows": [[sanitize.text(cell) for cell in row] for row in table.rows] if table else [],
        "widths": list(table.relative_widths) if table else [],
        "numbers": list(table.numbers) if table else [],
        "rest": sanitize.text(table.rest) if table else "",
    }
