"""Proof of a change: it is made on a copy, and the copy is measured again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from frictionaudit.analysis.flow.subject import Known, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.sensitivity import FIFTH
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Assumed, Duration, Quantity, Share
from frictionaudit.domain.values import Value
from frictionaudit.results.audit import Effect, Measure


def prove(subject: Subject, changes: Iterable[Change], measures: Measures | None = None) -> Effect:
    """What changes do to a procedure: the measures that differ. ChangeError where the changes do not fit."""
    made = tuple(changes)
    before = measures or Measures(subject)
    after = Measures(changed(subject, apply(subject.procedure, made)))
    keys = [key for key in before if _differs(before[key], after[key])]
    return Effect(
        before={key: before[key] for key in keys},
        after={key: after[key] for key in keys},
        between=_between(before, after, keys),
    )


def changed(subject: Subject, procedure: Procedure) -> Subject:
    """The same audit of another version of the procedure; what follows from its flows alone is not computed again."""
    return Subject(procedure, subject.limits, subject.portfolio, subject.today, _still_known(subject, procedure))


def _still_known(subject: Subject, after: Procedure) -> Known:
    """What holds in another version too: all that rests on flows that are as they were, and on the same hands."""
    before = subject.procedure
    pairs = list(zip(before.steps.values(), after.steps.values(), strict=False))
    same_flows = (
        before.groups is after.groups
        and before.steps.keys() == after.steps.keys()
        and all(a is b or (a.kind is b.kind and (a.next is b.next or a.next == b.next)) for a, b in pairs)
    )
    if not same_flows:
        return Known()
    known = Known(graph=subject.graph.for_version(after), segments=subject.segments)
    same_parties = before.parties is after.parties or before.parties == after.parties
    if same_parties and all(a is b or a.by == b.by for a, b in pairs):
        return replace(known, by_party=subject.by_party, by_customer=subject.by_customer)
    return known


def _differs(before: Measure, after: Measure) -> bool:
    return before.value != after.value


def _between(before: Measures, after: Measures, keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The smallest and the largest difference with all assumed numbers a fifth smaller, as they are, a fifth larger."""
    was, now = before.subject, after.subject
    if not (_assumed(was) or any(_assumes(part) for part in _new_parts(was.procedure, now.procedure))):
        return {}
    sides = [(before, after)]
    for factor in (1 - FIFTH, 1 + FIFTH):
        moved_before = _moved(was, factor)
        fresh = _moved_beside(now.procedure, was.procedure, moved_before.subject.procedure, factor)
        sides.append((moved_before, Measures(changed(moved_before.subject, fresh))))
    found: dict[str, list[float]] = {key: [] for key in keys}
    for one, other in sides:
        for key in keys:
            first, second = one[key].value, other[key].value
            if first is not None and second is not None:
                found[key].append(round(second - first, 9))
    return {key: (min(values), max(values)) for key, values in found.items() if values and min(values) != max(values)}


@lru_cache(maxsize=2)  # many suggestions are proved on one subject
def _assumed(subject: Subject) -> bool:
    return _assumes(subject.procedure)


@lru_cache(maxsize=4)
def _moved(subject: Subject, factor: float) -> Measures:
    return Measures(changed(subject, scale_assumed(subject.procedure, factor)))


def _new_parts(before: Procedure, after: Procedure) -> Iterator[Any]:
    """The parts of a procedure that another version of it does not have just so."""
    for name in Procedure.model_fields:
        one, other = getattr(before, name), getattr(after, name)
        if isinstance(other, Mapping):
            yield from (part for key, part in other.items() if one.get(key) is not part)
        elif one is not other:
            yield other


def _moved_beside(after: Procedure, before: Procedure, moved_before: Procedure, factor: float) -> Procedure:
    """A changed procedure with its assumed numbers moved; what is as before is taken from the moved one."""
    said: dict[str, Any] = {}
    for name in Procedure.model_fields:
        one, other, done = (getattr(procedure, name) for procedure in (before, after, moved_before))
        if other is one:
            said[name] = done
        elif isinstance(other, Mapping):
            said[name] = type(other)(  # type: ignore[call-arg]
                {k: done[k] if one.get(k) is part else scale_assumed(part, factor) for k, part in other.items()}
            )
        else:
            said[name] = scale_assumed(other, factor)
    return Procedure.model_construct(**said)


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


def scale_assumed(part: Any, factor: float) -> Any:
    """A part of a procedure with all its assumed times and shares so many times as large; shares at most 1."""
    if isinstance(part, Quantity):
        if not isinstance(part.evidence, Assumed):
            return part
        if isinstance(part, Duration):
            return part.times(factor)
        return part.model_copy(update={"value": min(1.0, part.value * factor)}) if isinstance(part, Share) else part
    if isinstance(part, Value):
        fresh = {name: scale_assumed(getattr(part, name), factor) for name in type(part).model_fields}
        same = all(fresh[name] is getattr(part, name) for name in fresh)
        return part if same else type(part).model_construct(**fresh)
    if isinstance(part, Mapping):
        inner = {key: scale_assumed(value, factor) for key, value in part.items()}
        return part if all(inner[key] is part[key] for key in inner) else type(part)(inner)  # type: ignore[call-arg]
    if isinstance(part, tuple):
        items = tuple(scale_assumed(value, factor) for value in part)
        return part if all(a is b for a, b in zip(items, part, strict=True)) else items
    return part
