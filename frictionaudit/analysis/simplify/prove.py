"""Proof of a change: it is applied to a copy, and the copy is measured again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from frictionaudit.analysis.flow.subject import Known, Subject
from frictionaudit.analysis.flow.working import idle_parties
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.sensitivity import FIFTH
from frictionaudit.analysis.simplify.certain import certain_together
from frictionaudit.analysis.simplify.old_way import measured
from frictionaudit.analysis.simplify.shake import assumes_anything, scale_assumed, shaken
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.procedure import Procedure, Step
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Effect, Suggestion
from frictionaudit.results.measure import Basis, Measure


def prove(
    subject: Subject,
    changes: Iterable[Change],
    measures: Measures | None = None,
    assumes: Sequence[str] = (),
    certain: Iterable[Change] = (),
) -> Effect:
    """The effect of changes on a procedure: the measures that differ. ChangeError where the changes do not fit.

    `assumes` lists what would have to be true for the whole effect. Then the measures after the changes are assumed,
    and their range begins with the effect of the `certain` changes alone. Customer groups that cannot use the channel
    to which a step moves keep the old way.
    """
    before = measures or Measures(subject)
    result = changed(subject, apply(subject.procedure, tuple(changes)))
    after = measured(subject, result)
    keys = [key for key in before if before[key].value != after[key].value]
    effect = Effect(
        before={key: before[key] for key in keys},
        after={key: after[key] for key in keys},
        between=_ranges(before, after, result, keys),
        unchanged=frozenset(before) - {*keys},
    )
    return _on_hypotheses(effect, assumes, prove(subject, certain, before)) if assumes else effect


def prove_together(subject: Subject, parts: Sequence[Suggestion], measures: Measures) -> Effect:
    """The effect of several suggestions, applied in their order."""
    assumes = tuple(dict.fromkeys(part.assumes for part in parts if part.assumes))
    changes = [change for part in parts for change in part.changes]
    try:
        return prove(subject, changes, measures, assumes, certain_together(subject.procedure, parts) if assumes else ())
    except ChangeError:  # the certain ideas do not fit without the others
        return prove(subject, changes, measures, assumes)


def _on_hypotheses(effect: Effect, assumes: Sequence[str], certain: Effect) -> Effect:
    """The same effect as an assumption: from what happens in any case to what happens if the hypotheses hold.

    What is the same in any case is as certain as it was.
    """
    between = {}
    for key in effect.before:
        low, high = effect.between.get(key) or (_difference(effect, key),) * 2
        if low is None or high is None:
            continue
        anyway = (certain.between.get(key) or (_difference(certain, key),) * 2) if key in certain.before else (0.0, 0.0)
        known = [value for value in (low, high, *anyway) if value is not None]
        between[key] = (min(known), max(known))
    after = {
        key: replace(measure, evidence=_assumed_basis(measure.evidence, assumes))
        if len({*between.get(key, ())}) != 1
        else measure
        for key, measure in effect.after.items()
    }
    return effect.model_copy(update={"after": after, "between": between})


def _difference(effect: Effect, key: str) -> float | None:
    was, now = effect.before[key].value, effect.after[key].value
    return None if was is None or now is None else round(now - was, 9)


def _assumed_basis(basis: Basis, assumes: Sequence[str]) -> Basis:
    kind = basis.kind if basis.kind == "unknown" else "assumed"
    return replace(basis, kind=kind, assumed=(*basis.assumed, *assumes))


def changed(subject: Subject, procedure: Procedure) -> Subject:
    """The same audit of another version of the procedure; what depends on its flows alone is reused."""
    return Subject(procedure, subject.limits, subject.portfolio, subject.today, _reusable(subject, procedure))


def _reusable(subject: Subject, after: Procedure) -> Known:
    """What still holds in another version: results that depend on flows and parties that are unchanged."""
    before = subject.procedure
    pairs = list(zip(before.steps.values(), after.steps.values(), strict=False))
    same_flows = before.groups is after.groups and before.steps.keys() == after.steps.keys()
    if not same_flows or not all(_has_same_flows(old, new) for old, new in pairs):
        return Known()
    known = Known(graph=subject.graph.for_version(after), segments=subject.segments)
    same_parties = before.parties is after.parties or before.parties == after.parties
    same_parties = same_parties and idle_parties(before) == idle_parties(after)
    if same_parties and all(old is new or old.by == new.by for old, new in pairs):
        return replace(known, by_party=subject.by_party, by_customer=subject.by_customer)
    return known


def _has_same_flows(old: Step, new: Step) -> bool:
    return old is new or (old.kind is new.kind and (old.next is new.next or old.next == new.next))


def _ranges(
    before: Measures, after: Mapping[str, Measure], result: Subject, keys: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """The range of each difference with all assumed numbers as they are, a fifth smaller, and a fifth larger.

    What a change assumes about a number of the page is how much it differs: that difference is shaken, so that a saving
    remains one.
    """
    old, new = before.subject, result
    if not (_assumed(old) or any(assumes_anything(part) for part in _new_parts(old.procedure, new.procedure))):
        return {}
    scenarios: list[tuple[Measures, Mapping[str, Measure]]] = [(before, after)]
    for factor in (1 - FIFTH, 1 + FIFTH):
        scaled = _scaled(old, factor)
        scaled_after = shaken(new.procedure, old.procedure, scaled.subject.procedure, factor)
        scenarios.append((scaled, measured(scaled.subject, changed(scaled.subject, scaled_after))))
    differences: dict[str, list[float]] = {key: [] for key in keys}
    for first, second in scenarios:
        for key in keys:
            was, now = first[key].value, second[key].value
            if was is not None and now is not None:
                differences[key].append(round(now - was, 9))
    ranges = {key: (min(values), max(values)) for key, values in differences.items() if values}
    return {key: (least, most) for key, (least, most) in ranges.items() if least != most}


@lru_cache(maxsize=2)  # many suggestions are proved on one subject
def _assumed(subject: Subject) -> bool:
    return assumes_anything(subject.procedure)


@lru_cache(maxsize=4)
def _scaled(subject: Subject, factor: float) -> Measures:
    return Measures(changed(subject, scale_assumed(subject.procedure, factor)))


def _new_parts(before: Procedure, after: Procedure) -> Iterator[Any]:
    """The parts of a procedure that are not the very same objects in another version."""
    for name in Procedure.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(new, Mapping):
            yield from (part for key, part in new.items() if old.get(key) is not part)
        elif old is not new:
            yield new
