"""What to check before a question is dropped or pre-filled: whether it is asked on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.deliberate_questions import (
    asked_after_a_return,
    asked_because_missing,
    deliberate_purpose,
)
from frictionaudit.analysis.simplify.wording import question_names
from frictionaudit.domain.procedure import Field


def by_certainty(
    subject: Subject, form: str, questions: Mapping[Field, Sequence[str]]
) -> list[tuple[list[Field], str]]:
    """Questions of a form, each with the steps that ask it, in two groups: no check is needed, or some are.

    Each group comes with the text of its checks. A question that is asked because its answer was missing or wrong is in
    neither. A group without questions is left out.
    """
    asked = {
        field: steps
        for field, steps in questions.items()
        if not asked_because_missing(subject, steps, field.data, field.label)
    }
    name = subject.procedure.forms[form].name or form
    reasons = {field: _reason(subject, name, field, steps) for field, steps in asked.items()}
    certain = [field for field, reason in reasons.items() if not reason]
    open_to_doubt = [field for field, reason in reasons.items() if reason]
    groups = [(certain, ""), (open_to_doubt, _text(reasons))]
    return [(fields, text) for fields, text in groups if fields]


def _reason(subject: Subject, form: str, field: Field, steps: Iterable[str]) -> str:
    """What is in doubt about a question, with {} for its name, {be} for is or are; empty: nothing is."""
    if purpose := deliberate_purpose(field, form):
        return f"whether {{}} must be asked here for {purpose}"
    if asked_after_a_return(subject, steps):
        return "whether the first answer to {} was missing or wrong"
    return "" if field.purpose else "what {} {be} for, which the page does not say"


def _text(reasons: Mapping[Field, str]) -> str:
    """The checks, those for the same reason together."""
    same: dict[str, list[Field]] = {}
    for field, reason in reasons.items():
        if reason:
            same.setdefault(reason, []).append(field)
    return "; ".join(
        reason.format(question_names(fields), be="is" if len(fields) == 1 else "are") for reason, fields in same.items()
    )
