"""Explain it as you would to your mother."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.customer_texts import CustomerText, customer_texts
from frictionaudit.analysis.text.readability import jargon, language_of, lix, reading_age, sentences, words
from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed

_ADULT = 18
"""Reading age beyond which the formula says nothing more."""


class HardWords(Rule):
    """Texts for customers have long sentences, a high reading age or office jargon.

    The rule reads the `text` of documents, the questions of forms, what steps tell in words, the options and the
    summary. It leaves out what a drawing says of a whole process, which no customer reads. Each of these has one
    finding at most. A sentence may have up to `longest` words.

    Texts of at least `enough` words are also checked for difficulty. The reading age of an English text is its
    Flesch-Kincaid grade plus five, up to `age`. A German text is measured by its LIX, up to `lix`. The rule recognises
    the two languages by their most common words, or else by the country. In other languages it checks only sentences
    and jargon. The reading age needs syllables, so the extra `language` has to be installed; otherwise a note lists
    what was not checked. `jargon` adds words of your own.

    Why it matters:
        People who do not understand a letter phone us, or do nothing. Everyone reads short sentences faster.

    Wrong:
        documents:
          answer: {text: "Pursuant to section 4 the amount is payable prior to commencement of the works."}

    Right:
        documents:
          answer: {text: "Pay before you begin to build. Section 4 of the building rules says so."}

    What to do:
        Split long sentences, replace office words with everyday ones, and ask someone outside your team to read the
        text aloud.

    Leave it when:
        You have to quote the words of a law. Add what they mean.

    Sources:
        GOV.UK content design: sentences of at most 25 words, a reading age of 9 (to 11). Plain English Campaign: words
        to avoid. LIX: Björnsson 1968, hard from 50 (source not checked first-hand). A hundred words: the
        samples for which Flesch made the formula.
    """

    level = "warning"
    stake = ("finding out",)
    care_point = "no-rush"

    longest: int = Field(default=25, ge=0, description="words that a sentence may have")
    age: float = Field(default=11, ge=0, description="reading age that an English text may need, in years")
    lix: float = Field(default=50, ge=0, description="LIX that a German text may have")
    enough: int = Field(default=100, ge=0, description="words from which the difficulty of a text is checked")
    jargon: tuple[str, ...] = Field(default=(), description="jargon of your own to look for")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        country, not_checked = subject.procedure.calendar.country, 0
        for customer_text in customer_texts(subject.procedure):
            lengths = [len(words(sentence)) for text in customer_text.texts for sentence in sentences(text)]
            long = [length for length in lengths if length > self.longest]
            office_words = jargon("\n".join(customer_text.texts), self.jargon)
            difficulties, unreadable = self._difficulties(customer_text, country)
            not_checked += unreadable
            faults = list(difficulties)
            if long:
                faults.insert(0, f"{count(len(long), 'sentence')} over {self.longest} words (longest {max(long)})")
            if office_words:
                faults.append(f"office jargon: {_with_plain_words(office_words)}")
            if faults:
                step = str(customer_text.place[1]) if customer_text.place[0] == "steps" else None
                name = f"The text of {describe(subject.graph, step)}" if step else customer_text.name
                yield Flag(
                    f"{name} is hard to read: {'; '.join(faults)}",
                    steps=(step,) if step else (),
                    about="" if step else ".".join(map(str, customer_text.place)),
                    at=customer_text.place,
                    severity=None if long or difficulties else "info",
                )
        if not_checked:
            yield Flag(
                f"The reading age of {count(not_checked, 'text')} was not checked; it needs the extra `language`",
                about="reading age",
                severity="info",
            )

    def _difficulties(self, customer_text: CustomerText, country: str | None) -> tuple[list[str], int]:
        """What makes the longer texts difficult, and how many of them could not be checked."""
        faults, not_checked = [], 0
        for text in customer_text.texts:
            if len(words(text)) < self.enough:
                continue
            language = language_of(text, country)
            if language == "en":
                age = reading_age(text)
                not_checked += age is None
                if age is not None and age > self.age:
                    faults.append(
                        f"reading age {f'{age:.3g}' if age <= _ADULT else f'over {_ADULT}'} years (limit {self.age:g})"
                    )
            elif language == "de":
                score = lix(text) or 0.0
                if score > self.lix:
                    faults.append(f"LIX {score:.3g} (limit {self.lix:g})")
        return faults, not_checked


def _with_plain_words(office_words: dict[str, str]) -> str:
    return listed(f"'{word}'" + (f" ({plain})" if plain else "") for word, plain in office_words.items())
