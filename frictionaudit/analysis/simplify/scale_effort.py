"""What a smaller task takes: a part of the effort in proportion, said to be assumed and why."""

from __future__ import annotations

from typing import Any

from frictionaudit.domain.changes import Change, StepAmended
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Assumed, Duration


def spared(procedure: Procedure, step: str, part: str, kept: float, why: str) -> tuple[Change, ...]:
    """The change that leaves a share of one part of a step's effort; none where the page states no such time.

    `why` says on what ground it is proportional, since nobody has measured the smaller task.
    """
    effort = procedure.steps[step].effort
    duration = effort.part(part) if effort is not None else None
    if effort is None or duration is None or kept >= 1:
        return ()
    said: dict[str, Any] = effort.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if kept <= 0:
        said.pop(part)
    else:
        said[part] = scaled(duration, kept, why).model_dump(mode="json")
    return (StepAmended(id=step, attribute="effort", value=said),)


def fewer_questions(procedure: Procedure, step: str, fewer: int) -> tuple[Change, ...]:
    """The change of the time to fill in where so many questions fewer are to be answered at a step.

    None where a form of the step does not say what it asks.
    """
    forms = [procedure.forms[id] for id in procedure.steps[step].asks if id in procedure.forms]
    to_answer = sum(not field.prefilled for form in forms for field in form.fields or ())
    if not to_answer or any(form.fields is None for form in forms):
        return ()
    left = max(0, to_answer - fewer)
    why = f"as much less as there are fewer questions to answer: {left} of {to_answer}"
    return spared(procedure, step, "fill", left / to_answer, why)


def scaled(duration: Duration, factor: float, why: str) -> Duration:
    """A duration times a factor, as an assumption that says where it comes from."""
    return duration.times(factor).model_copy(update={"evidence": Assumed(why=why)})


def fewer_papers(procedure: Procedure, step: str, fewer: int) -> tuple[Change, ...]:
    """The change of the time to gather where so many of the things asked at a step need not be brought any more."""
    things = len(procedure.steps[step].asks)
    left = max(0, things - fewer)
    why = f"as much less as there are fewer things to bring: {left} of {things}"
    return spared(procedure, step, "gather", left / things, why) if things else ()
