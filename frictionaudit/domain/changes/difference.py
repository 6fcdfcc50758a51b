"""The difference between two procedures, as the changes that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from frictionaudit.domain.changes.asks import (
    FieldAdded,
    FieldAmended,
    FieldRemoved,
    FieldsReordered,
    FormAmended,
)
from frictionaudit.domain.changes.base import Added, Amended, ChangeBase, Removed, page_name
from frictionaudit.domain.changes.change import (
    AnyChange,
    Change,
    ProcedureAmended,
)
from frictionaudit.domain.changes.draft import NESTED, PARTS, key_of
from frictionaudit.domain.changes.flows import (
    FlowAdded,
    FlowAmended,
    FlowRemoved,
    FlowRerouted,
    PromiseAdded,
)
from frictionaudit.domain.procedure import Field, Flow, Form, Procedure, Step
from frictionaudit.domain.values import Value


def difference(a: Procedure, b: Procedure) -> tuple[Change, ...]:
    """The changes that make `a` into `b`, one for each attribute, in the order of the parts.

    A flow of which only the target changed is rerouted, not removed and added.
    """
    return tuple(_changes(a, b))


def _changes(a: Procedure, b: Procedure) -> Iterator[Any]:
    for attribute, value in attributes_changed(a, b, without=tuple(PARTS)):
        yield ProcedureAmended(attribute=attribute, value=value)
    for table in PARTS:
        kinds = _kinds(table)
        before, after = _by_key(getattr(a, table)), _by_key(getattr(b, table))
        for id in before:
            if id not in after:
                yield kinds["removed"](id=id)
        for id, part in after.items():
            if id not in before:
                yield (
                    PromiseAdded(promise=part)
                    if table == "promises"
                    else kinds["added"](**{"id": id, kinds["added"].body: part})
                )
            elif part != before[id]:
                yield from _amendments(before[id], part, id, kinds["amended"], NESTED.get(table, ("",))[0])


def _amendments(a: Value, b: Value, id: str, kind: Any, nested: str) -> Iterator[Any]:
    for attribute, value in attributes_changed(a, b, without=(nested,)):
        yield kind(id=id, attribute=attribute, value=value)
    if isinstance(a, Step) and isinstance(b, Step):
        yield from _flows(id, a, b)
    elif isinstance(a, Form) and isinstance(b, Form):
        yield from _fields(id, a, b)


def attributes_changed(a: Value, b: Value, without: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Page names of the attributes that differ, each with its value on the page of `b`, None where it has none."""
    for name in type(b).model_fields:
        if name not in without and getattr(a, name) != getattr(b, name):
            page = b.model_dump(mode="json", by_alias=True, exclude_defaults=True, include={name})
            yield page_name(type(b), name), page.get(page_name(type(b), name))


def _flows(step: str, a: Step, b: Step) -> Iterator[Any]:
    before, after = _by_key(a.next), _by_key(b.next)
    removed = {key: flow for key, flow in before.items() if key not in after}
    added = {key: flow for key, flow in after.items() if key not in before}
    reroutes = []
    for key, flow in list(removed.items()):
        twin = next((new for new in added.values() if flow.model_copy(update={"to": new.to}) == new), None)
        if twin is not None:
            reroutes.append(FlowRerouted(step=step, flow=key, to=twin.to))
            del removed[key], added[twin.key]
    for key in removed:
        yield FlowRemoved(step=step, flow=key)
    yield from reroutes
    for key, flow in after.items():
        if key in added:
            yield FlowAdded(step=step, flow=flow)
        elif key in before and before[key] != flow:
            if before[key].to != flow.to:
                yield FlowRerouted(step=step, flow=key, to=flow.to)
            for attribute, value in attributes_changed(before[key], flow, without=("to",)):
                yield FlowAmended(step=step, flow=key, attribute=attribute, value=value)


def _fields(form: str, a: Form, b: Form) -> Iterator[Any]:
    if a.fields == b.fields:
        return
    if a.fields is None or b.fields is None:
        yield FormAmended(id=form, attribute="fields", value=None if b.fields is None else ())
    if b.fields is not None:
        yield from _questions(form, _by_key(a.fields or ()), _by_key(b.fields))


def _questions(form: str, before: dict[str, Field], after: dict[str, Field]) -> Iterator[Any]:
    order_before = [data for data in before if data in after]
    order_after = [data for data in after if data in before]
    yield from (FieldRemoved(form=form, data=data) for data in before if data not in after)
    for data in order_before:
        for attribute, value in attributes_changed(before[data], after[data]):
            yield FieldAmended(form=form, data=data, attribute=attribute, value=value)
    if order_after != order_before:
        yield FieldsReordered(form=form, order=tuple(order_after))
    for position, (data, field) in enumerate(after.items()):
        if data not in before:
            yield FieldAdded(form=form, position=position, field=field)


def _by_key(parts: Mapping[str, Value] | tuple[Flow | Field, ...] | Any) -> dict[str, Any]:
    return dict(parts) if isinstance(parts, Mapping) else {key_of(part): part for part in parts}


def _kinds(table: str) -> dict[str, Any]:
    """The kinds of change for a table of the procedure."""
    names = {Added: "added", Removed: "removed", Amended: "amended"}
    kinds: tuple[type[ChangeBase], ...] = get_args(AnyChange)
    return {
        name: kind for kind in kinds for base, name in names.items() if issubclass(kind, base) and kind.on == (table,)
    }
