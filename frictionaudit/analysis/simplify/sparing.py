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


def scaled(duration: Duration, factor: float, why: str) -> Duration:
    """A duration times a factor, as an assumption that says where it comes from."""
    return duration.times(factor).model_copy(update={"evidence": Assumed(why=why)})
