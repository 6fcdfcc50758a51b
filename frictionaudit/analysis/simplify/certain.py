"""What several suggestions change together in any case, if no hypothesis comes true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frictionaudit.analysis.simplify.scale_effort import certain_changes
from frictionaudit.domain.changes import Change, StepAmended, apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import Suggestion


def certain_together(procedure: Procedure, parts: Sequence[Suggestion]) -> list[Change]:
    """The changes of several suggestions, applied in their order, whose effect rests on no hypothesis.

    A change sets a whole attribute, so it repeats what an earlier suggestion made of it. That is taken out again where
    it rests on a hypothesis. ChangeError where the certain changes do not fit without the others.
    """
    found: list[Change] = []
    whole = alone = procedure
    for part in parts:
        after = apply(whole, part.changes)
        own = list(_on_their_own(certain_changes(part.changes, part.assumes), whole, after, alone))
        alone = apply(alone, own)
        found += own
        whole = after
    return found


def _on_their_own(changes: Sequence[Change], before: Procedure, after: Procedure, alone: Procedure) -> Iterator[Change]:
    """Changes from `before` to `after` as they are on a version without the hypotheses of earlier suggestions."""
    for change in changes:
        if not isinstance(change, StepAmended) or not {change.id} <= before.steps.keys() & after.steps.keys():
            yield change
        elif change.id in alone.steps:
            was, now, here = (_value(version, change) for version in (before, after, alone))
            yield change if here == was else change.model_copy(update={"value": _merged(was, now, here)})


def _value(procedure: Procedure, change: StepAmended) -> Any:
    """An attribute of a step, in page form."""
    step = procedure.steps[change.id]
    page = step.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return page.get(change.attribute)


def _merged(was: Any, now: Any, here: Any) -> Any:
    """A value with the difference between two others; what differs already stays as it is."""
    if here == was or now == was:
        return now if here == was else here
    if all(isinstance(value, Mapping) for value in (was, now, here)):
        keys = dict.fromkeys([*here, *now])
        parts = {key: _merged(was.get(key), now.get(key), here.get(key)) for key in keys}
        return {key: part for key, part in parts.items() if part is not None}
    if all(isinstance(value, list) for value in (was, now, here)):
        return [item for item in here if item in now or item not in was] + [item for item in now if item not in was]
    return here
