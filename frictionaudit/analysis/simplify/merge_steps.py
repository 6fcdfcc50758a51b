"""Two consecutive steps become one: what they ask, give, tell and take is combined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import EFFORT_PARTS, Disruption, Effort, Procedure, Step, Tells
from frictionaudit.domain.quantities import Assumed, Duration

T = TypeVar("T")

_UNITED = ("asks", "gives", "options", "systems", "waiting_comforts", "accountable", "makes", "requires")
_CONCATENATED = ("sends_to", "receives_from")


def merged(procedure: Procedure, first: str, second: str, shared: Iterable[str] = ()) -> tuple[Change, ...] | None:
    """The changes that do two consecutive steps in one: the wait before the second is gone, the efforts are added.

    Of the parts of effort in `shared`, only the longer counts where both steps have it. None where the steps cannot be
    added up: only one of them states its effort or its fees, or their times have no common sum.
    """
    copy = WorkingCopy(procedure)
    return copy.changes() if merge(copy, first, second, shared) else None


def merge(copy: WorkingCopy, first: str, second: str, shared: Iterable[str] = ()) -> bool:
    """Do the second step within the first, which leads nowhere else; False where the two do not add up."""
    before, after = copy.steps[first], copy.steps[second]
    limited = any(flow.at_most is not None for flow in before.next)  # a step that is done only a few times stays apart
    if limited or any(flow.to == first for flow in after.next) or not _can_add_up(before, after):
        return False
    try:
        effort = sum_of_efforts(copy.before, before.effort, after.effort, frozenset(shared))
    except ValueError:  # quantiles, or clock time and working time, have no common sum
        return False
    outgoing = after.next
    attributes = {name: _united(getattr(before, name), getattr(after, name)) for name in _UNITED}
    attributes |= {name: getattr(before, name) + getattr(after, name) for name in _CONCATENATED}
    copy.amend(
        first,
        **attributes,
        **_single_values(before, after),
        name=joined_name(copy.before.label(first), copy.before.label(second)),
        effort=effort,
        fees=None if before.fees is None or after.fees is None else before.fees + after.fees,
        needs=_needs(before, after),
        tells=_tells(before.tells, after.tells),
        disruptions=_disruptions(before, after),
        signatures=before.signatures + after.signatures,
        prompts=before.prompts + after.prompts,
    )
    copy.set_flows_as(first, second, outgoing)
    copy.rename(second, first)
    copy.remove(second)
    return True


def _can_add_up(first: Step, second: Step) -> bool:
    """Whether both or neither state effort and fees, and neither has an outcome or a processing time of its own."""
    for name in ("effort", "fees"):
        if (getattr(first, name) is None) != (getattr(second, name) is None):
            return False
    return first.processing is None and second.processing is None and not first.outcome and not second.outcome


def joined_name(first: str, second: str) -> str:
    """Two names as one: Pack the product and bring the parcel."""
    lowered = second[:1].lower() + second[1:] if second[1:2].islower() else second
    return f"{first} and {lowered}"


def _sum_of_durations(first: Duration | None, second: Duration | None) -> Duration | None:
    """The total, assumed where one of the two is. ValueError where they have no common sum."""
    if first is None or second is None:
        return first or second
    reasons = dict.fromkeys(d.evidence.why for d in (first, second) if isinstance(d.evidence, Assumed))
    total = first.plus(second)
    return total.model_copy(update={"evidence": Assumed(why="; ".join(reasons))}) if reasons else total


def sum_of_efforts(
    procedure: Procedure, first: Effort | None, second: Effort | None, shared: frozenset[str] = frozenset()
) -> Effort | None:
    """Two efforts, part by part; None where one of them is not stated. ValueError where times have no common sum.

    Of the parts in `shared`, only the longer counts where both have it.
    """
    if first is None or second is None:
        return None
    touch = procedure.calendar.expected_touch
    total: dict[str, Any] = {}
    for part in EFFORT_PARTS:
        earlier, later = first.part(part), second.part(part)
        if part in shared and earlier is not None and later is not None:
            duration: Duration | None = max(earlier, later, key=touch)
        else:
            duration = _sum_of_durations(earlier, later)
        if duration is not None:
            total["return_" if part == "return" else part] = duration
    return Effort(**total)


def _united(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return first + tuple(item for item in second if item not in first)


def _disruptions(first: Step, second: Step) -> tuple[Disruption, ...] | None:
    """What can go wrong at either; None where neither says."""
    if first.disruptions is None and second.disruptions is None:
        return None
    return _united(first.failures, second.failures)


def _needs(first: Step, second: Step) -> tuple[str, ...] | None:
    """What both need from earlier steps; None where one of them does not say."""
    if first.needs is None or second.needs is None:
        return None
    provided = {*first.makes, *first.gives, *first.asks}
    return _united(first.needs, tuple(item for item in second.needs if item not in provided))


def _tells(first: Tells, second: Tells) -> Tells:
    texts = {name: getattr(second, name) or getattr(first, name) for name in Tells.model_fields}
    return Tells(**{name: text for name, text in texts.items() if text})


def _single_values(first: Step, second: Step) -> dict[str, Any]:
    """Attributes that a step has once: one step's value, filled in from the other where it is missing."""
    common = {second.channel, *second.also}
    notes = [note for note in (first.note, second.note) if note]
    return {
        "also": tuple(channel for channel in first.also if channel in common),
        "control": first.control or second.control,
        "submission": second.submission or first.submission,
        "reviews": first.reviews or second.reviews,
        "triage": first.triage or second.triage,
        "patience": first.patience or second.patience,
        "call_back": second.call_back or first.call_back,
        "note": "; ".join(notes) or None,
        "implied": first.implied and second.implied,
    }
