"""The kinds of change that a file of changes may hold: meaning, keys, and an example of each."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any, get_args

from frictionaudit.domain.changes.base import ChangeBase
from frictionaudit.domain.changes.change import AnyChange

_IDS = {
    "parties": "desk", "documents": "lease", "places": "hall", "forms": "move-form", "groups": "offline",
    "promises": "apply>decide", "steps": "check",
}  # fmt: skip
_AMENDED: Mapping[tuple[str, ...], tuple[str, Any]] = {
    ("parties",): ("cost", "31 GBP/h"),
    ("documents",): ("proof", "copy"),
    ("places",): ("offers", ["seat", "signage"]),
    ("forms",): ("channel", "web"),
    ("forms", "fields"): ("prefilled", True),
    ("groups",): ("share", 0.2),
    ("promises",): ("within", "10 working days"),
    ("steps",): ("channel", "phone"),
    ("steps", "next"): ("share", 0.05),
    (): ("title", "Return a product"),
}
_BODIES: Mapping[str, Any] = {
    "party": {"side": "frontstage"},
    "document": {"name": "Lease or deed"},
    "site": {"offers": ["seat"]},
    "form": {"fields": [{"data": "new-address"}]},
    "group": {"share": 0.15},
    "promise": {"from": "apply", "to": "decide", "within": "10 working days"},
    "step": {"by": "desk", "next": [{"to": "decide"}]},
    "flow": {"to": "decide"},
    "field": {"data": "new-address"},
}
_OTHERS: Mapping[str, Any] = {
    "step": "check", "flow": "decide", "to": "refuse", "form": "move-form", "data": "new-address",
    "order": ["new-address", "moving-date"],
}  # fmt: skip


def change_kinds() -> dict[str, type[ChangeBase]]:
    """Each kind of change by its name in a file of changes."""
    return {str(kind.model_fields["kind"].default): kind for kind in get_args(AnyChange)}


def meaning(kind: type[ChangeBase]) -> str:
    """What a change of this kind says."""
    return cleandoc(kind.__doc__ or "")


def example(kind: type[ChangeBase]) -> dict[str, Any]:
    """A change of this kind, as a file of changes holds it."""
    place: tuple[str, ...] = getattr(kind, "on", ())
    attribute, value = _AMENDED[place]
    values = {**_OTHERS, "id": _IDS.get(place[0], "") if place else "", "attribute": attribute, "value": value}
    if body := getattr(kind, "body", None):
        values[body] = _BODIES[body]
    names = [name for name in kind.model_fields if name not in ("kind", "version", "attribute", "value")]
    names += [
        name for name in ("attribute", "value") if name in kind.model_fields
    ]  # the part before what changes in it
    keys = {name: kind.model_fields[name].alias or name for name in names}
    return {"kind": kind.model_fields["kind"].default, **{keys[name]: values[name] for name in names if name in values}}
