"""How many questions a customer has to answer."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.questions import forms_for_customers
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count


class LongForm(Rule):
    """A customer must answer many required questions.

    More than `some` per case is information, more than `many` a warning. All forms count together. A question counts as
    often as it is expected to be asked; pre-filled fields are not questions. Where the page does not state the
    questions of a form, the number is a minimum.

    Why it matters:
        Every question takes time to understand, look up and answer, and is one more place to give up.

    Wrong:
        steps:
          apply: {by: customer, asks: [application, annex-a, annex-b], next: check}   # sixty questions

    Right:
        steps:
          apply: {by: customer, asks: [application], next: check}   # twelve; the annexes only where needed

    What to do:
        Drop the questions that nobody reads, and pre-fill what you know. Ask the rest only of the people they concern.

    Leave it when:
        The law lists the questions. Name the law in `because` on the form, and check that each answer is still read.

    Sources:
        Paperwork Reduction Act (USA): burden is counted on what a form requires. 25 and 50 questions are our defaults.
    """

    level = "warning"
    stake = ("filling in",)

    some: float = Field(default=25, ge=0, description="required questions per case above which it is information")
    many: float = Field(default=50, ge=0, description="required questions per case above which it is a warning")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        expected: dict[str, float] = {}
        names: dict[str, str] = {}
        at_steps: dict[str, float] = {}
        incomplete = False
        for asked in forms_for_customers(subject):
            incomplete |= asked.form.fields is None
            required = sum(field.required for field in asked.questions())
            names[asked.id] = asked.name
            for step in asked.steps:
                at_steps[step] = at_steps.get(step, 0.0) + required * subject.visits(step).value
            expected[asked.id] = required * sum(subject.visits(step).value for step in asked.steps) if required else 0
        total = round(sum(expected.values()), 9)
        if total <= min(self.some, self.many) or not math.isfinite(total):
            return
        longest = max(sorted(expected), key=lambda form: expected[form])
        limit = self.many if total > self.many else self.some
        number = count(total, "required question", tenths=True)
        yield Flag(
            f"The customer must answer {'at least ' if incomplete else ''}{number} per case "
            f"(limit {limit:g}){rests_on(subject, at_steps)}, most of them on '{names[longest]}' "
            f"({expected[longest]:.3g})",
            at=("forms", longest),
            severity="warning" if total > self.many else "info",
            portion=1 - limit / total,
        )
