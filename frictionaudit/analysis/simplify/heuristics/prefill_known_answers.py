"""Pre-fill the answers that we already hold."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.check_first import by_certainty
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.prefill import prefill_idea, steps_that_show
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.domain.procedure import Field


class PrefillKnownAnswers(Heuristic):
    """Pre-fill the answers that the organisation holds; customers confirm them.

    This applies to questions marked `known` that are not pre-filled. The time to fill in shrinks in proportion to the
    questions left, and is marked as assumed. Forms asked by phone or e-mail are left alone, and by post before we have
    sent anything: we can show nothing there. An answer that was missing or wrong the first time is asked again for that
    reason, and stays open.

    The idea needs a check where a question may serve identity, consent, safety, privacy or a legal statement. So it
    does where the page does not say what the question is for, or nobody knows yet who fills in the form. At a counter
    the desk has to have found the case; a form that goes by post has to be printed for the person.

    Do not use it when the answers held are often out of date, or must not be shown to whoever fills in the form.
    """

    answers = ("FA101", "FA102")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for form in subject.procedure.forms:
            steps = steps_that_show(subject, form)
            if not steps:
                continue
            held = dict.fromkeys(self._held(subject, form), steps)
            for fields, check in by_certainty(subject, form, held):
                yield prefill_idea(subject, form, fields, steps, check, "out-of-date data may go uncorrected")

    def _held(self, subject: Subject, form: str) -> list[Field]:
        """The questions of a form whose answers are held, and for which the page gives no reason to ask."""
        return [
            field
            for field in subject.procedure.forms[form].fields or ()
            if field.known
            and not field.prefilled
            and is_unjustified(subject.procedure, ("forms", form, "fields", field.data), self.answers)
        ]
