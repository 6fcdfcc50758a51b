"""Sheets as a workbook with drop-downs; every cell is text, so that nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from frictionaudit.exports.documents.zipped import saved
from frictionaudit.exports.extras import extra
from frictionaudit.exports.steps.table import Sheet
from frictionaudit.exports.wording import sanitize

_ROWS = 500
"""Rows that get drop-downs, so that new rows have them too."""
_MADE = datetime(2000, 1, 1)
"""The date in the file, always the same: equal procedures give equal bytes."""


def write(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook; UsageError where the package for it is not installed."""
    with extra("office", "writing workbooks"):
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for n, row in enumerate(sheet.rows, 1):
            for m, text in enumerate(row, 1):
                if text:
                    cell = page.cell(n, m)
                    cell.value = "\n".join(map(sanitize.text, text.split("\n")))
                    cell.data_type = "s"  # also where it begins with '='
                    cell.number_format = "@"
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                    cell.font = Font(bold=n == 1 and len(row) > 1)
        for m, width in enumerate(sheet.widths, 1):
            page.column_dimensions[get_column_letter(m)].width = width
        for column, choices in sheet.choices:
            drop_down = DataValidation("list", formula1=f'"{",".join(choices)}"')
            drop_down.showErrorMessage = False  # other words are allowed, as 'phone or web'
            page.add_data_validation(drop_down)
            drop_down.add(f"{get_column_letter(column + 1)}2:{get_column_letter(column + 1)}{_ROWS}")
        if sheet.choices:
            page.freeze_panes = "C2" if len(sheet.widths) > 5 else "A2"
    book.properties.created = book.properties.modified = _MADE
    return saved(book.save)
