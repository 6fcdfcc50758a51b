"""Explain it as you would to your mother."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.analysis.text.readability import jargon, language_of, lix, reading_age, sentences, words
from frictionaudit.domain.procedure import PagePath, Tells


@dataclass(frozen=True)
class _Wording:
    """What customers read at one part of the page: a letter, the questions of a form, what a step tells."""

    place: PagePath
    name: str
    texts: tuple[str, ...]


class HardWords(Rule):
    """What customers read has long sentences, needs more schooling than most have, or uses words of offices.

    Read are the `text` of documents, the questions of forms, what steps tell in words, options, and the summary; each
    of these is one finding at most. A sentence may have `longest` words. The reading age of an English text is its
    Flesch-Kincaid grade plus five and may be up to `age`; a German text is judged by its LIX, up to `lix`; both only
    from `enough` words on. Whether a text is English or German is told by its small words, else by the country; of
    other languages only sentences and words are judged. The reading age needs syllables, for which the extra
    `language` has to be installed; without it a note says what was not judged. `jargon` adds words of the house.

    Why it matters:
        Who does not understand a letter rings up, or does nothing. Short sentences are read by everybody, and faster.

    Wrong:
        documents:
          answer: {text: "Pursuant to section 4 the amount is payable prior to commencement of the works."}

    Right:
        documents:
          answer: {text: "Please pay before you begin to build. Section 4 of the building rules says so."}

    What to do:
        Cut long sentences in two, say the plain word, and let somebody read it aloud who does not work with you.

    Leave it when:
        The words are those of a law that has to be quoted; then add what they mean.

    Sources:
        GOV.UK content design: sentences of at most 25 words, a reading age of 9 (to 11). Plain English Campaign: words
        to avoid. LIX: Björnsson 1968, hard from 50 (not read first-hand). Thirty words: our default.
    """

    level = "warning"
    care_point = "no-rush"

    longest: int = 25
    age: float = 11
    lix: float = 50
    enough: int = 30
    jargon: tuple[str, ...] = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        country, uncounted = subject.procedure.calendar.country, 0
        for wording in filter(lambda wording: wording.texts, _wordings(subject)):
            long = [len(words(one)) for text in wording.texts for one in sentences(text)]
            long = [length for length in long if length > self.longest]
            office = jargon("\n".join(wording.texts), self.jargon)
            hard, missed = self._hard(wording, country)
            uncounted += missed
            faults = [
                *(
                    [f"{count(len(long), 'sentence')} over {self.longest} words, the longest {max(long)}"]
                    if long
                    else []
                ),
                *hard,
                *([f"words of offices: {_plainer(office)}"] if office else []),
            ]
            if faults:
                step = str(wording.place[1]) if wording.place[0] == "steps" else None
                yield Flag(
                    f"{wording.name} is hard to read: {'; '.join(faults)}",
                    steps=(step,) if step else (),
                    about="" if step else ".".join(map(str, wording.place)),
                    at=wording.place,
                    severity=None if long or hard else "info",
                )
        if uncounted:
            yield Flag(
                f"the reading age of {count(uncounted, 'text')} was not judged: counting syllables needs the extra "
                "`language`",
                about="reading age",
                severity="info",
            )

    def _hard(self, wording: _Wording, country: str | None) -> tuple[list[str], int]:
        """What is hard in the texts that are long enough, and how many of them could not be judged."""
        faults, missed = [], 0
        for text in wording.texts:
            if len(words(text)) < self.enough:
                continue
            language = language_of(text, country)
            if language == "en":
                age = reading_age(text)
                missed += age is None
                if age is not None and age > self.age:
                    faults.append(f"a reading age of {age:.3g} years, more than {self.age:g}")
            elif language == "de":
                score = lix(text) or 0.0
                if score > self.lix:
                    faults.append(f"a LIX of {score:.3g}, more than {self.lix:g}")
        return faults, missed


def _plainer(office: dict[str, str]) -> str:
    return ", ".join(f"'{word}'" + (f" ({plain})" if plain else "") for word, plain in office.items())


def _wordings(subject: Subject) -> Iterator[_Wording]:
    procedure = subject.procedure
    if procedure.summary:
        yield _Wording(("summary",), "the summary", (procedure.summary,))
    for id, document in procedure.documents.items():
        if document.text:
            yield _Wording(("documents", id), f"'{document.name or id}'", (document.text,))
    for id, form in procedure.forms.items():
        labels = tuple(field.label for field in form.fields or () if field.label)
        yield _Wording(("forms", id), f"the form '{form.name or id}'", labels)
    for id, step in procedure.steps.items():
        told = [*_said(step.tells), *step.options]
        for disruption in step.disruptions:
            told += [*_said(disruption.tells), *disruption.options]
        yield _Wording(("steps", id), f"what '{procedure.label(id)}' says", tuple(told))


def _said(tells: Tells) -> list[str]:
    """What is told in words of its own."""
    values = [getattr(tells, word) for word in type(tells).model_fields]
    return [value for value in values if isinstance(value, str)]
