"""Pre-fill the answers that we already hold."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_questions
from frictionaudit.analysis.simplify.wording import question_names, step_names
from frictionaudit.domain.changes import Change, FieldAmended
from frictionaudit.domain.procedure import Channel, Field, Side


class PrefillKnownAnswers(Heuristic):
    """Pre-fill the answers that the organisation holds; customers confirm them.

    This applies to questions marked `known` that are not pre-filled. The time to fill in shrinks in proportion to the
    questions left, and is marked as assumed. Steps by phone are left alone: nobody sees a pre-filled form there.

    Do not use it when the answers held are often out of date, or must not be shown to whoever fills in the form.
    """

    answers = ("FA101", "FA102")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for form in subject.procedure.forms:
            held, steps = self._held(subject, form), _steps_that_show(subject, form)
            if not held or not steps:
                continue
            changes: list[Change] = [
                FieldAmended(form=form, data=field.data, attribute="prefilled", value=True) for field in held
            ]
            for step in steps:
                changes += fewer_questions(subject.procedure, step, len(held))
            yield Idea(
                f"Pre-fill {question_names(held)} at {step_names(subject, steps)}",
                tuple(changes),
                steps=steps,
                trade_off="out-of-date data may go uncorrected",
            )

    def _held(self, subject: Subject, form: str) -> list[Field]:
        """The questions of a form whose answers are held, and for which the page gives no reason to ask."""
        return [
            field
            for field in subject.procedure.forms[form].fields or ()
            if field.known
            and not field.prefilled
            and is_unjustified(subject.procedure, ("forms", form, "fields", field.data), self.answers)
        ]


def _steps_that_show(subject: Subject, form: str) -> tuple[str, ...]:
    """The customer's steps that ask for a form in a channel where people see it."""
    own = subject.procedure.forms[form].channel
    return tuple(
        id
        for id, step in subject.procedure.steps.items()
        if form in step.asks and subject.side(id) is Side.CUSTOMER and (own or step.channel) is not Channel.PHONE
    )
