"""Answers printed on a form before people fill it in: where that is possible, and what has to hold for it."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.held_documents import is_ours
from frictionaudit.analysis.simplify.heuristic import Idea
from frictionaudit.analysis.simplify.scale_effort import assumed_of_questions, fewer_questions
from frictionaudit.analysis.simplify.wording import question_names, step_names
from frictionaudit.domain.changes import Change, FieldAmended
from frictionaudit.domain.procedure import Channel, Field, Side

_AT_A_DESK = frozenset({Channel.COUNTER, Channel.ONSITE})
_ONLINE = frozenset({Channel.WEB, Channel.APP})


def prefill_idea(
    subject: Subject,
    form: str,
    fields: Sequence[Field],
    steps: tuple[str, ...],
    check: str,
    trade_off: str,
    source: str = "",
) -> Idea:
    """The idea to pre-fill questions of a form, with less time to fill it in at the steps that ask for it.

    `source` ends the title: where the answers come from. `check` comes before what the channels ask to check.
    """
    changes: list[Change] = [
        FieldAmended(form=form, data=field.data, attribute="prefilled", value=True) for field in fields
    ]
    for step in steps:
        changes += fewer_questions(subject.procedure, step, len(fields))
    return Idea(
        f"Pre-fill {question_names(fields)} at {step_names(subject, steps)}{source}",
        tuple(changes),
        steps=steps,
        assumes=assumed_of_questions(changes),
        trade_off=trade_off,
        check="; ".join(filter(None, [check, what_has_to_hold(subject, form, steps)])),
    )


def steps_that_show(subject: Subject, form: str) -> tuple[str, ...]:
    """The customer's steps that ask for a form; none where we can show nothing at one of them.

    So it is by phone and e-mail, and by post before we have sent them anything: then people bring their own sheet.
    """
    steps = tuple(
        id for id, step in subject.procedure.steps.items() if form in step.asks and subject.side(id) is Side.CUSTOMER
    )
    return steps if all(_can_show(subject, step, form_channels(subject, form, step)) for step in steps) else ()


def form_channels(subject: Subject, form: str, step: str) -> set[Channel]:
    """The channels in which a form is filled in at a step: that of the step, and that of the form."""
    stated = (subject.procedure.steps[step].channel, subject.procedure.forms[form].channel)
    return {channel for channel in stated if channel is not None}


def what_has_to_hold(subject: Subject, form: str, steps: Sequence[str]) -> str:
    """What somebody has to check before a form is pre-filled: whose form it is has to be known at each step."""
    channels: set[Channel] = set()
    for step in steps:  # what is done online is not filled in at a desk, whatever the form was made for
        online = subject.procedure.steps[step].channel in _ONLINE
        channels |= form_channels(subject, form, step) - (_AT_A_DESK if online else set())
    checks = []
    if Channel.POST in channels:
        checks.append("that the form is printed for the person it is sent to")
    if _AT_A_DESK & channels:
        checks.append("that the desk has found the case before people fill in the form")
    if not checks and _before_anything_is_asked(subject, steps):
        checks.append("that people are signed in, or come by a personal link")
    return "; ".join(checks)


def _can_show(subject: Subject, step: str, channels: set[Channel]) -> bool:
    """Whether a form that is filled in at a step can have something printed on it."""
    if channels & {Channel.PHONE, Channel.EMAIL}:
        return False
    earlier = subject.graph.before(step) - {step}
    sent = any(subject.procedure.steps[id].gives and subject.side(id) is not Side.CUSTOMER for id in earlier)
    documents = [item for item in subject.procedure.steps[step].asks if item in subject.procedure.documents]
    return Channel.POST not in channels or sent or any(is_ours(subject, item) for item in documents)


def _before_anything_is_asked(subject: Subject, steps: Sequence[str]) -> bool:
    """Whether the customer has not been asked for anything before one of some steps, so that nobody knows who it is."""
    asking = {id for id in subject.tasks if subject.side(id) is Side.CUSTOMER and subject.procedure.steps[id].asks}
    return any(not asking & (subject.graph.before(step) - {step}) for step in steps)
