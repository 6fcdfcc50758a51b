"""Question after question that must be answered."""

from __future__ import annotations

import math
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.questions import forms_for_customers
from frictionaudit.analysis.rule import Flag, Rule, count


class LongForm(Rule):
    """More required answers are expected of a customer than `some` (info) or `many` (warning), over all forms.

    A question counts with the times it is expected to be asked; what is shown filled in is not asked. Where a form
    does not say its questions, the number is the least it can be.

    Why it matters:
        Every question takes time to understand, to look up and to answer, and each is one more place to give up.

    Wrong:
        steps:
          apply: {by: customer, asks: [application, annex-a, annex-b], next: check}   # sixty questions

    Right:
        steps:
          apply: {by: customer, asks: [application], next: check}   # twelve, and the annexes only where they are needed

    What to do:
        Strike what nobody reads, fill in what is known, and ask the rest only of those whom it concerns.

    Leave it when:
        The law lists the questions: say so with `because` on the form, and ask whether each is still read.

    Sources:
        Paperwork Reduction Act (USA): burden is counted on what a form demands. More than 25 and more than 50 are our
        default.
    """

    level = "warning"

    some: float = 25
    many: float = 50

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        expected: dict[str, float] = {}
        names: dict[str, str] = {}
        silent = False
        for asking in forms_for_customers(subject):
            silent |= asking.form.fields is None
            required = sum(field.required for field in asking.questions())
            names[asking.id] = asking.name
            expected[asking.id] = required * sum(subject.visits(step).value for step in asking.steps) if required else 0
        total = round(sum(expected.values()), 9)
        if total <= min(self.some, self.many) or not math.isfinite(total):
            return
        longest = max(sorted(expected), key=lambda form: expected[form])
        yield Flag(
            f"{'at least ' if silent else ''}{count(total, 'required answer')} are expected of a customer, more than "
            f"{self.many if total > self.many else self.some:g}; most of them on '{names[longest]}' "
            f"({expected[longest]:.3g})",
            at=("forms", longest),
            severity="warning" if total > self.many else "info",
        )
