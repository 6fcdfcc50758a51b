"""What nobody reads is not asked."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.questions import AskedForm, asked_as, forms_for_customers, listed
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_questions
from frictionaudit.domain.changes import Change, FieldRemoved
from frictionaudit.domain.procedure import Field


class DropUnreadQuestions(Heuristic):
    """Questions of which the page says that nobody reads the answer (`used_by: []`) are dropped from their form.

    Filling in takes as much less as there are fewer questions to answer, said to be assumed. A question for which the
    page names a law stays.

    Leave it when the answers are counted later, as for statistics: then name who reads them.
    """

    number = 5
    answers = ("FA105", "FA109")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for asking in forms_for_customers(subject):
            unread = [
                field
                for field in asking.form.fields or ()
                if field.used_by == () and not field.basis and self._open(subject, asking, field)
            ]
            if unread:
                yield self._idea(subject, asking, unread)

    def _open(self, subject: Subject, asking: AskedForm, field: Field) -> bool:
        return is_unjustified(subject.procedure, ("forms", asking.id, "fields", field.data), self.answers)

    def _idea(self, subject: Subject, asking: AskedForm, unread: list[Field]) -> Idea:
        changes: list[Change] = [FieldRemoved(form=asking.id, data=field.data) for field in unread]
        answered = sum(not field.prefilled for field in unread)
        for step in asking.steps:
            changes += fewer_questions(subject.procedure, step, answered)
        return Idea(
            f"drop {listed(map(asked_as, unread))} from '{asking.name}': nobody reads the answer",
            tuple(changes),
            steps=asking.steps,
        )
