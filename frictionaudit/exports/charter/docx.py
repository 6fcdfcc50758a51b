"""A charter as a Word document with one table."""

from __future__ import annotations

from datetime import datetime

from frictionaudit.exports.charter.layout import CHECKLIST, HEADINGS, Charter
from frictionaudit.exports.documents.zipped import saved
from frictionaudit.exports.extras import extra
from frictionaudit.exports.wording import sanitize

_MADE = datetime(2000, 1, 1)
"""The date in the file, always the same: equal procedures give equal documents."""


def write(charter: Charter) -> bytes:
    """The document; UsageError where the package for it is not installed."""
    with extra("office", "writing Word documents"):
        from docx import Document
        from docx.enum.section import WD_ORIENT
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.title = sanitize.text(charter.title)
    document.add_heading(sanitize.text(charter.title), level=1)
    table = document.add_table(rows=0, cols=len(HEADINGS), style="Table Grid")
    for line in charter.lines():
        if line == (charter.title,):
            continue
        cells = table.add_row().cells
        if len(line) == 2:  # a fact or a requirement: two wide cells
            cells[0].merge(cells[1])
            cells[2].merge(cells[-1])
            cells = (cells[0], cells[2])
        for cell, said in zip(cells, line, strict=False):
            run = cell.paragraphs[0].add_run("\n".join(map(sanitize.text, said.split("\n"))))
            run.bold = line in (HEADINGS, CHECKLIST)
    return saved(document.save)
