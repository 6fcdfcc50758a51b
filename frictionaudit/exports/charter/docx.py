"""A charter as a Word document with one table."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from frictionaudit.errors import UsageError
from frictionaudit.exports.charter.layout import CHECKLIST, HEADINGS, Charter
from frictionaudit.exports.wording import sanitize

_MADE = datetime(2000, 1, 1)
"""The date in the file, always the same: equal procedures give equal documents."""


def write(charter: Charter) -> bytes:
    """The document; UsageError where the package for it is not installed."""
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT
    except ImportError:
        hint = "run: pip install 'frictionaudit[office]'"
        raise UsageError.of("missing-extra", "writing Word documents needs one more package", hint=hint) from None
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
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


def _same_bytes(data: bytes) -> bytes:
    """The archive with one date for all its parts, so that equal documents are equal byte for byte."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as packed, ZipFile(out, "w", ZIP_DEFLATED) as again:
        for name in packed.namelist():
            again.writestr(ZipInfo(name, _MADE.timetuple()[:6]), packed.read(name), ZIP_DEFLATED)
    return out.getvalue()
