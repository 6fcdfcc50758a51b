"""Pre-fill the answers that we already hold."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.check_first import by_certainty
from frictionaudit.analysis.simplify.held_documents import is_ours
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import assumed_of_questions, fewer_questions
from frictionaudit.analysis.simplify.wording import question_names, step_names
from frictionaudit.domain.changes import Change, FieldAmended
from frictionaudit.domain.procedure import Channel, Field, Side


class PrefillKnownAnswers(Heuristic):
    """Pre-fill the answers that the organisation holds; customers confirm them.

    This applies to questions marked `known` that are not pre-filled. The time to fill in shrinks in proportion to the
    questions left, and is marked as assumed. Forms asked by phone or e-mail are left alone, and by post before we have
    sent anything: we can show nothing there. An answer that was missing or wrong the first time is asked again for that
    reason, and stays open.

    The idea needs a check where a question may serve identity, consent, safety, privacy or a legal statement. So it
    does where the page does not say what the question is for, or nobody knows yet who fills in the form.

    Do not use it when the answers held are often out of date, or must not be shown to whoever fills in the form.
    """

    answers = ("FA101", "FA102")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for form in subject.procedure.forms:
            steps = _steps_that_show(subject, form)
            if not steps:
                continue
            held = dict.fromkeys(self._held(subject, form), steps)
            for fields, check in by_certainty(subject, form, held):
                yield _idea(subject, form, fields, steps, check)

    def _held(self, subject: Subject, form: str) -> list[Field]:
        """The questions of a form whose answers are held, and for which the page gives no reason to ask."""
        return [
            field
            for field in subject.procedure.forms[form].fields or ()
            if field.known
            and not field.prefilled
            and is_unjustified(subject.procedure, ("forms", form, "fields", field.data), self.answers)
        ]


def _idea(subject: Subject, form: str, fields: list[Field], steps: tuple[str, ...], check: str) -> Idea:
    changes: list[Change] = [
        FieldAmended(form=form, data=field.data, attribute="prefilled", value=True) for field in fields
    ]
    for step in steps:
        changes += fewer_questions(subject.procedure, step, len(fields))
    unknown_yet = _before_anything_is_asked(subject, steps)
    checks = [check, "that people are signed in, or come by a personal link" if unknown_yet else ""]
    return Idea(
        f"Pre-fill {question_names(fields)} at {step_names(subject, steps)}",
        tuple(changes),
        steps=steps,
        assumes=assumed_of_questions(changes),
        trade_off="out-of-date data may go uncorrected",
        check="; ".join(filter(None, checks)),
    )


def _steps_that_show(subject: Subject, form: str) -> tuple[str, ...]:
    """The customer's steps that ask for a form; none where we can show nothing at one of them.

    So it is by phone and e-mail, and by post before we have sent them anything: then people bring their own sheet.
    """
    steps = {
        id: step.channel
        for id, step in subject.procedure.steps.items()
        if form in step.asks and subject.side(id) is Side.CUSTOMER
    }
    usual = subject.procedure.forms[form].channel
    shown = all(_can_show(subject, step, {channel, usual}) for step, channel in steps.items())
    return tuple(steps) if shown else ()


def _can_show(subject: Subject, step: str, channels: set[Channel | None]) -> bool:
    """Whether a form that is filled in at a step can have something printed on it."""
    if channels & {Channel.PHONE, Channel.EMAIL}:
        return False
    earlier = subject.graph.before(step) - {step}
    sent = any(subject.procedure.steps[id].gives and subject.side(id) is not Side.CUSTOMER for id in earlier)
    documents = [item for item in subject.procedure.steps[step].asks if item in subject.procedure.documents]
    return Channel.POST not in channels or sent or any(is_ours(subject, item) for item in documents)


def _before_anything_is_asked(subject: Subject, steps: tuple[str, ...]) -> bool:
    """Whether the customer has not been asked for anything before one of some steps, so that nobody knows who it is."""
    asking = {id for id in subject.tasks if subject.side(id) is Side.CUSTOMER and subject.procedure.steps[id].asks}
    return any(not asking & (subject.graph.before(step) - {step}) for step in steps)
