"""Text above, below and beside a table: the number of cases is read where it is clear, other figures are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.domain.quantities import ABOUT, Volume
from frictionaudit.sources.tables.cells.fees import currency_of
from frictionaudit.sources.tables.consequences import otherwise_in, reminder_in

_CASES = (
    r"(?P<cases>cases?|claims?|applications?|requests?|complaints?|permits?|licen[cs]es?|orders?|tenders?|enrolments?"
    r"|admissions?|appeals?|bookings?|referrals?|returns?|repairs?|fälle|fällen|anträge|anträgen|vorgänge|vorgängen)"
)
_ANY = re.compile(r"cases?|applications?|requests?|fälle|fällen|anträge|anträgen|vorgänge|vorgängen", re.IGNORECASE)
"""Words for cases of any procedure; others must be in its title: 20 appeals a year are not all claims."""
_PERIODS = {
    "year": r"years?|jahre?|annum|a\.",
    "month": r"months?|monate?",
    "week": r"weeks?|woche",
    "day": r"days?|tag",
}
_VOLUME = re.compile(
    r"(?P<before>\b[\w'-]+\s+(?:[\w'-]+\s+)?)?(?<![\d.,%£$€-])(?P<number>\d{1,3}(?:[, ]\d{3}){1,2}|\d{1,9})"
    rf"\s+(?:[\w-]+\s+)?{_CASES}\s+(?:(?:are|were)\s+\w+\s+)?(?:an?|per|each|every|pro|im|/)\s*"
    rf"(?P<period>{'|'.join(_PERIODS.values())})(?!\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|around|approx\w*|roughly|some|nearly|ca|circa|etwa|rund)\b\.?\s*$", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:than|least|most|to|and|or|over|under|als|bis|mindestens|höchstens|über)\s*$", re.IGNORECASE)
_SHARE = re.compile(r"\d\s*(?:%|per ?cent\b|prozent\b)|\b(?:\d+|one) (?:in|out of) \d+\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|several)\s+(?:\w+ )?"
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|minuten?|stunden?|tage?n?|wochen?|monate?n?)\b",
    re.IGNORECASE,
)
_SHORT_FOR = re.compile(r"(?:^|[.;,]\s*)[^\W\d_][\w./-]{0,9}\s*=\s*[^\W\d_]{2}")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[A-ZÄÖÜ*\d])|\n+")
_MOST, _LONGEST = 12, 400
"""No more texts are listed, and no more of one is looked at: a long page says much that belongs to no table."""


@dataclass(frozen=True)
class Beside:
    """What the text beside a table says: the volume where one sentence states it, and what was not read."""

    volume: Volume | None = None
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    on_not_acting: Mapping[str, Skipped] = field(default_factory=dict)
    """Sentences on customers who do not act, each with what to list where it is not clear whom it means."""


def read_beside(texts: Iterable[str], others: Iterable[str], title: str, path: str) -> Beside:
    """Read the texts beside a table; `others` are lines of the table itself that may state the volume."""
    sentences = [" ".join(part.split()) for text in texts for part in _SENTENCE_END.split(text) if part.strip()]
    sentences = list(dict.fromkeys(sentences))
    stated = [(line, volume) for line in (*sentences, *others) if (volume := _volume_in(line, title))]
    clear = stated[0] if len({volume.short() for _, volume in stated}) == 1 else None
    notes = (f"'{clear[0][:100]}' is read as the number of cases",) if clear else ()
    read = {line for line, _ in stated} if clear else set()
    unread = {
        sentence: Skipped(
            what=f"beside the table: '{sentence[:160]}'",
            why="text beside a table is not read",
            where=SourceSpan(path),
            not_understood=_is_missed(sentence) or _is_consequence(sentence),
        )
        for sentence in sentences
        if sentence not in read and (_has_figures(sentence) or _is_consequence(sentence))
    }
    on_not_acting = {sentence: unread[sentence] for sentence in unread if _is_consequence(sentence)}
    skipped = [item for sentence, item in unread.items() if sentence not in on_not_acting]
    return Beside(clear[1] if clear else None, notes, tuple(skipped[:_MOST]), on_not_acting)


def _volume_in(sentence: str, title: str) -> Volume | None:
    """The number of cases that a sentence states; None where it gives a range, a bound, or counts something else."""
    found = list(_VOLUME.finditer(sentence[:_LONGEST]))
    before = (found[0]["before"] or "") if found else ""
    if len(found) != 1 or _UNSURE.search(before):
        return None
    cases = found[0]["cases"].casefold()
    if not _ANY.fullmatch(cases) and cases.removesuffix("s") not in title.casefold():
        return None
    period = next(name for name, words in _PERIODS.items() if re.fullmatch(words, found[0]["period"], re.IGNORECASE))
    volume = Volume.model_validate(f"{re.sub('[, ]', '', found[0]['number'])} per {period}")
    return volume.model_copy(update={"evidence": ABOUT}) if _ABOUT.search(before) else volume


def _is_missed(sentence: str) -> bool:
    """Whether a sentence states a share, a time or a number of cases, which the audit would count."""
    return any(pattern.search(sentence[:_LONGEST]) for pattern in (_SHARE, _TIME, _VOLUME))


def _is_consequence(sentence: str) -> bool:
    return bool(otherwise_in(sentence[:_LONGEST]) or reminder_in(sentence[:_LONGEST]))


def _has_figures(sentence: str) -> bool:
    """Whether a sentence states one of these, an amount, or what something is short for."""
    amount = currency_of([sentence[:_LONGEST]]) is not None and any(map(str.isdigit, sentence))
    return amount or _is_missed(sentence) or _SHORT_FOR.search(sentence[:_LONGEST]) is not None
