"""Gold files: what was printed once and read, with a short difference where something else comes now."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.conftest import ROOT

GOLD = ROOT / "tests/gold"
SHOWN = 40


def assert_gold(name: str, text: str) -> None:
    """Fail with at most forty lines of difference; FRICTIONAUDIT_GOLD=write accepts the new text, to be read."""
    file = GOLD / name
    if os.environ.get("FRICTIONAUDIT_GOLD") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    if text != expected:
        pytest.fail(_difference(file, expected, text), pytrace=False)


def _difference(file: Path, expected: str, text: str) -> str:
    lines = list(
        unified_diff(expected.splitlines(), text.splitlines(), str(file.relative_to(ROOT)), "now", lineterm="")
    )
    more = len(lines) - SHOWN
    hint = "to accept it, run the test once with FRICTIONAUDIT_GOLD=write, and read what changed"
    return "\n".join([hint, *lines[:SHOWN], *([f"… and {more} more lines"] if more > 0 else [])])
