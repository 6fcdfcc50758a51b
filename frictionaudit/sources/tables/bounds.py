"""Headings of the two ends of a range: 'Min' and 'Max', alone, beside the word for a time, or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frictionaudit.sources.tables.cells.units import amounts, in_figures

_LEAST = (
    r"min|minimum|minimal|minimale|at least|least|shortest|fastest|best case|lowest|lower|from|von|ab|mindestens"
    r"|kürzeste|kürzester"
)
_MOST = (
    r"max|maximum|maximal|maximale|at most|most|longest|slowest|worst case|highest|upper|up to|to|bis|höchstens"
    r"|längste|längster"
)
_WORD = re.compile(rf"(?<!\w)(?:(?P<min>{_LEAST})|(?P<max>{_MOST}))(?!\w)\.?")
_PLAIN = re.compile(r"(?:min|max)(?:imum|imal|imale)?")
"""Words that mean an end of a range even where nothing else says so."""
_IN_BRACKETS = re.compile(r"[(\[][^)\]]*$")
_JOINED = re.compile(r"\w\s*[:/&+]\s*min|(?<!\w)(?:h|hrs?|hours?|std|stunden)\W+min")
"""Units one after the other, as in 'h:min', where 'min' is minutes."""


@dataclass(frozen=True)
class Bound:
    """The end of a range that a heading means, 'min' or 'max', and the heading without it; '' for other headings."""

    end: str = ""
    rest: str = ""
    word: str = ""
    """The word for the end, as in the heading."""

    @property
    def plain(self) -> bool:
        """Whether the word means an end of a range and nothing else, other than 'from' or 'to'."""
        return _PLAIN.fullmatch(self.word) is not None

    @property
    def alone(self) -> bool:
        """Whether it needs no other end beside it: 'Maximum time', 'Min. days'; 'Time (min)' is in minutes."""
        return self.plain and bool(self.rest) and (self.word != "min" or _counted_in_days(self.rest))


def bounds_in(above: Sequence[str], below: Sequence[str]) -> list[Bound]:
    """The ends of ranges among the headings of one row, and of the row below it.

    'Min' may also be minutes. It is the least where a 'Max' of the same thing stands beside it, or where the heading
    names days, weeks or months itself. `rest` is that of the row below where it has a heading.
    """
    texts = [_both(*pair) for pair in zip(above, below, strict=True)]
    found = [_parted(text) for text in texts]
    partners = [_has_partner(found, n) for n in range(len(found))]
    return [bound if partner or bound.alone else Bound() for bound, partner in zip(found, partners, strict=True)]


def _both(above: str, below: str) -> str:
    return f"{above} {below}" if below and below != above else above


def _parted(text: str) -> Bound:
    """The one end of a range that a heading names, and the other words."""
    plain = " ".join(text.casefold().split())
    found = list(_WORD.finditer(plain))
    if len(found) > 1:  # of 'Min (min)' the second is the unit
        found = [match for match in found if not _IN_BRACKETS.search(plain[: match.start()])]
    if len(found) != 1 or _JOINED.search(plain):
        return Bound()
    (match,) = found
    rest = re.sub(r"[(\[]\s*[)\]]", " ", f"{plain[: match.start()]} {plain[match.end() :]}")
    rest = " ".join(rest.split()).strip(" .:;,-–/")
    return Bound("min" if match["min"] else "max", rest, match[0].rstrip("."))


def _has_partner(found: Sequence[Bound], n: int) -> bool:
    """Whether the other end of the same range stands beside a heading, or one column further."""
    near = [m for m in range(n - 2, n + 3) if m != n and 0 <= m < len(found)]
    return any(found[m].end and found[m].end != found[n].end and found[m].rest == found[n].rest for m in near)


def _counted_in_days(rest: str) -> bool:
    """Whether a heading names a unit that is longer than hours by itself: 'days', 'working days'."""
    words = rest.split()
    units = [amounts(in_figures(f"1 {' '.join(words[-n:])}")) for n in (1, 2) if words[-n:]]
    return any(unit.whole and not unit.minutes for unit in units)
