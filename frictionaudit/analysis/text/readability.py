"""Readability: sentences, long words, syllables, and office jargon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, Protocol

Language = Literal["en", "de"]

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|approx|mr|mrs|ms|dr|no|art|para|sec|z\. ?b|d\. ?h|bzw|ggf|usw|ca|abs|nr|vgl)\.", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"'”’)\]]|$)|\n\s*(?:\n|[-*•]|\d+[.)]\s)")
_ENGLISH = "the and of to is you your we our for that with are this not be by will have it from or if"
_GERMAN = "der das und ist nicht ein eine zu den von mit für sie wir auf dem des im ihr ihre oder wenn"
_SMALL_WORDS: Mapping[Language, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
}
_COUNTRIES: Mapping[str, Language] = {
    **dict.fromkeys(("GB", "IE", "US", "AU", "NZ"), "en"),
    **dict.fromkeys(("DE", "AT"), "de"),
}  # fmt: skip
LONG_WORD = 6
"""LIX counts words with more letters than this as long."""

PLAINER: Mapping[str, str] = {
    "aforementioned": "this",
    "as per": "as in",
    "commence": "begin",
    "endeavour": "try",
    "forthwith": "at once",
    "hereby": "leave it out",
    "herein": "here",
    "in accordance with": "as in, under",
    "in lieu of": "instead of",
    "in respect of": "about",
    "in the event that": "if",
    "inter alia": "among others",
    "notwithstanding": "even if",
    "per annum": "a year",
    "prior to": "before",
    "pursuant to": "under",
    "remuneration": "pay",
    "thereof": "of it",
    "utilise": "use",
    "whereas": "but",
    "bezüglich": "zu, über",
    "diesbezüglich": "dazu",
    "hiermit": "weglassen",
    "in Anbetracht": "wegen",
    "nebst": "mit",
    "seitens": "von",
    "vorgenannt": "dieser",
    "vorbehaltlich": "wenn",
    "zwecks": "für, um",
}
"""Office jargon with plainer words, after the Plain English Campaign's list of alternative words."""


class _Hyphens(Protocol):
    def positions(self, word: str) -> list[int]: ...


def words(text: str) -> list[str]:
    """The words of a text; a number and a hyphenated compound are one word each."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a blank line or a bullet ends a sentence, an abbreviation does not."""
    whole = _ABBREVIATED.sub(lambda found: found[0].replace(".", "\N{ONE DOT LEADER}"), text)
    parts = (part.replace("\N{ONE DOT LEADER}", ".").strip() for part in _SENTENCE_END.split(whole))
    return [" ".join(part.split()) for part in parts if words(part)]


def lix(text: str) -> float | None:
    """Björnsson's LIX: words per sentence plus the percentage of long words; None for a text without words.

    30 is easy, 40 medium, 50 difficult, 60 very difficult (Björnsson 1968, not read first-hand).
    """
    all_words = words(text)
    if not all_words:
        return None
    long = sum(sum(map(str.isalpha, word)) > LONG_WORD for word in all_words)
    return len(all_words) / len(sentences(text)) + 100 * long / len(all_words)


def syllables(word: str, language: Language) -> int | None:
    """Syllables of a word, by its hyphenation points, sometimes too few; None if `pyphen` is not installed."""
    hyphens = _hyphens(language)
    return None if hyphens is None else len(hyphens.positions(word.lower())) + 1


@cache
def _hyphens(language: Language) -> _Hyphens | None:
    try:
        from pyphen import Pyphen  # an extra of its own
    except ImportError:
        return None
    found: _Hyphens = Pyphen(lang={"en": "en_US", "de": "de_DE"}[language])
    return found


def grade(words: int, sentences: int, syllables: int) -> float:
    """The Flesch-Kincaid grade: the school year (United States) in which such an English text can be read."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def reading_age(text: str) -> float | None:
    """Reading age of an English text: its Flesch-Kincaid grade plus five years.

    None for a text without words, and if `pyphen` is not installed.
    """
    all_words = words(text)
    counted = [count for word in all_words if (count := syllables(word, "en")) is not None]
    return grade(len(counted), len(sentences(text)), sum(counted)) + 5 if counted else None


def language_of(text: str, country: str | None = None) -> Language | None:
    """English or German by the count of stop words in the text, else by country; None if neither tells."""
    small = [word.lower() for word in words(text)]
    votes = {language: sum(word in known for word in small) for language, known in _SMALL_WORDS.items()}
    if votes["en"] != votes["de"]:
        return "en" if votes["en"] > votes["de"] else "de"
    return _COUNTRIES.get(country or "")


def jargon(text: str, more: tuple[str, ...] = ()) -> dict[str, str]:
    """Jargon in a text, each with a plainer word (empty for words in `more`), in alphabetical order."""
    known = {**PLAINER, **dict.fromkeys(more, "")}
    return {
        word: known[word]
        for word in sorted(known)
        if re.search(rf"\b{re.escape(word)}(?:s|d|ment)?\b", text, re.IGNORECASE)
    }
