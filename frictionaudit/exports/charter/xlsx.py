"""A charter as a workbook with one sheet."""

from __future__ import annotations

from frictionaudit.exports.charter.layout import Charter
from frictionaudit.exports.steps import xlsx
from frictionaudit.exports.steps.table import Sheet


def write(charter: Charter) -> bytes:
    """The workbook; UsageError where the package for it is not installed."""
    return xlsx.write((Sheet("Charter", tuple(charter.lines()), widths=(40, 44, 20, 22, 30)),))
