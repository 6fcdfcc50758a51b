"""Applies changes to a procedure: all of them, or none with the reason why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes.asks import (
    FieldAdded,
    FieldsReordered,
)
from frictionaudit.domain.changes.base import Added, Amended, ChangeBase, OfAField, OfAFlow, Removed
from frictionaudit.domain.changes.change import (
    Change,
    ProcedureAmended,
)
from frictionaudit.domain.changes.draft import NESTED, PARTS, Draft, amended, key_of, read_attribute
from frictionaudit.domain.changes.flows import (
    FlowRerouted,
)
from frictionaudit.domain.procedure import Fault, Procedure, faults
from frictionaudit.domain.values import Value
from frictionaudit.errors import ChangeError, Problem


def apply(procedure: Procedure, changes: Iterable[Change] | Change, *, check: bool = True) -> Procedure:
    """The procedure after the changes, applied in order and validated once at the end.

    References are checked at the end only, so a step may be removed before the flows to it are rerouted. Faults
    that the procedure already had do not count. ChangeError names the change and the fault. `check=False` is for
    replay: recorded changes stay valid when today's rules are stricter.
    """
    listed = (changes,) if isinstance(changes, ChangeBase) else tuple(changes)
    draft = Draft(procedure)
    for n, change in enumerate(listed, start=1):
        try:
            _make(draft, change)
        except ValueError as error:
            raise ChangeError(_refusal(n, change, str(error))) from None
    contradictions = draft.contradictions() if check else []
    if contradictions:
        raise ChangeError([_blamed(fault, listed) for fault in contradictions])
    after = draft.finished()
    if check:
        _check(procedure, after, listed)
    return after


def _make(draft: Draft, change: Any) -> None:
    if isinstance(change, ProcedureAmended):
        _amend_head(draft, change)
        return
    parts, key = _parts(draft, change), change.place[-1]
    if isinstance(change, FieldsReordered):
        _reorder(parts, change.order)
    elif isinstance(change, Added):
        _add(parts, key, change)
    elif key not in parts:
        raise ValueError(_missing(key, parts))
    elif isinstance(change, Removed):
        del parts[key]
        if len(change.place) == 2:
            draft.forget(change.place[0], key)
    elif isinstance(change, FlowRerouted):
        _put(parts, key, parts[key].model_copy(update={"to": change.to}))
    elif isinstance(change, Amended):
        _amend(draft, parts, key, change)


def _add(parts: dict[str, Value], key: str, change: Added) -> None:
    if key in parts:
        raise ValueError(f"'{key}' exists already (choose another id)")
    parts[key] = change.part
    if isinstance(change, FieldAdded) and change.position is not None:
        order = [data for data in parts if data != key]
        order.insert(change.position, key)
        _reorder(parts, order)


def _parts(draft: Draft, change: OfAFlow | OfAField | ChangeBase) -> dict[str, Value]:
    if not isinstance(change, OfAFlow | OfAField):
        return draft.table(change.on[0])
    table, owner = change.place[:2]
    if owner not in draft.table(table):
        raise ValueError(f"{table.removesuffix('s')}: {_missing(owner, draft.table(table))}")
    return draft.entries(table, owner)


def _amend_head(draft: Draft, change: ProcedureAmended) -> None:
    if change.attribute in PARTS:
        raise ValueError(f"`{change.attribute}` cannot be replaced whole (use one change for each of its parts)")
    name, typed = read_attribute(draft.before, change.attribute, change.value)
    draft.head[name] = typed


def _amend(draft: Draft, parts: dict[str, Value], key: str, change: Any) -> None:
    table = change.place[0]
    if (table, change.attribute) == ("steps", "next") and len(change.place) == 2:
        raise ValueError(
            "`next` cannot be replaced whole (use flow-added, flow-removed, flow-amended or flow-rerouted)"
        )
    if (change.on, change.attribute) == (("steps", "next"), "to"):
        raise ValueError("`to` of a flow cannot be amended (use flow-rerouted)")
    part = amended(parts[key], change.attribute, change.value)
    if len(change.place) == 2 and table in NESTED and change.attribute == NESTED[table][0]:
        draft.forget(table, key)
    if change.on in (("promises",), ("steps", "next"), ("forms", "fields")):
        _put(parts, key, part)
    else:
        parts[key] = part
        draft.touch(table, key)


def _put(parts: dict[str, Value], key: str, part: Value) -> None:
    """Replace a part in its place, under its new key."""
    new = key_of(part)
    if new != key and new in parts:
        raise ValueError(f"'{new}' exists already (give each of two flows to one step its own `id`)")
    entries = [(new, part) if old == key else (old, unchanged) for old, unchanged in parts.items()]
    parts.clear()
    parts.update(entries)


def _reorder(parts: dict[str, Value], order: Iterable[str]) -> None:
    wanted = list(order)
    if sorted(wanted) != sorted(parts):
        raise ValueError(f"the order does not name each question once (the questions: {', '.join(parts)})")
    entries = [(data, parts[data]) for data in wanted]
    parts.clear()
    parts.update(entries)


def _missing(key: str, known: Iterable[str]) -> str:
    return f"there is no '{key}' ({did_you_mean(key, known)})"


def _refusal(n: int, change: Any, fault: str) -> Problem:
    return Problem("change-does-not-fit", f"change {n} ({change.words}): {fault}")


def _check(before: Procedure, after: Procedure, changes: tuple[Any, ...]) -> None:
    dangling = faults(after)
    if not dangling:
        return
    old = {str(fault) for fault in faults(before)}
    new = [fault for fault in dangling if str(fault) not in old]
    if new:
        raise ChangeError([_blamed(fault, changes) for fault in new])


def _blamed(fault: Fault, changes: tuple[Any, ...]) -> Problem:
    """The fault with the last change at its place, else with the last that removed what it refers to."""
    numbered = list(enumerate(changes, start=1))[::-1]
    for n, change in numbered:
        if (change.place and change.place[:2] == fault.path[:2]) or (not change.place and len(fault.path) == 1):
            return _refusal(n, change, str(fault))
    for n, change in numbered:
        if change.place and f"'{change.place[-1]}'" in fault.message:
            return _refusal(n, change, str(fault))
    return Problem("change-does-not-fit", f"after these changes: {fault}")
