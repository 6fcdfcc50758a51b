"""A document as Markdown: every text is mere text, so that none of it is a link, a mention or HTML."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.exports.audit.markdown import text
from frictionaudit.exports.documents.document import Document, Table


def write(document: Document) -> bytes:
    """The document in UTF-8."""
    return ("\n".join(_lines(document)).rstrip("\n") + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    yield from (f"# {text(document.title)}", "")
    if document.subtitle:
        yield from (text(document.subtitle), "")
    for label, value in document.facts:
        yield f"- **{text(label)}:** {text(value)}"
    yield from [""] if document.facts else []
    for section in document.shown:
        yield from (f"## {text(section.heading)}", "")
        if section.picture is not None:
            yield from (f"*{text(section.picture.alt)}*", "")
        if section.lead:
            yield from (text(section.lead), "")
        if section.sentences:
            yield from (f"- {text(sentence)}" for sentence in section.sentences)
            yield ""
        if section.table is not None and section.table.rows:
            yield from _table(section.table)
            yield ""
    yield from (text(note) for note in document.notes)


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(text, table.headings))} |"
    yield f"|{'|'.join('--:' if n in table.numbers else '---' for n in range(len(table.headings)))}|"
    for row in table.rows:
        yield f"| {' | '.join(text(cell) or ' ' for cell in row)} |"
    yield from ["", text(table.rest)] if table.rest else []
