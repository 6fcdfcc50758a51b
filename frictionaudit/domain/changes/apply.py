"""What a procedure becomes when changes are made: all of them together, or none and the reason why."""

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
    """The procedure after the changes, made in their order and checked once at the end.

    References count at the end only, so a step may go before the ways to it are rerouted. Faults that the
    procedure had already are not held against the changes. ChangeError names the change and the fault.
    `check=False` is for replay: what was recorded once stays true when today's rules are stricter.
    """
    made = (changes,) if isinstance(changes, ChangeBase) else tuple(changes)
    draft = Draft(procedure)
    for n, change in enumerate(made, start=1):
        try:
            _make(draft, change)
        except ValueError as error:
            raise ChangeError(_refusal(n, change, str(error))) from None
    broken = draft.contradictions() if check else []
    if broken:
        raise ChangeError([_blamed(fault, made) for fault in broken])
    after = draft.finished()
    if check:
        _check(procedure, after, made)
    return after


def _make(draft: Draft, change: Any) -> None:
    if isinstance(change, ProcedureAmended):
        _amend_head(draft, change)
        return
    shelf, key = _shelf(draft, change), change.place[-1]
    if isinstance(change, FieldsReordered):
        _reorder(shelf, change.order)
    elif isinstance(change, Added):
        _add(shelf, key, change)
    elif key not in shelf:
        raise ValueError(_missing(key, shelf))
    elif isinstance(change, Removed):
        del shelf[key]
        if len(change.place) == 2:
            draft.forget(change.place[0], key)
    elif isinstance(change, FlowRerouted):
        _put(shelf, key, shelf[key].model_copy(update={"to": change.to}))
    elif isinstance(change, Amended):
        _amend(draft, shelf, key, change)


def _add(shelf: dict[str, Value], key: str, change: Added) -> None:
    if key in shelf:
        raise ValueError(f"there is one already: '{key}'")
    shelf[key] = change.part
    if isinstance(change, FieldAdded) and change.position is not None:
        order = [data for data in shelf if data != key]
        order.insert(change.position, key)
        _reorder(shelf, order)


def _shelf(draft: Draft, change: OfAFlow | OfAField | ChangeBase) -> dict[str, Value]:
    if not isinstance(change, OfAFlow | OfAField):
        return draft.table(change.on[0])
    table, owner = change.place[:2]
    if owner not in draft.table(table):
        raise ValueError(f"{table.removesuffix('s')}: {_missing(owner, draft.table(table))}")
    return draft.entries(table, owner)


def _amend_head(draft: Draft, change: ProcedureAmended) -> None:
    if change.attribute in PARTS:
        raise ValueError(f"{change.attribute} change one by one, each by a change of its own")
    name, typed = read_attribute(draft.before, change.attribute, change.value)
    draft.head[name] = typed


def _amend(draft: Draft, shelf: dict[str, Value], key: str, change: Any) -> None:
    table = change.place[0]
    if (table, change.attribute) == ("steps", "next") and len(change.place) == 2:
        raise ValueError("the ways on change one by one: flow-added, flow-removed, flow-amended, flow-rerouted")
    if (change.on, change.attribute) == (("steps", "next"), "to"):
        raise ValueError("where a way leads is changed by flow-rerouted")
    part = amended(shelf[key], change.attribute, change.value)
    if len(change.place) == 2 and table in NESTED and change.attribute == NESTED[table][0]:
        draft.forget(table, key)
    if change.on in (("promises",), ("steps", "next"), ("forms", "fields")):
        _put(shelf, key, part)
    else:
        shelf[key] = part
        draft.touch(table, key)


def _put(shelf: dict[str, Value], key: str, part: Value) -> None:
    """Put a part back in its place, under the key that it has now."""
    new = key_of(part)
    if new != key and new in shelf:
        raise ValueError(f"there is one already: '{new}'; two flows to one step each need their own `id`")
    entries = [(new, part) if old == key else (old, other) for old, other in shelf.items()]
    shelf.clear()
    shelf.update(entries)


def _reorder(shelf: dict[str, Value], order: Iterable[str]) -> None:
    wanted = list(order)
    if sorted(wanted) != sorted(shelf):
        raise ValueError(f"the order has to name each question once: {', '.join(shelf)}")
    entries = [(data, shelf[data]) for data in wanted]
    shelf.clear()
    shelf.update(entries)


def _missing(key: str, known: Iterable[str]) -> str:
    return f"there is no '{key}'; {did_you_mean(key, known)}"


def _refusal(n: int, change: Any, fault: str) -> Problem:
    return Problem("change-does-not-fit", f"change {n} ({change.words}): {fault}")


def _check(before: Procedure, after: Procedure, changes: tuple[Any, ...]) -> None:
    found = faults(after)
    if not found:
        return
    old = {str(fault) for fault in faults(before)}
    new = [fault for fault in found if str(fault) not in old]
    if new:
        raise ChangeError([_blamed(fault, changes) for fault in new])


def _blamed(fault: Fault, changes: tuple[Any, ...]) -> Problem:
    """The fault with the last change that touched its place, else the last that took away what it misses."""
    numbered = list(enumerate(changes, start=1))[::-1]
    for n, change in numbered:
        if (change.place and change.place[:2] == fault.path[:2]) or (not change.place and len(fault.path) == 1):
            return _refusal(n, change, str(fault))
    for n, change in numbered:
        if change.place and f"'{change.place[-1]}'" in fault.message:
            return _refusal(n, change, str(fault))
    return Problem("change-does-not-fit", f"after these changes: {fault}")
