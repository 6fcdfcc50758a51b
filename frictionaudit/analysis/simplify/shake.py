"""Assumed numbers made smaller or larger: all of a page, and in step with them those of a changed version of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from frictionaudit.domain.quantities import Assumed, Duration, Period, Quantity, Share
from frictionaudit.domain.values import Value

_AMOUNTS = ("months", "weeks", "days", "minutes")


def shaken(new: Any, old: Any, scaled: Any, factor: float) -> Any:
    """A part of a changed version with its assumed numbers times a factor, where `scaled` is the same of the old part.

    Where a change assumes another number than the page states, the difference between the two is what is assumed: only
    that is multiplied. What a saving of a fifth assumes is never shaken into a loss.
    """
    if new is old:
        return scaled
    if isinstance(new, Quantity):
        return _shaken_quantity(new, old, factor)
    if isinstance(new, Value) and type(old) is type(new):
        fields = {
            name: shaken(getattr(new, name), getattr(old, name), getattr(scaled, name), factor)
            for name in type(new).model_fields
        }
        return type(new).model_construct(**fields)
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        entries = {key: shaken(value, old.get(key), scaled.get(key), factor) for key, value in new.items()}
        return type(new)(entries)  # type: ignore[call-arg]
    if isinstance(new, tuple) and isinstance(old, tuple):
        pairs = {_name(item, n): (item, scaled[n]) for n, item in enumerate(old)}
        return tuple(shaken(item, *pairs.get(_name(item, n), (None, None)), factor) for n, item in enumerate(new))
    return scale_assumed(new, factor)


def _name(item: Any, position: int) -> Any:
    """What makes an entry of a list the same in another version: a flow's key, a question's data item, its place."""
    return getattr(item, "key", None) or getattr(item, "data", None) or position


def _shaken_quantity(new: Quantity, old: Any, factor: float) -> Quantity:
    if not isinstance(new.evidence, Assumed):
        return new
    if isinstance(old, Quantity) and not isinstance(old.evidence, Assumed):
        if isinstance(new, Share) and isinstance(old, Share):
            value = old.value + factor * (new.value - old.value)
            return new.model_copy(update={"value": min(1.0, max(0.0, value))})
        if isinstance(new, Duration) and isinstance(old, Duration) and len(new.points) == len(old.points):
            points = (_moved(was, now, factor) for was, now in zip(old.points, new.points, strict=True))
            return new.model_copy(update={"points": tuple(points)})
    return _scaled_quantity(new, factor)


def _moved(old: Period, new: Period, factor: float) -> Period:
    """The way from an old to a new length of time, times a factor."""
    ways = {name: (getattr(old, name), getattr(new, name) - getattr(old, name)) for name in _AMOUNTS}
    return new.model_copy(update={name: max(0.0, start + factor * way) for name, (start, way) in ways.items()})


def assumes_anything(part: Any) -> bool:
    """Whether a part of a procedure contains an assumed number."""
    if isinstance(part, Quantity):
        return isinstance(part.evidence, Assumed)
    return any(assumes_anything(child) for child in _children(part))


def _children(part: Any) -> Iterable[Any]:
    if isinstance(part, Value):
        return (getattr(part, name) for name in type(part).model_fields)
    if isinstance(part, Mapping):
        return part.values()
    return part if isinstance(part, tuple) else ()


def scale_assumed(part: Any, factor: float) -> Any:
    """A part of a procedure with all its assumed times and shares times a factor; shares are at most 1.

    What contains no assumed number stays the very same object.
    """
    if isinstance(part, Quantity):
        return _scaled_quantity(part, factor) if isinstance(part.evidence, Assumed) else part
    if isinstance(part, Value):
        fields = {name: scale_assumed(getattr(part, name), factor) for name in type(part).model_fields}
        same = all(fields[name] is getattr(part, name) for name in fields)
        return part if same else type(part).model_construct(**fields)
    if isinstance(part, Mapping):
        entries = {key: scale_assumed(value, factor) for key, value in part.items()}
        same = all(entries[key] is part[key] for key in entries)
        return part if same else type(part)(entries)  # type: ignore[call-arg]
    if isinstance(part, tuple):
        items = tuple(scale_assumed(value, factor) for value in part)
        return part if all(new is old for new, old in zip(items, part, strict=True)) else items
    return part


def _scaled_quantity(quantity: Quantity, factor: float) -> Quantity:
    if isinstance(quantity, Duration):
        return quantity.times(factor)
    if isinstance(quantity, Share):
        return quantity.model_copy(update={"value": min(1.0, quantity.value * factor)})
    return quantity
