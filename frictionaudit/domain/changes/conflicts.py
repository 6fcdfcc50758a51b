"""The values that a set of changes expects to find, and those that differ now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from frictionaudit.domain.changes.base import Amended, ChangeBase
from frictionaudit.domain.procedure import Procedure


def expected(procedure: Procedure, changes: Iterable[ChangeBase]) -> dict[str, Any]:
    """The value at each changed place before the changes, by its path on the page; None where there is none."""
    page = procedure.page()
    return {".".join(place): _at(page, place) for place in dict.fromkeys(map(_place, changes))}


def conflicts(procedure: Procedure, expects: Mapping[str, Any], changes: Iterable[ChangeBase]) -> list[str]:
    """Places whose value has changed since the changes were written."""
    now = expected(procedure, changes)
    return [place for place, before in expects.items() if place in now and now[place] != before]


def _place(change: ChangeBase) -> tuple[str, ...]:
    return (*change.place, change.attribute) if isinstance(change, Amended) else change.place


def _at(part: Any, place: tuple[str, ...]) -> Any:
    for key in place:
        if isinstance(part, Mapping):
            part = part.get(key)
        elif isinstance(part, list):
            part = next((entry for entry in part if key in natural_keys(entry)), None)
        else:
            return None
    return part


def natural_keys(entry: Any) -> set[str]:
    """The natural keys of an entry of a list: a flow's id or target, a question's data item, a promise's ends."""
    if not isinstance(entry, Mapping):
        return set()
    ends = f"{entry.get('from')}>{entry.get('to')}"
    return {str(entry.get("id") or entry.get("to")), str(entry.get("data")), ends}
