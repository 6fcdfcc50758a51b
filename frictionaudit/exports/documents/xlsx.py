"""A document as one sheet of Excel: every cell is text, so that nothing in it is ever run."""

from __future__ import annotations

from datetime import datetime, time
from math import ceil
from typing import Any

from frictionaudit.exports.documents.document import Document, Section
from frictionaudit.exports.documents.zipped import saved
from frictionaudit.exports.extras import extra
from frictionaudit.exports.wording import sanitize

COLUMNS = 12
"""The sheet has so many narrow columns; a cell of a table spans some of them, by its width."""
_WIDTH = 9.5
_LINE = 13.0
_MADE = datetime(2000, 1, 1)


def write(document: Document) -> bytes:
    """The bytes of a workbook, laid out to be printed; UsageError where the package for it is not installed."""
    with extra("office", "writing workbooks"):
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter
    book = Workbook()
    page = book.active
    page.title = "Minutes" if document.pages else "Report"
    for n in range(1, COLUMNS + 1):
        page.column_dimensions[get_column_letter(n)].width = _WIDTH
    row = _line(page, 1, document.title, size=16, bold=True)
    if document.subtitle:
        row = _line(page, row, document.subtitle)
    if document.facts:
        row = _line(page, row, " · ".join(f"{label}: {value}" for label, value in document.facts))
    for section in document.shown:
        row = _section(page, row, section)
    for note in document.notes:
        row = _line(page, row, note)
    _print_setup(page, document)
    book.properties.title = sanitize.text(document.title)[:255]
    book.properties.creator = "frictionaudit"
    made = datetime.combine(document.made, time()) if document.made else _MADE
    book.properties.created = book.properties.modified = made
    return saved(book.save)


def _section(page: Any, row: int, section: Section) -> int:
    if section.new_page:
        from openpyxl.worksheet.pagebreak import Break

        page.row_breaks.append(Break(id=row - 1))
    row = _line(page, row, section.heading, size=11, bold=True, above=True)
    if section.lead:
        row = _line(page, row, section.lead)
    for sentence in section.sentences:
        row = _line(page, row, f"• {sentence}")
    if section.table is not None and section.table.rows:
        spans = _spans(section.table.relative_widths)
        for n, cells in enumerate((section.table.headings, *section.table.rows)):
            row = _row(page, row, cells, spans, section.table.numbers, bold=n == 0)
        if section.table.rest:
            row = _line(page, row, section.table.rest)
    return row


def _spans(widths: tuple[float, ...]) -> list[int]:
    """How many of the narrow columns each cell takes; together all of them."""
    spans = [max(1, int(width * COLUMNS)) for width in widths]
    while sum(spans) < COLUMNS:
        short = max(range(len(widths)), key=lambda n: widths[n] * COLUMNS - spans[n])
        spans[short] += 1
    while sum(spans) > COLUMNS:
        spans[spans.index(max(spans))] -= 1
    return spans


def _line(page: Any, row: int, text: str, size: float = 9, bold: bool = False, above: bool = False) -> int:
    """A text over the whole width."""
    _put(page, row, 1, COLUMNS, text, size, bold)
    lines = ceil(len(text) * size / 9 / (COLUMNS * _WIDTH * 1.1)) or 1
    page.row_dimensions[row].height = lines * _LINE * size / 9 + (6 if above else 0)
    return row + 1


def _row(page: Any, row: int, cells: tuple[str, ...], spans: list[int], numbers: tuple[int, ...], bold: bool) -> int:
    column, lines = 1, 1
    for n, (text, span) in enumerate(zip(cells, spans, strict=True)):
        _put(page, row, column, span, text, 9, bold, right=n in numbers, ruled=True, indent=2 * (n - 1 in numbers))
        lines = max(lines, ceil(len(text) / (span * _WIDTH * 1.05)))
        column += span
    page.row_dimensions[row].height = lines * _LINE
    return row + 1


def _put(
    page: Any, row: int, column: int, span: int, text: str, size: float, bold: bool, right: bool = False,
    ruled: bool = False, indent: int = 0,
) -> None:  # fmt: skip
    from openpyxl.styles import Alignment, Border, Font, Side

    cell = page.cell(row, column)
    cell.value = sanitize.text(text)
    cell.data_type = "s"  # also where it begins with '='
    cell.number_format = "@"
    cell.font = Font(size=size, bold=bold, color="0A5A66" if size > 9 else "1C2024")
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="bottom" if size > 9 else "top",
        horizontal="right" if right else "left",
        indent=indent,
    )
    if ruled:
        for n in range(column, column + span):
            page.cell(row, n).border = Border(bottom=Side(style="thin", color="D9D6CF"))
    if span > 1:
        page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + span - 1)


def _print_setup(page: Any, document: Document) -> None:
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "portrait"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = document.pages
    page.sheet_view.showGridLines = False
    margins = page.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.5
