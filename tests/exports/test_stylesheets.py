"""Style sheets: what stands at the margin belongs to no block above it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

SHEETS = sorted((ROOT / "frictionaudit" / "exports" / "assets").rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_block_is_closed_before_the_next_one_begins_at_the_margin(sheet):
    """An open `@media print` would take all rules after it from the screen."""
    depth = 0
    for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"[^\s}/*]", line):
            assert depth == 0, f"line {number} stands within a block: {line}"
        depth += line.count("{") - line.count("}")
    assert depth == 0
