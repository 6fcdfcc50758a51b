"""A task is named with a verb and an object: "check the papers", not "paper check"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.patterns.rows import beside
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['’-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
_ENGLISH_NOUN = re.compile(r"^[a-z]{2,}(?:tion|sion|ment)s?$")
_FINITE = re.compile(
    r"^(?:is|are|was|were|be|been|being|gets?|got|has|have|had|will|can|must|may|shall|should"
    r"|arrives?|begins?|comes?|ends?|goes|reaches|starts?|takes?|waits?)$"
)
"""English words that make a sentence of what stands before them."""
_PARTICIPLE = re.compile(
    r"^(?:[a-z]{2,}(?<!e)ed|agreed|guaranteed|refereed|begun|bought|broken|brought|built|caught|chosen|cut|dealt|done"
    r"|drawn|(?:for|over)?seen|found|(?:for)?given|gone|held|hidden|kept|known|laid|led|left|lent|lost|made|met|paid|put"
    r"|read|withheld|upheld|rewritten|run|said|sent|set|shown|shut|sold|spent|split|spoken|struck|sworn|taken|told"
    r"|understood|undone|withdrawn|won|written)$"
)
"""English participles: regular ones by their ending, and the irregular ones of office work."""
_BEFORE_ADJECTIVES = (
    "a all an and any as at both by each every for from her his in into its my no not of on or our some that the their "
    "these this those to under with without your"
)
"""Words after which a participle describes the noun that follows: of signed forms."""
_GERMAN_NOUN = re.compile(r"^[a-zäöüß]{3,}(?:ung|heit|keit|schaft)(?:en)?$")
_VERBS = (
    "action apportion auction audition caption caution commission condition decommission envision fraction "
    "function mention motion partition pension petition portion position proportion provision question ration "
    "recondition reposition requisition sanction section station transition vacation vision "
    "augment cement comment complement compliment document experiment ferment fragment implement increment "
    "instrument lament regiment segment supplement torment"
)
"""English verbs with the ending of a noun."""
_THINGS = (
    "abonnement apartment basement compartment department document dokument element environment firmament fundament "
    "garment instrument medikament moment monument ornament parchment parliament parlament pigment regiment segment "
    "sortiment temperament testament tournament"
)
"""Nouns with such an ending that name a thing, not what is done."""
_ENGLISH_FUNCTION_WORDS = "a about and at between by for from of on or the to when with without"
"""English words that German does not have: beside them no word is taken for a German verb."""
_GERMAN_VERB = re.compile(
    r"^(?:[a-zäöüß]{2,}(?:en|ern|eln)|[a-zäöüß]*ge[a-zäöüß]{2,}t|(?:be|ver|er|ent|zer)[a-zäöüß]{3,}t|[a-zäöüß]{2,}iert)$"
)
"""German infinitives and participles by their ending: speichern, geprüft, versendet, aktualisiert."""
_FUNCTION_WORDS = (
    "der die das des dem den ein eine einer eines einem einen und oder von vom für zu zum zur an am auf aus bei beim "
    "durch im in mit nach über um vor"
)
"""German words that may accompany a noun; any other lower-case word may be the verb."""
_FAULTS = {
    "words": ("is too long for a name", "are too long for names"),
    "one word": (
        "is a single word: name what is done, and to what",
        "are single words: name what is done, and to what",
    ),
    "noun": ("needs a verb: it begins with a noun", "need a verb: they begin with a noun"),
}
"""What is wrong with one name, and with several."""


class VerbAndObject(Rule):
    """The name of a task is not a verb with an object: it is too long, a single word, or a noun.

    The rule uses only signs that need no grammar: the number of words, and whether the first word ends in -tion, -ment,
    -ung or the like (English and German). A German verb may stand anywhere in the name: 'Reklamation prüfen auf
    Fristen'. A name such as 'Application is registered' or 'Decision sent' says what is done. In doubt, and in other
    scripts, the rule reports nothing. It does not check the names of starts, ends, events and gateways.

    In a service table it says nothing about length, for a cell there is a sentence and no label. Nor does it check a
    name that joins several actions of one cell: nobody chose that name. A single word there is left alone if a note, or
    the other cell of its row, says more: 'Releases' beside 'Receives the permit'.

    Why it matters:
        People understand short names with a verb and an object best, even if they do not know the procedure.
        "Application" leaves open whether it is written, checked or refused.

    Wrong:
        steps:
          check: {name: Verification of the application, by: office}

    Right:
        steps:
          check: {name: Verify the application, by: office}

    What to do:
        Use a verb and its object, such as 'Check the papers', and move details to a note.

    Leave it when:
        Everyone there uses that word, or the language forms such names differently.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked first-hand):
        use verb–object labels; the numbers and lists are our defaults. bpmnlint has nothing comparable: its
        label-required only demands a name (see FA812).
    """

    level = "info"
    stake = ()

    most_words: int = Field(default=10, ge=0, description="most words in a name")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        faulty: dict[str, list[str]] = {about: [] for about in _FAULTS}
        for id, step in subject.procedure.steps.items():
            table = subject.procedure.service_table
            name = _own_words(step.name or "") if table else step.name or ""
            about = self._fault(name) if step.kind is StepKind.TASK else None
            if table and (about == "words" or (about == "one word" and step.note)):
                continue
            if about and not (about == "one word" and len(beside(subject, id).split()) > 1):
                faulty[about].append(id)
        for about, steps in faulty.items():
            for group in split_justified(subject, steps, self.code()):
                fault = _FAULTS[about][len(group) > 1]
                yield Flag(f"{describe_all(subject.graph, group)} {fault}", steps=group, about=about)

    def _fault(self, name: str) -> str | None:
        parts = name.split()
        if len(parts) > self.most_words:
            return "words"
        words = _WORD.findall(name)
        if not words or len(words) < len([part for part in parts if any(letter.isalpha() for letter in part)]):
            return None  # nothing to read, or another script
        if len(parts) == 1 and words == parts:
            return "one word"
        return "noun" if _is_noun(words) else None


def _own_words(name: str) -> str:
    """The name of a row as its table prints it, without the sign of a cut; empty where several actions are joined."""
    return "" if "; " in name else name.removesuffix(" …")


def _is_noun(words: list[str]) -> bool:
    """Whether the first word is a noun by its ending, and no later one can be its verb."""
    first = words[0].lower()
    if _GERMAN_NOUN.match(first) and words[0][0].isupper():
        return all(word[0].isupper() or word in _FUNCTION_WORDS.split() for word in words[1:])
    return (
        bool(_ENGLISH_NOUN.match(first))
        and first.removesuffix("s") not in (*_VERBS.split(), *_THINGS.split())
        and not _has_german_verb(words[1:])
        and not _says_what_is_done([word.lower() for word in words])
    )


def _says_what_is_done(words: list[str]) -> bool:
    """Whether a later word makes an English sentence of the name, in full or in short: Decision (is) sent."""
    return any(
        _FINITE.match(word) or (_PARTICIPLE.match(word) and before not in _BEFORE_ADJECTIVES.split())
        for before, word in pairwise(words)
    )


def _has_german_verb(words: list[str]) -> bool:
    """Whether one of the words may be a German verb: Dokumentation prüfen, Reklamation geprüft und abgelegt."""
    if words and words[-1].islower() and words[-1].endswith(("en", "ern", "eln")):
        return True
    if any(word in _ENGLISH_FUNCTION_WORDS.split() for word in words):
        return False
    return any(_GERMAN_VERB.match(word) and word not in _FUNCTION_WORDS.split() for word in words)
