"""A no is easier to bear when somebody says why, and what now."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.bad_news import unsaid, without_contact
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_WORDS = {"reason": "the reason", "options": "what the customer may do now", "contact": "a person to ask"}


class HardNewsColdly(Rule):
    """An adverse message comes without the reason, the options or a person to ask.

    Judged are ends with `outcome: adverse`, and other adverse steps after which no adverse end can come. Said is what
    `tells` says there, on every way to it since the last decision, or after it before the way forks again; options
    also by `options` at the step. What another rule says alone is not said twice: of ends that lack nothing but
    options FA603 speaks, and of steps that lack nothing but a contact where none was told on the way, FA508.

    Why it matters:
        People forgive a no that was explained by somebody they can talk to. A bare no reads as if nobody had looked.

    Wrong:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true}}

    Right:
        steps:
          refused:
            kind: end
            outcome: adverse
            options: [pay the lower rate, challenge it]
            tells: {result: true, reason: true, contact: the officer's name and number}

    What to do:
        Say what happened and why, what can be done now, and who can be rung about it.

    Leave it when:
        A reason would warn those who cheat; say then who can be asked all the same.

    Sources:
        The idea of procedural care: the parking officer's card with a name and a number. Our default.
    """

    level = "warning"
    element = "personal"
    care_point = "honest"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        alone = without_contact(subject)
        for id, lacking in unsaid(subject).items():
            if not lacking or (lacking == {"options"} and steps[id].kind is StepKind.END):
                continue
            if lacking == {"contact"} and id in alone:
                continue
            yield Flag(
                f"'{subject.procedure.label(id)}' gives hard news without "
                f"{_listed([words for word, words in _WORDS.items() if word in lacking])}",
                steps=(id,),
            )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
