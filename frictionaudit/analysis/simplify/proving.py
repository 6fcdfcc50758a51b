"""Proof of a change: it is made on a copy, and the copy is measured again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.subject import Subject
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.findings import Effect, Measure
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Assumed, Duration, Quantity, Share
from frictionaudit.domain.values import Value

FIFTH = 0.2
"""How far assumed numbers are moved for the range of an effect, as in the sensitivity of an audit."""


def prove(subject: Subject, changes: Iterable[Change], measures: Measures | None = None) -> Effect:
    """What changes do to a procedure: the measures that differ. ChangeError where the changes do not fit."""
    made = tuple(changes)
    before = measures or Measures(subject)
    after = Measures(changed(subject, apply(subject.procedure, made)))
    keys = [key for key in before if _differs(before[key], after[key])]
    return Effect(
        before={key: before[key] for key in keys},
        after={key: after[key] for key in keys},
        between=_between(subject, after.subject, keys),
    )


def changed(subject: Subject, procedure: Procedure) -> Subject:
    """The same audit of another version of the procedure."""
    return Subject(procedure, subject.limits, subject.portfolio, subject.today)


def _differs(before: Measure, after: Measure) -> bool:
    return before.value != after.value


def _between(before: Subject, after: Subject, keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The smallest and the largest difference with all assumed numbers a fifth smaller, as they are, a fifth larger."""
    if not any(_assumes(subject.procedure) for subject in (before, after)):
        return {}
    found: dict[str, list[float]] = {key: [] for key in keys}
    for factor in (1 - FIFTH, 1.0, 1 + FIFTH):
        sides = [Measures(changed(side, moved(side.procedure, factor))) for side in (before, after)]
        for key in keys:
            one, other = (side[key].value for side in sides)
            if one is not None and other is not None:
                found[key].append(round(other - one, 9))
    return {key: (min(values), max(values)) for key, values in found.items() if values and min(values) != max(values)}


def _assumes(part: Any) -> bool:
    if isinstance(part, Quantity):
        return isinstance(part.evidence, Assumed)
    return any(_assumes(inner) for inner in _inside(part))


def _inside(part: Any) -> Iterable[Any]:
    if isinstance(part, Value):
        return (getattr(part, name) for name in type(part).model_fields)
    if isinstance(part, Mapping):
        return part.values()
    return part if isinstance(part, tuple) else ()


def moved(part: Any, factor: float) -> Any:
    """A part of a procedure with all its assumed times and shares so many times as large; shares at most 1."""
    if isinstance(part, Quantity):
        if not isinstance(part.evidence, Assumed):
            return part
        if isinstance(part, Duration):
            return part.times(factor)
        return part.model_copy(update={"value": min(1.0, part.value * factor)}) if isinstance(part, Share) else part
    if isinstance(part, Value):
        fresh = {name: moved(getattr(part, name), factor) for name in type(part).model_fields}
        same = all(fresh[name] is getattr(part, name) for name in fresh)
        return part if same else type(part).model_construct(**fresh)
    if isinstance(part, Mapping):
        inner = {key: moved(value, factor) for key, value in part.items()}
        return part if all(inner[key] is part[key] for key in inner) else type(part)(inner)  # type: ignore[call-arg]
    if isinstance(part, tuple):
        items = tuple(moved(value, factor) for value in part)
        return part if all(a is b for a, b in zip(items, part, strict=True)) else items
    return part
