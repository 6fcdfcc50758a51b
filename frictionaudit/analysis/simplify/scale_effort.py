"""The effort of a smaller task: part of the old effort in proportion, marked as assumed with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from frictionaudit.domain.changes import Change, StepAmended
from frictionaudit.domain.procedure import Effort, Procedure
from frictionaudit.domain.quantities import Assumed, Duration

EVERY_QUESTION = "every question takes as long"
"""What is assumed where the time to fill in shrinks with the questions: a story takes longer than a number."""


def assumed_of_questions(changes: Iterable[Change]) -> str:
    """`EVERY_QUESTION` where some changes scale the time to fill in, otherwise nothing."""
    return EVERY_QUESTION if any("fill" in _effort_set(change) for change in changes) else ""


def certain_changes(changes: Sequence[Change], assumes: str) -> tuple[Change, ...]:
    """The changes whose effect does not rest on a hypothesis: without one all, otherwise none.

    That every question takes as long says only how long: which questions there are is certain.
    """
    if assumes == EVERY_QUESTION:
        return tuple(change for change in changes if not _effort_set(change))
    return () if assumes else tuple(changes)


def _as_data(effort: Effort | None) -> dict[str, Any]:
    return {} if effort is None else effort.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _effort_set(change: Change) -> Mapping[str, Any]:
    """The effort that a change sets for a step; empty where it sets something else."""
    if isinstance(change, StepAmended) and change.attribute == "effort" and isinstance(change.value, Mapping):
        return change.value
    return {}


def scale_part(procedure: Procedure, step: str, part: str, factor: float, why: str) -> tuple[Change, ...]:
    """The change that scales one part of a step's effort down; none where the page does not state that part.

    `why` gives the reason for the proportion, since nobody has measured the smaller task.
    """
    effort = procedure.steps[step].effort
    duration = effort.part(part) if effort is not None else None
    if effort is None or duration is None or factor >= 1:
        return ()
    parts = _as_data(effort)
    if factor <= 0:
        parts.pop(part)
    else:
        parts[part] = scaled(duration, factor, why).model_dump(mode="json")
    return (StepAmended(id=step, attribute="effort", value=parts),)


def fewer_questions(procedure: Procedure, step: str, fewer: int) -> tuple[Change, ...]:
    """The change of the time to fill in where a step asks fewer questions.

    None where a form of the step does not list its questions.
    """
    forms = [procedure.forms[id] for id in procedure.steps[step].asks if id in procedure.forms]
    to_answer = sum(not field.prefilled for form in forms for field in form.fields or ())
    if not to_answer or any(form.fields is None for form in forms):
        return ()
    left = max(0, to_answer - fewer)
    why = f"{EVERY_QUESTION}, and {left} of {to_answer} are left to answer"
    return scale_part(procedure, step, "fill", left / to_answer, why)


def fewer_documents(procedure: Procedure, step: str, fewer: int) -> tuple[Change, ...]:
    """The change of the time to gather where a step asks for fewer documents."""
    asked = len(procedure.steps[step].asks)
    left = max(0, asked - fewer)
    why = f"in proportion to what is left to bring: {left} of {asked}"
    return scale_part(procedure, step, "gather", left / asked, why) if asked else ()


def scaled(duration: Duration, factor: float, why: str) -> Duration:
    """A duration times a factor, as an assumption with its reason."""
    return duration.times(factor).model_copy(update={"evidence": Assumed(why=why)})
