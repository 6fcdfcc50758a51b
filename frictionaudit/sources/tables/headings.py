"""What the headings of service tables mean, in English and German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from frictionaudit.sources.tables.cells.fees import currency_of
from frictionaudit.sources.tables.cells.units import amounts, in_figures
from frictionaudit.sources.tables.heading_phrases import is_some_task, phrase_role, pronoun_of
from frictionaudit.sources.tables.heading_words import EXACT as EXACT
from frictionaudit.sources.tables.heading_words import Role as Role
from frictionaudit.sources.tables.wording import normal

_WEAK: Mapping[str, Role] = {
    **dict.fromkeys(("process", "phase", "operation", "instruction", "instructions", "prozess"), Role.STEP),
    **dict.fromkeys(("office", "agency", "unit", "operator", "designation", "officer"), Role.WHO),
}
"""Headings that hold this only where no other column does: beside 'Step', a 'Process' is not what is done."""
_CYCLE = ("cycle time", "c/t")
"""In lean the work on one piece, elsewhere all the time that passes: what stands beside it tells."""
_DEADLINE = re.compile(
    r"deadline|sla|service (?:standard|level)s?|time limit|targets?(?: time| date)?|due(?: date)?|by when|frist"
)
_NUMBER_SIGNS = ("#", "№")
_LONG = [word for word in EXACT if len(word) > 4]


_MEASURED = frozenset({Role.TIME, Role.EFFORT, Role.WAIT, Role.LEAD_TIME, Role.FEE})
TIMES = _MEASURED - {Role.FEE}
_NEEDED = frozenset({Role.DOCUMENT, Role.TIME})
_QUALIFIERS = (
    (re.compile(r"^(?:min|max)(?:imum|imal|imale)?\.? "), TIMES),
    (re.compile(r"^(?:avg|average|approx|approximate|estimated|est|mean|typical|ø|durchschnittliche)\.? "), _MEASURED),
    (re.compile(r" (?:spent|taken|each|before|vorher|davor|jeweils)$"), _MEASURED),
    (re.compile(r"^(?:needed|required|necessary|benötigte|erforderliche|notwendige) "), _NEEDED),
    (re.compile(r" (?:needed|required|necessary|benötigt|erforderlich)$"), _NEEDED),
)
"""Words that leave what a heading means as it is, and the columns that they stand beside."""
_IN = re.compile(r" in (?P<unit>\S+(?: \S+)?)$")
_PER = re.compile(r" (?:per|each|pro|je) (?P<unit>[^\W\d_]+)$")
"""What the numbers are counted in, and what they are counted for; an amount for an hour or a year is a rate."""


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a column with this heading holds; None when no known heading is close."""
    word = normal(heading)
    if heading.strip() in _NUMBER_SIGNS:
        return Role.NUMBER
    if not word or len(heading) > 80:
        return None
    for known in (word, word.replace("/", " ").replace("  ", " "), re.sub(r"[^\w ]", "", word)):
        if known in EXACT:
            return EXACT[known]
    if role := _qualified(word) or phrase_role(word):
        return role
    if len(word) <= 4 or len(word) > 60 or pronoun_of(word):  # 'your step' is near 'our step', and the contrary
        return None
    near = process.extractOne(word, _LONG, scorer=fuzz.ratio, score_cutoff=86)
    near = near or process.extractOne(word, _LONG, scorer=fuzz.token_sort_ratio, score_cutoff=92)
    return EXACT[near[0]] if near else None


def _qualified(word: str) -> Role | None:
    """What a heading with its unit or a qualifier means: 'avg time', 'duration in hours', 'minutes per case'."""
    for _ in range(3):
        bare, roles = word, _MEASURED
        if (match := _IN.search(word)) and _counts(match["unit"]):
            bare = word[: match.start()]
        elif (plain := without_per(word)) != word:
            bare = plain
        else:
            for pattern, allowed in _QUALIFIERS:
                if (match := pattern.search(word)) is not None:
                    bare, roles = normal(word[: match.start()] + word[match.end() :]), allowed
                    break
        if bare == word:
            return None
        if bare in EXACT:
            return EXACT[bare] if EXACT[bare] in roles else None
        word = bare
    return None


def _is_time(unit: str) -> bool:
    return amounts(in_figures(f"1 {unit}")).whole


def _counts(unit: str) -> bool:
    """Whether a word is a unit of time or a currency."""
    return _is_time(unit) or currency_of([f"1 {unit}"]) is not None


def without_per(heading: str) -> str:
    """A heading without what its amounts are for: 'minutes' of 'minutes per case', but 'cost per hour' as it is."""
    match = _PER.search(heading)
    return heading[: match.start()] if match and not _is_time(match["unit"]) else heading


def weak_role_of(heading: str) -> Role | None:
    """What a column holds where no other column holds it; None for other headings."""
    word = normal(heading)
    return _WEAK.get(word) or (Role.STEP if is_some_task(word) else None)


def is_cycle_time(heading: str) -> bool:
    """Whether a heading says cycle time, which is work or elapsed time."""
    return normal(heading) in _CYCLE


def is_deadline(heading: str) -> bool:
    """Whether a heading says by when something is due, which is not how long it takes."""
    return _DEADLINE.fullmatch(normal(heading)) is not None


def why_unread(heading: str) -> str:
    """Why a column is not read."""
    if is_deadline(heading):
        return "a deadline is not how long it takes; where it is, a mapping file can read it as `lead time`"
    return "the heading is not known; a mapping file can say what the column holds"
