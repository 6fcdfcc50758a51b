"""Drop questions whose answers nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.questions import AskedForm, forms_for_customers
from frictionaudit.analysis.simplify.check_first import by_certainty
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import assumed_of_questions, fewer_questions
from frictionaudit.analysis.simplify.wording import form_name, question_names
from frictionaudit.domain.changes import Change, FieldRemoved
from frictionaudit.domain.procedure import Field


class DropUnreadQuestions(Heuristic):
    """Drop questions from a form where the page says that nobody reads the answer (`used_by: []`).

    The time to fill in shrinks in proportion to the questions left, and is marked as assumed. A question for which the
    page names a law stays. One that may record consent or identity, or that has no purpose on the page, needs a check.

    Do not use it when the answers are counted later, as for statistics: then name who reads them.
    """

    number = 5
    answers = ("FA105", "FA109")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for form in forms_for_customers(subject):
            unread = [field for field in form.form.fields or () if self._is_unread(subject, form, field)]
            for fields, check in by_certainty(subject, form.id, dict.fromkeys(unread, form.steps)):
                yield _idea(subject, form, fields, check)

    def _is_unread(self, subject: Subject, form: AskedForm, field: Field) -> bool:
        place = ("forms", form.id, "fields", field.data)
        return field.used_by == () and not field.basis and is_unjustified(subject.procedure, place, self.answers)


def _idea(subject: Subject, form: AskedForm, unread: list[Field], check: str) -> Idea:
    changes: list[Change] = [FieldRemoved(form=form.id, data=field.data) for field in unread]
    answered = sum(not field.prefilled for field in unread)
    for step in form.steps:
        changes += fewer_questions(subject.procedure, step, answered)
    answers = "answer" if len(unread) == 1 else "answers"
    return Idea(
        f"Drop {question_names(unread)} from {form_name(subject.procedure, form.id)}: nobody reads the {answers}",
        tuple(changes),
        steps=form.steps,
        assumes=assumed_of_questions(changes),
        check=check,
    )
