"""Text from a page made harmless: nothing in a label may give orders to a terminal, a browser or a spreadsheet."""

from __future__ import annotations

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


def text(label: str) -> str:
    """The text on one line, without control characters and without marks that turn the direction of writing."""
    return label.translate(_PLAIN)


def cell(label: str) -> str:
    """The text as a spreadsheet shows it and does not compute it: an apostrophe before what would be a formula."""
    shown = text(label)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
