"""A name says who does what to what: check the papers, not paper check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['’-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
_ENGLISH = re.compile(r"^[a-z]{2,}(?:tion|sion|ment)s?$")
_GERMAN = re.compile(r"^[a-zäöüß]{3,}(?:ung|heit|keit|schaft)(?:en)?$")
_VERBS = (
    "action apportion auction audition caption caution commission condition decommission envision fraction "
    "function mention motion partition pension petition portion position proportion provision question ration "
    "recondition reposition requisition sanction section station transition vacation vision "
    "augment cement comment complement compliment document experiment ferment fragment implement increment "
    "instrument lament regiment segment supplement torment"
)
"""English verbs that end as nouns do."""
_SMALL = (
    "der die das des dem den ein eine einer eines einem einen und oder von vom für zu zum zur an am auf aus bei beim "
    "durch im in mit nach über um vor"
)
"""German words that a noun may have with it; any other small word may be the verb."""
_ABOUT = {
    "words": "says more than a name can hold",
    "one word": "says either what is done or to what, not both",
    "noun": "names a thing instead of what is done",
}


class VerbAndObject(Rule):
    """The name of a task is not a verb with its object: too long, one word alone, or a noun.

    Judged is only what can be told without grammar: the number of words, and endings such as -tion, -ment and -ung
    (English and German) at the first word. Where that leaves doubt, and in other scripts, the rule is silent. Starts,
    ends, events and gateways are not judged.

    Why it matters:
        'Application' leaves open whether it is written, checked or refused. Names with a verb and an object are
        understood best, and by strangers too.

    Wrong:
        steps:
          check: {name: Verification of the application, by: office}

    Right:
        steps:
          check: {name: Verify the application, by: office}

    What to do:
        Begin with what is done, then say to what; leave the rest to the note.

    Leave it when:
        The word is what everybody says there, or the language puts it so.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand): use
        verb–object labels; the numbers and lists are our defaults. bpmnlint has nothing comparable: its
        label-required asks only that there be a name (see FA812).
    """

    level = "info"

    most_words: int = 10

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        faulty: dict[str, list[str]] = {about: [] for about in _ABOUT}
        for id, step in subject.procedure.steps.items():
            about = self._fault(step.name or "") if step.kind is StepKind.TASK else None
            if about:
                faulty[about].append(id)
        for about, steps in faulty.items():
            for group in split_justified(subject, steps, self.code()):
                its = "the name" if len(group) == 1 else "each of the names"
                yield Flag(f"{its} {list_steps(subject, group)} {_ABOUT[about]}", steps=group, about=about)

    def _fault(self, name: str) -> str | None:
        parts = name.split()
        if len(parts) > self.most_words:
            return "words"
        words = _WORD.findall(name)
        if not words or len(words) < len([part for part in parts if any(letter.isalpha() for letter in part)]):
            return None  # nothing to read, or another script
        if len(parts) == 1 and words == parts:
            return "one word"
        return "noun" if _noun(words) else None


def _noun(words: list[str]) -> bool:
    """Whether the first word is a noun by its ending, and no later one can be its verb."""
    first = words[0].lower()
    if _GERMAN.match(first) and words[0][0].isupper():
        return all(word[0].isupper() or word in _SMALL.split() for word in words[1:])
    return bool(_ENGLISH.match(first)) and first.removesuffix("s") not in _VERBS.split() and not _infinitive(words[1:])


def _infinitive(words: list[str]) -> bool:
    """Whether a German verb may stand at the end: Dokumentation prüfen."""
    return bool(words) and words[-1].islower() and words[-1].endswith(("en", "ern", "eln"))
