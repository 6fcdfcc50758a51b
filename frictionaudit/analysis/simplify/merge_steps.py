"""Two steps that follow one another become one: what both ask, give, tell and take is put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS, Effort, Procedure, Step, Tells
from frictionaudit.domain.quantities import Assumed, Duration

T = TypeVar("T")

_UNITED = ("asks", "gives", "options", "systems", "waiting_comforts", "accountable", "makes", "disruptions")
_ONCE_EACH = ("sends_to", "receives_from")


def merged(procedure: Procedure, first: str, second: str, once: Iterable[str] = ()) -> tuple[Change, ...] | None:
    """The changes that do two neighbouring steps in one: the wait before the second is gone, the efforts are added.

    Of the parts of effort in `once` only the longer stays where both steps have it. None where the two cannot be
    added up: an effort or fees that only one of them states, or times without a common sum.
    """
    sketch = Sketch(procedure)
    return sketch.changes() if merge(sketch, first, second, once) else None


def merge(sketch: Sketch, first: str, second: str, once: Iterable[str] = ()) -> bool:
    """Do the second of two steps within the first, which leads nowhere else; False where they do not add up."""
    one, two = sketch.steps[first], sketch.steps[second]
    if any(flow.to == first for flow in two.next):
        return False  # it would go round on itself
    half_said = any((getattr(one, name) is None) != (getattr(two, name) is None) for name in ("effort", "fees"))
    if half_said or one.processing is not None or two.processing is not None or one.outcome or two.outcome:
        return False
    try:
        effort = _added(sketch.before, one.effort, two.effort, frozenset(once))
    except ValueError:  # quantiles, or clock time and working time, have no common sum
        return False
    said = {name: _united(getattr(one, name), getattr(two, name)) for name in _UNITED}
    said |= {name: getattr(one, name) + getattr(two, name) for name in _ONCE_EACH}
    ways = two.next
    sketch.amend(
        first,
        **said,
        **_alike(one, two),
        name=joined_name(sketch.before.label(first), sketch.before.label(second)),
        effort=effort,
        fees=None if one.fees is None or two.fees is None else one.fees + two.fees,
        needs=_needed(one, two),
        tells=_told(one.tells, two.tells),
        signatures=one.signatures + two.signatures,
        prompts=one.prompts + two.prompts,
    )
    sketch.set_flows_as(first, second, ways)
    sketch.rename(second, first)
    sketch.remove(second)
    return True


def joined_name(one: str, two: str) -> str:
    """Two labels as one: Pack the product and bring the parcel."""
    small = two[:1].lower() + two[1:] if two[1:2].islower() else two
    return f"{one} and {small}"


def added(one: Duration | None, two: Duration | None) -> Duration | None:
    """One time after the other; it is assumed where one of them is. ValueError where they have no common sum."""
    if one is None or two is None:
        return one or two
    whys = dict.fromkeys(d.evidence.why for d in (one, two) if isinstance(d.evidence, Assumed))
    total = one.plus(two)
    return total.model_copy(update={"evidence": Assumed(why="; ".join(whys))}) if whys else total


def _added(procedure: Procedure, one: Effort | None, two: Effort | None, once: frozenset[str]) -> Effort | None:
    if one is None or two is None:
        return None
    touch = procedure.calendar.expected_touch
    said: dict[str, Any] = {}
    for part in (*CUSTOMER_PARTS, *STAFF_PARTS):
        first, second = one.part(part), two.part(part)
        if part in once and first is not None and second is not None:
            total: Duration | None = max(first, second, key=touch)
        else:
            total = added(first, second)
        if total is not None:
            said["return_" if part == "return" else part] = total
    return Effort(**said)


def _united(one: tuple[T, ...], two: tuple[T, ...]) -> tuple[T, ...]:
    return one + tuple(item for item in two if item not in one)


def _needed(one: Step, two: Step) -> tuple[str, ...] | None:
    """What both need from before; None where one of them does not say."""
    if one.needs is None or two.needs is None:
        return None
    there = {*one.makes, *one.gives, *one.asks}
    return _united(one.needs, tuple(item for item in two.needs if item not in there))


def _told(one: Tells, two: Tells) -> Tells:
    said = {name: getattr(two, name) or getattr(one, name) for name in Tells.model_fields}
    return Tells(**{name: value for name, value in said.items() if value})


def _alike(one: Step, two: Step) -> dict[str, Any]:
    """What only one of them can say: where they differ, what is not said or said less is filled in from the other."""
    open_to_both = {two.channel, *two.also}
    notes = [note for note in (one.note, two.note) if note]
    return {
        "also": tuple(channel for channel in one.also if channel in open_to_both),
        "control": one.control or two.control,
        "submission": two.submission or one.submission,
        "reviews": one.reviews or two.reviews,
        "triage": one.triage or two.triage,
        "call_back": two.call_back or one.call_back,
        "note": "; ".join(notes) or None,
        "implied": one.implied and two.implied,
    }
