"""What is known to differ, by kind of page and key, until the analysis is mended; each line is an expected failure."""

from __future__ import annotations

KNOWN: dict[tuple[str, str], str] = {}
