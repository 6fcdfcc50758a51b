"""Bad news is easier to take with a reason, a choice and a person to ask."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.bad_news import missing_explanations, steps_without_contact
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.listing import listed

_PARTS = {"reason": "the reason", "options": "what the customer can do now", "contact": "a person to ask"}


class HardNewsColdly(Rule):
    """Bad news comes without the reason, the options or a person to ask.

    The rule looks at ends with `outcome: adverse`, and at other adverse steps from which no adverse end can be reached.
    The three may be told there, on every path to it since the last decision, or later but before the next branch. A
    contact is a person's name with a way to reach it: `call centre` and `true` are none (see FA508).
    `options` at the step count too, and so does `redress`: to complain or appeal is something to do. Two gaps are left
    to other rules. FA603 reports ends that lack only options. FA508 reports steps that lack only a contact, if no
    earlier step named one.

    Why it matters:
        People accept a refusal more easily if someone they can talk to explains it. A bare refusal reads as if no one
        had looked at the case.

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
        Add three lines to the message: why you decided this, what the customer can do now, and whom to phone about it.

    Leave it when:
        Giving the reason would help people who cheat. Name a person to ask all the same.

    Sources:
        The idea of procedural care: the parking officer's card with a name and a number. Our default.
    """

    level = "warning"
    stake = ("finding out",)
    element = "personal"
    care_point = "honest"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        nobody_named = steps_without_contact(subject)
        for id, missing in missing_explanations(subject).items():
            if not missing or (missing == {"options"} and steps[id].kind is StepKind.END):
                continue
            if missing == {"contact"} and id in nobody_named:
                continue
            parts = listed([words for part, words in _PARTS.items() if part in missing], last="or")
            yield Flag(f"{sentence(describe(subject.graph, id))} gives bad news without {parts}", steps=(id,))
