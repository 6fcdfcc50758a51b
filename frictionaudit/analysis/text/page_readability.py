"""How hard a text is to read, in figures that its owner can act on."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.text.customer_texts import customer_texts
from frictionaudit.analysis.text.readability import jargon, language_of, lix, reading_age, sentences, words
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.customer_page import Readability

PROSE = 6
"""Words from which a paragraph counts as prose; labels and short items say nothing about how hard a page is."""

ENOUGH = 100
"""Words of prose from which the formulas say something; Flesch took samples of a hundred words."""


def readability(paragraphs: Sequence[str], language: str) -> Readability:
    """The figures of a text in paragraphs; the reading age of an English one, if `pyphen` is installed.

    Paragraphs of some length are judged, each at least one sentence; all words are counted.
    """
    prose = [paragraph for paragraph in paragraphs if len(words(paragraph)) >= PROSE]
    text = "\n\n".join(prose or paragraphs)
    said = sentences(text)
    longest = max(said, key=lambda sentence: len(words(sentence)), default="")
    return Readability(
        words=sum(len(words(paragraph)) for paragraph in paragraphs),
        sentence=len(words(text)) / len(said) if said else 0.0,
        lix=lix(text),
        age=reading_age(text) if language.partition("-")[0] == "en" else None,
        hard=jargon(text),
        longest=longest,
    )


def readability_of_texts(procedure: Procedure) -> Readability | None:
    """The figures of all that customers read on a page; None where that is less than a hundred words of prose."""
    texts = [text for place in customer_texts(procedure) for text in place.texts]
    if sum(length for text in texts if (length := len(words(text))) >= PROSE) < ENOUGH:
        return None
    country = procedure.calendar.country
    return readability(texts, procedure.language or language_of(". ".join(texts), country) or "")
