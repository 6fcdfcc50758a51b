"""A charter as CSV; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io

from frictionaudit.exports.charter.layout import HEADINGS, Charter
from frictionaudit.exports.wording import sanitize


def write(charter: Charter) -> bytes:
    """The table, one line a row."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    for line in charter.lines():
        filled = [*line, *[""] * (len(HEADINGS) - len(line))]
        rows.writerow("\n".join(sanitize.cell(part) for part in cell.split("\n")) for cell in filled)
    return out.getvalue().encode()
