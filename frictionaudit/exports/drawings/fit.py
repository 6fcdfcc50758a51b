"""How a picture fits a page: shrunk to the width there is until its texts would be too small, then scrolled."""

from __future__ import annotations

import math

LEAST = 0.7
"""The scale below which the smallest texts could not be read."""
_STEP, _FROM, _TO = 100, 4, 40
"""Pixels between the classes, and the first and last of them in steps: a rule for each is in every page."""


def least_class(width: float) -> str:
    """The class of a picture of that natural width, which says how narrow it may become."""
    return f"least-{min(_TO, max(_FROM, math.ceil(width * LEAST / _STEP)))}"


def style() -> str:
    """On a screen, the least width of each class, and where `.scroll` in `.picture` hints that one has to scroll."""
    rules = [".picture { container-type: inline-size }", ".picture .drawing { max-width: 100%; height: auto }"]
    for n in range(_FROM, _TO + 1):
        wide = n * _STEP
        rules.append(f".least-{n} {{ min-width: {wide}px }}")
        rules.append(f"@container (width < {wide}px) {{ .picture:has(.least-{n}) > .scroll {{ display: block }} }}")
    return "\n".join((".scroll { display: none }", "@media screen {", *rules, "}", ""))
