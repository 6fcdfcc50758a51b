"""Raised figures, so that the mark of a footnote is not read as the last digit of an amount."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"[⁰¹²³⁴-⁹]+")
RAISED_MOST = 3
"""Figures in the mark of a footnote, at most."""


def raised(text: str) -> str:
    """Figures as raised ones, as a file prints them: '2' is '²'. Other texts stay as they are."""
    bare = text.strip()
    short = bare.isascii() and bare.isdigit() and len(bare) <= RAISED_MOST
    return text.translate(_RAISED) if short else text


def without_marks(text: str) -> str:
    """A text without raised figures."""
    return _MARK.sub("", text)
