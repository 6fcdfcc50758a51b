"""A procedure as mutable tables, so that many changes are made before it is rebuilt and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes.base import page_name
from frictionaudit.domain.procedure import (
    CustomerGroup,
    Document,
    Fault,
    Field,
    Flow,
    Form,
    Party,
    Place,
    Procedure,
    Promise,
    Step,
)
from frictionaudit.domain.value_errors import in_words
from frictionaudit.domain.values import FrozenDict, Value

PARTS: Mapping[str, type[Value]] = {
    "parties": Party,
    "documents": Document,
    "places": Place,
    "forms": Form,
    "groups": CustomerGroup,
    "promises": Promise,
    "steps": Step,
}
"""The tables of a procedure, in the order in which differences are listed, with the type of their parts."""

NESTED: Mapping[str, tuple[str, type[Value]]] = {"steps": ("next", Flow), "forms": ("fields", Field)}
"""Lists within the parts of a table; their entries have changes of their own."""


class Draft:
    """The parts of a procedure in mutable tables: by id, with the flows and fields of the parts that are touched."""

    def __init__(self, procedure: Procedure) -> None:
        self.before = procedure
        self.head: dict[str, Any] = {}
        self._tables: dict[str, dict[str, Value]] = {}
        self._lists: dict[tuple[str, str], dict[str, Value]] = {}
        self._touched: set[tuple[str, str]] = set()

    def table(self, table: str) -> dict[str, Value]:
        """The parts of a table by id, to be changed in place."""
        if table not in self._tables:
            parts = getattr(self.before, table)
            self._tables[table] = {p.key: p for p in parts} if table == "promises" else dict(parts)
        return self._tables[table]

    def entries(self, table: str, owner: str) -> dict[str, Value]:
        """The flows of a step or the fields of a form by key, to be changed in place.

        ValueError where the fields of a form are unknown.
        """
        if (table, owner) not in self._lists:
            listed = getattr(self.table(table)[owner], NESTED[table][0])
            if listed is None:
                raise ValueError("the fields of this form are unknown (amend `fields` first; [] means none)")
            self._lists[table, owner] = {key_of(entry): entry for entry in listed}
        return self._lists[table, owner]

    def forget(self, table: str, owner: str) -> None:
        """Forget the list of a part that was removed or replaced."""
        self._lists.pop((table, owner), None)

    def touch(self, table: str, id: str) -> None:
        """Mark a part to be validated as a whole when all changes are made."""
        self._touched.add((table, id))

    def contradictions(self) -> list[Fault]:
        """Parts whose attributes contradict each other, though each alone is valid."""
        self._put_back()
        contradictions = []
        for table, id in sorted(self._touched | set(self._lists)):
            if id in self.table(table):
                try:
                    _whole(self.table(table)[id])
                except ValidationError as error:
                    contradictions.append(Fault((table, id), in_words(error)))
        return contradictions

    def finished(self) -> Procedure:
        """The procedure rebuilt, without validation: each value was validated when it was set."""
        self._put_back()
        values = {name: getattr(self.before, name) for name in Procedure.model_fields} | self.head
        for table, parts in self._tables.items():
            values[table] = tuple(parts[key] for key in sorted(parts)) if table == "promises" else FrozenDict(parts)
        return Procedure.model_construct(**values)

    def _put_back(self) -> None:
        for (table, owner), entries in self._lists.items():
            keys = sorted(entries) if table == "steps" else list(entries)  # flows have no order of their own
            listed = tuple(entries[key] for key in keys)
            self.table(table)[owner] = self.table(table)[owner].model_copy(update={NESTED[table][0]: listed})


def key_of(entry: Value) -> str:
    """The key of a flow, a field or a promise in its list."""
    return entry.data if isinstance(entry, Field) else entry.key  # type: ignore[attr-defined]


def _whole(part: Value) -> Value:
    return type(part).model_validate({name: getattr(part, name) for name in type(part).model_fields})


def amended(part: Value, attribute: str, value: Any) -> Value:
    """The part with one attribute replaced, given as on a page; ValueError where it does not fit."""
    name, typed = read_attribute(part, attribute, value)
    return part.model_copy(update={name: typed})


def read_attribute(part: Value, attribute: str, value: Any) -> tuple[str, Any]:
    """An attribute's name and its value from page form; ValueError where it does not exist or does not fit."""
    model = type(part)
    name = next((name for name in model.model_fields if page_name(model, name) == attribute), None)
    if name is None:
        hint = did_you_mean(attribute, [page_name(model, name) for name in model.model_fields])
        raise ValueError(f"there is no attribute '{attribute}' ({hint})")
    spec = model.model_fields[name]
    if value is None:
        if spec.is_required():
            raise ValueError(f"'{attribute}' is needed and cannot be removed")
        return name, spec.get_default(call_default_factory=True, validated_data={})
    values = {name: getattr(part, name) for name, field in model.model_fields.items() if field.is_required()}
    values[name] = value
    try:
        return name, getattr(model.model_validate(values, context={"references": False}), name)
    except ValidationError as error:
        raise ValueError(f"{attribute}: {in_words(error)}") from None
