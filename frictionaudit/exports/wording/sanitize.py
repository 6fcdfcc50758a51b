"""Text from a page made harmless: nothing in a label may give orders to a terminal, a browser or a spreadsheet."""

from __future__ import annotations

import re

REPLACED = "\ufffd"
_TURNS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
"""Marks that turn the direction of writing, so that a line reads otherwise than it is; and the byte order mark."""
_CONTROL = (*range(32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
"""Control characters, halves of characters, and what no XML may hold."""
_SPACES = (9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029)
"""Tabs and ends of line: a label is one line."""
_PLAIN = {
    **dict.fromkeys(_CONTROL, REPLACED),
    **dict.fromkeys(_TURNS, None),
    **dict.fromkeys(_SPACES, " "),
}
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
"""Beginnings that one spreadsheet or another takes for a formula, its wide forms included."""
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters, but for the end of a line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029\ufeff]"  # other line ends, and the byte order mark
)
"""What no text on several lines may hold."""
_ORDER = re.compile(r"^(\s*):(?=:)|##(?=\[)", re.MULTILINE)
"""What GitHub Actions takes for a command, wherever it reads it: `::` that begins a line, and `##[`."""


def text(label: str) -> str:
    """The text on one line, without control characters, marks that turn the direction of writing, and orders."""
    return without_orders(label.translate(_PLAIN))


def without_orders(lines: str) -> str:
    """The lines without orders to GitHub Actions, which follows those in any output."""
    return _ORDER.sub(_apart, lines) if "::" in lines or "##[" in lines else lines


def json_escaped(written: str) -> str:
    """JSON with unsafe characters as their escapes, so that nothing is lost."""
    if not written.replace("\n", "").isprintable():  # true of most texts, and much faster to find out
        written = UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    return written.replace("##[", "#\\u0023[")


def _apart(order: re.Match[str]) -> str:
    return f"{order[0]} " if order[0].endswith(":") else "# #"


def cell(label: str) -> str:
    """The text as a spreadsheet shows it and does not compute it: an apostrophe before what would be a formula."""
    shown = text(label)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
