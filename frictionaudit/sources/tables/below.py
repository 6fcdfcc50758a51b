"""Legends and notes below the last step of a table: text in a single cell that is no step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frictionaudit.sources.tables.columns import DOES, SAID, Header
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.printed import row_of

_LEGEND = re.compile(
    r"(?:legends?|key(?: to (?:the )?(?:table|symbols|abbreviations))?|abbreviations?(?: used)?|glossary"
    r"|(?:foot ?)?notes?"
    r"|legende|abkürzungen|erläuterung(?:en)?|hinweise?|anmerkung(?:en)?|fußnoten?)\s*:?",
    re.IGNORECASE,
)
"""A row of its own above a list of notes."""
_NOTE = re.compile(
    r"\s*(?:[*†‡§¹²³]|\([*\d]\)\s|(?:please )?(?:note|notes|nb|n\.b\.|remarks?|legend|key|abbreviations?|sources?"
    r"|disclaimer|hinweise?|anmerkung(?:en)?|legende|quellen?|abkürzungen)\s*:)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"(?:^|[.;,]\s*)[^\W\d_][\w./-]{0,9}\s*=\s*[^\W\d_]{2}")
"""An abbreviation that is explained, as in 'wd = working day'."""
_PHONE = re.compile(r"(?<![\w.,-])(?:\+\d{1,3}[\s(/-]*|\(?0)\d(?:[\s()/-]*\d){6,13}(?![\w,])")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]\s+[A-ZÄÖÜ]\w*\s+\w")
_PAIR = 2
"""A legend has an abbreviation and what it means."""
_SENTENCE_WORDS, _NAME_WORDS = 4, 10
"""A sentence has at least four words; a text of more than ten words that stands apart is no name of a step."""


def notes_below(grid: Grid, header: Header, rows: Sequence[int]) -> frozenset[int]:
    """The rows below the last step that are legends or notes; `rows` are those below the heading that have text."""
    alone = {row for row in rows if _stands_alone(grid, header, row)}
    steps = [row for row in rows if row not in alone]
    if not steps:
        return frozenset()  # a table of nothing but names has no row that a note could differ from
    legend = next((n for n, row in enumerate(rows) if row in alone and _LEGEND.fullmatch(grid.own(row)[0].text)), None)
    if legend is not None and len(header.known) > _PAIR and all(len(grid.own(row)) <= _PAIR for row in rows[legend:]):
        return frozenset(rows[legend:])
    last, stops, found = rows.index(steps[-1]), _end_in_stops(grid, header, steps), list[int]()
    for n in range(len(rows) - 1, last, -1):
        apart = rows[n] - steps[-1] > n - last
        if not _is_note(grid.own(rows[n])[0].text.strip(), apart, stops):
            break
        found.append(rows[n])
    return frozenset(found)


def _stands_alone(grid: Grid, header: Header, row: int) -> bool:
    """Whether one cell is all that a row has, those merged from above included."""
    if len(grid.own(row)) != 1 or len(header.roles & {*DOES, *SAID}) < _PAIR:
        return False
    return all(entry.row == row for entry in row_of(grid, header, row).entries.values())


def _end_in_stops(grid: Grid, header: Header, steps: Sequence[int]) -> bool:
    """Whether the table writes its steps as sentences, so that a full stop shows nothing."""
    said = [row_of(grid, header, row) for row in steps]
    return any(row.own(role).rstrip().endswith(".") for row in said for role in DOES)


def _is_note(text: str, apart: bool, stops: bool) -> bool:
    """Whether a text is a note; `apart` from the steps by an empty row less shows it."""
    if any(pattern.search(text) for pattern in (_EXPLAINED, _PHONE)) or _NOTE.match(text):
        return True
    words = len(text.split())
    sentence = text.endswith((".", "!", "?")) and words >= _SENTENCE_WORDS
    if apart:
        return sentence or words > _NAME_WORDS
    return not stops and (sentence or _TWO_SENTENCES.search(text) is not None)
