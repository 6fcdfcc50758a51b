"""Before and after: the numbers of the page when it was decided beside those that were measured since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.verify.intervals import difference_of_means
from frictionaudit.analysis.verify.measured_parts import Part, measured_parts
from frictionaudit.analysis.verify.method import Accepted, Method
from frictionaudit.analysis.verify.realised import as_realised, concerned
from frictionaudit.analysis.verify.sampling_error import variances
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.domain.review import MeasuredEffect, Verification


class BeforeAndAfter(Method):
    """Compares numbers that were measured since with those of the page before.

    It needs numbers that were measured after the change, each with its number of cases. Each suggestion is judged by
    its own steps: all other numbers are held as they were. Something else that happened at the same time at these
    steps is not told apart.
    """

    def verify(self, accepted: Sequence[Accepted], after: Subject) -> list[Verification]:
        """One verification for each accepted suggestion, in their order."""
        steps = {one.entry.id: concerned(one.entry, one.before.procedure) for one in accepted}
        return [self._one(one, after, steps) for one in accepted]

    def _one(self, accepted: Accepted, after: Subject, steps: Mapping[str, frozenset[str]]) -> Verification:
        entry, before = accepted.entry, accepted.before
        own = steps[entry.id]
        realised = as_realised(before, entry.changes, own, after.procedure)
        old, new = (tuple(measured_parts(subject.procedure, own)) for subject in (before, realised))
        since = [part for part in new if part not in old]
        predicted = entry.prediction.effects
        cases = min((part.n for part in since), default=None)
        if not since or not predicted:
            return _unanswered(entry.id, predicted, own, after)
        effects = _effects(before, [part for part in old if part not in new], realised, since, predicted)
        others = [id for id, shared in steps.items() if id != entry.id and shared & own]
        notes = [f"the effect of {listed(others)} at the same steps is in it"] if others else []
        if not any(part not in new for part in old):
            notes.append("the numbers before were not measured, so they count as exact")
        answer, more = judge(predicted, effects, cases or 1)
        return Verification(
            suggestion=entry.id,
            method="before-and-after",
            answer=answer,
            realised=effects,
            predicted=predicted,
            cases_before=min((part.n for part in old if part not in new), default=None),
            cases_after=cases,
            cases_more=more,
            note="; ".join(notes),
        )


def _effects(
    before: Subject, old: Sequence[Part], realised: Subject, new: Sequence[Part], predicted: Sequence[MeasuredEffect]
) -> tuple[MeasuredEffect, ...]:
    """The realised difference of each predicted measure, with its interval."""
    keys = [effect.key for effect in predicted]
    spread_before, spread_after = variances(before, old, keys), variances(realised, new, keys)
    sides = Measures(before), Measures(realised)
    effects = []
    for effect in predicted:
        first, second = (side[effect.key].value for side in sides)
        if first is None or second is None:
            continue
        errors = sqrt(spread_before.get(effect.key, 0.0)), sqrt(spread_after.get(effect.key, 0.0))
        difference = difference_of_means(first, errors[0], second, errors[1])
        effects.append(
            effect.model_copy(update={"before": first, "after": second, "low": difference.low, "high": difference.high})
        )
    return tuple(effects)


def judge(
    predicted: Sequence[MeasuredEffect], realised: Sequence[MeasuredEffect], cases: int
) -> tuple[str, int | None]:
    """What the intervals say of the first predicted effect, and how many cases more would tell.

    The interval excludes no effect at all: it came, as predicted or not. It excludes the prediction only: it did not
    come. It excludes neither: nobody can tell yet.
    """
    hoped = {effect.key: effect.difference for effect in predicted}
    told = [effect for effect in realised if effect.low != effect.high and hoped.get(effect.key)]
    if not told:
        return "cannot tell yet", None
    leading = told[0]
    goal = hoped[leading.key] or 0.0
    sign = 1 if goal > 0 else -1
    low, high = sorted(((leading.low or 0.0) * sign, (leading.high or 0.0) * sign))
    goal *= sign
    if low > 0:
        if low <= goal <= high:
            return "as predicted", None
        return ("less than predicted" if high < goal else "more than predicted"), None
    if high < goal:
        return "did not come", None
    half = (high - low) / 2
    return "cannot tell yet", max(1, ceil(cases * (half / (goal / 2)) ** 2 - cases))


def _unanswered(id: str, predicted: Sequence[MeasuredEffect], steps: frozenset[str], after: Subject) -> Verification:
    """No number was measured since: that is said, with the steps at which to measure."""
    there = [f"'{after.procedure.label(step)}'" for step in sorted(steps & after.procedure.steps.keys())]
    note = f"nothing was measured since at {listed(there)}" if there else "its steps are gone, so nothing is measured"
    if not predicted:
        note = "no effect on a measure was predicted"
    return Verification(
        suggestion=id, method="before-and-after", answer="cannot tell yet", predicted=tuple(predicted), note=note
    )
