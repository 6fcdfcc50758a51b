"""Minutes and waits by part, as in 'queue 12 min, counter 6 min' or 'third 4 hours'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.sources.tables.cells.times import ReadTime, read_time, resting_on
from frictionaudit.sources.tables.wording import says_nothing

PARTS = {part: part for part in (*CUSTOMER_PARTS, *STAFF_PARTS)} | {
    **dict.fromkeys(("queuing", "queueing", "on hold", "in the queue", "in line"), "queue"),
    **dict.fromkeys(("filling in", "fill in", "form"), "fill"),
    **dict.fromkeys(("paying", "payment"), "pay"),
    **dict.fromkeys(("travelling", "traveling", "way there"), "travel"),
    **dict.fromkeys(("served", "being served", "at the counter", "call", "conversation"), "counter"),
    **dict.fromkeys(("at home", "staying in", "stays in"), "attend"),
    **dict.fromkeys(("working", "touch time"), "work"),
    **dict.fromkeys(("searching", "looking"), "search"),
    **dict.fromkeys(("reading", "finding out"), "understand"),
}
"""The parts of effort by the words that people use for them."""
TURNS = {turn: turn for turn in ("queue", "batch", "customer", "third")} | {
    **dict.fromkeys(("us", "ours", "our turn", "on us"), "queue"),
    **dict.fromkeys(("client", "theirs", "on the customer"), "customer"),
    **dict.fromkeys(("third party", "contractor", "supplier", "on others"), "third"),
}
"""Whose turn a wait is, by the words that people use."""
_NONE = re.compile(r"none|no|no wait(?:ing)?|at once|immediate(?:ly)?|straight away|sofort|keine?|0", re.IGNORECASE)
_LONGEST = 200
_PIECES = re.compile(r"\s*(?:[;\n+]|(?<!\d),|,(?!\d))\s*")
"""What parts pieces; a comma between two figures is a decimal comma."""


@dataclass(frozen=True)
class ReadParts:
    """Times by part; the one that names no part stands under ''. `none` says that it takes none."""

    times: Mapping[str, Duration] = field(default_factory=dict)
    none: bool = False
    notes: tuple[str, ...] = ()
    unread: str = ""
    plain_days: bool = False

    def because(self, evidence: Assumed) -> ReadParts:
        """The same times, resting on an assumption."""
        return replace(
            self,
            times={
                part: time.model_copy(update={"evidence": resting_on(evidence, time)})
                for part, time in self.times.items()
            },
        )


def read_parts(text: str, words: Mapping[str, str], *, unit: str = "", working_days: bool = False) -> ReadParts:
    """Read times by part; `words` are the names of the parts. What is not understood leaves all of it unknown."""
    plain = " ".join(text.split())
    if _NONE.fullmatch(plain):
        return ReadParts(none=True)
    if says_nothing(plain):
        return ReadParts()
    if len(plain) > _LONGEST:
        return ReadParts(unread="it is too long for a time, so the time is unknown")
    pieces = [_named(piece, words) for piece in _PIECES.split(text.strip())]
    if not all(part for part, _ in pieces):
        whole = _time(plain, working_days, unit)
        if time := whole.duration or whole.later:
            return ReadParts({"": time}, notes=whole.notes, plain_days=whole.plain_days)
        if len(pieces) == 1:
            return ReadParts(unread=whole.unread)
    read = [(part, _time(rest, working_days, unit)) for part, rest in pieces]
    times = {part: time.duration for part, time in read if time.duration}
    if len(times) < len(read):
        return ReadParts(unread="it is not understood as a time, so the time is unknown")
    notes = tuple(note for _, time in read for note in time.notes)
    return ReadParts(times, notes=notes, plain_days=any(time.plain_days for _, time in read))


def _time(text: str, working_days: bool, unit: str) -> ReadTime:
    """A time as on a page, else as people print it; a plain 'day' may be a working day there."""
    if not (working_days and "day" in text.casefold()) and len(text) < _LONGEST:
        try:
            return ReadTime(Duration.model_validate(text))
        except ValidationError:
            pass
    return read_time(text, working_days=working_days, unit=unit)


def _named(piece: str, words: Mapping[str, str]) -> tuple[str, str]:
    """The part that a piece names before or after its time, and the time alone."""
    plain = " ".join(piece.split())
    for word in sorted(words, key=len, reverse=True):
        match = re.fullmatch(rf"(?:{word}:?\s+(?P<after>.+)|(?P<before>.+?)\s+{word})", plain, re.IGNORECASE)
        if match:
            return words[word], match["after"] or match["before"]
    return "", plain
