"""A document as Word: real headings and tables, which a screen reader can follow and an editor can change."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from frictionaudit.exports.documents.document import Document, Section, Table
from frictionaudit.exports.documents.zipped import saved
from frictionaudit.exports.extras import extra
from frictionaudit.exports.wording import sanitize

WIDTH_CM = 18.0
"""What is left of A4 between the margins."""
_MADE = datetime(2000, 1, 1)


def write(document: Document) -> bytes:
    """The bytes of a file for Word; UsageError where the package for it is not installed."""
    with extra("office", "writing Word files"):
        from docx import Document as Word
        from docx.shared import Cm, Pt
    word = Word()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.2)
    _styles(word, Pt)
    _content(word, document)
    _properties(word, document)
    return saved(word.save)


def _content(word: Any, document: Document) -> None:
    word.add_heading(sanitize.text(document.title), 0)
    if document.subtitle:
        word.add_paragraph(sanitize.text(document.subtitle))
    if document.facts:
        paragraph = word.add_paragraph()
        for n, (label, value) in enumerate(document.facts):
            paragraph.add_run(f"{' · ' if n else ''}{sanitize.text(label)}: ")
            paragraph.add_run(sanitize.text(value)).bold = True
    for part in document.shown:
        _section(word, part)
    for note in document.notes:
        word.add_paragraph(sanitize.text(note))


def _section(word: Any, part: Section) -> None:
    from docx.shared import Cm

    heading = word.add_heading(sanitize.text(part.heading), 1)
    heading.paragraph_format.page_break_before = part.new_page
    if part.picture is not None and part.picture.png:
        word.add_picture(io.BytesIO(part.picture.png), width=Cm(WIDTH_CM))
        word.inline_shapes[-1]._inline.docPr.set("descr", sanitize.text(part.picture.alt))
    if part.lead:
        word.add_paragraph(sanitize.text(part.lead))
    for sentence in part.sentences:
        word.add_paragraph(sanitize.text(sentence), style="List Bullet")
    if part.table is not None and part.table.rows:
        _table(word, part.table)
        if part.table.rest:
            word.add_paragraph(sanitize.text(part.table.rest))


def _styles(word: Any, points: Any) -> None:
    from docx.shared import RGBColor

    for name, size, before, after in (
        ("Normal", 8.5, 0, 2), ("Title", 17, 0, 3), ("Heading 1", 11, 7, 2), ("List Bullet", 8.5, 0, 1)
    ):  # fmt: skip
        style = word.styles[name]
        style.font.name = "Calibri"
        style.font.size = points(size)
        style.paragraph_format.space_before = points(before)
        style.paragraph_format.space_after = points(after)
        if name in ("Title", "Heading 1"):
            style.font.color.rgb = RGBColor(0x0A, 0x5A, 0x66)
            fonts = style.element.rPr.rFonts
            for key in list(fonts.attrib):
                if "Theme" in key:
                    del fonts.attrib[key]


def _table(word: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    made = word.add_table(rows=1, cols=len(table.headings))
    made.style = "Table Grid"
    made.autofit = False
    for column, width in zip(made.columns, table.relative_widths, strict=True):
        column.width = Cm(WIDTH_CM * width)  # some programs read the width of a column, others that of its cells
    rows = [table.headings, *table.rows]
    for n, row in enumerate(rows):
        cells = made.rows[0].cells if n == 0 else made.add_row().cells
        for m, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.width = Cm(WIDTH_CM * table.relative_widths[m])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(sanitize.text(text)).bold = n == 0
            if m in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _repeat_heading(made.rows[0])


def _repeat_heading(row: Any) -> None:
    """Mark the first row as a heading: it is read out as one, and repeated on the next page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    made = datetime.combine(document.made, time()) if document.made else _MADE
    properties.title = sanitize.text(document.title)[:255]
    properties.author = properties.last_modified_by = "frictionaudit"
    properties.created = properties.modified = made
    properties.comments = ""
    properties.language = document.language
