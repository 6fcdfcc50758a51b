"""Predicted beside realised effects, suggestion by suggestion, and the care checklist before and after."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.review import MeasuredEffect, ReviewState, Verification, Verified
from frictionaudit.exports.wording import review as wording
from frictionaudit.exports.wording.tables import Column, folded, heading, table
from frictionaudit.exports.wording.vocabulary import care_point

_COLUMNS = (
    Column("per case", wide=True),
    Column("predicted", numbers=True, wide=True),
    Column("realised", numbers=True, wide=True),
)


def text(state: ReviewState, width: int = 100) -> str:
    """The last verification of a review, to be read."""
    lines = heading(state.opening.title, f"review {state.id}", width)
    for id, one in state.verifications.items():
        lines += folded(f"{id}  {state.suggestions[id].title}: {one.answer}", width, "  ", "      ")
        if one.realised:
            lines += table(_COLUMNS, rows(one), width, 6)
        lines += [line for part in _basis(one) for line in folded(part, width, "      ", "        ")]
    lines += _care(state, width)
    return "\n".join(lines)


def rows(one: Verification) -> Iterator[tuple[str, str, str]]:
    """Each measure with its predicted and its realised difference."""
    realised = {effect.key: effect for effect in one.realised}
    for effect in one.predicted[:6]:
        actual: MeasuredEffect | None = realised.get(effect.key)
        told = wording.difference(actual) if actual is not None else "unknown"
        yield effect.label, wording.difference(effect), told


def _basis(one: Verification) -> Iterator[str]:
    if one.cases_after is not None:
        before = f"{one.cases_before:,} cases before and " if one.cases_before is not None else ""
        yield f"counted on {before}{one.cases_after:,} cases after; intervals of 95 %"
    if one.cases_more:
        yield f"about {one.cases_more:,} more measured cases would tell"
    if one.note:
        yield f"{one.note}"


def _care(state: ReviewState, width: int) -> Iterator[str]:
    last = next(reversed(list(state.all(Verified))), None)
    if last is None:
        return
    after = dict(last.care_after)
    differs = [
        f"{care_point(name)}: was {was}, is now {after[name]}"
        for name, was in last.care_before
        if after.get(name, was) != was
    ]
    kept = (sum(point == "kept" for _, point in care) for care in (last.care_before, last.care_after))
    told = "Care: kept {} of {} points before, {} now{}".format(
        next(kept), len(last.care_before), next(kept), f" ({'; '.join(differs)})" if differs else ""
    )
    yield from folded(told, width, "  ", "    ")
