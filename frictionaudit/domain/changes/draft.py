"""A procedure taken apart, so that many changes can be made before it is put together and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.changes.base import page_name
from frictionaudit.domain.procedure import (
    CustomerGroup,
    Document,
    Fault,
    Field,
    Flow,
    Form,
    Party,
    Procedure,
    Promise,
    Step,
)
from frictionaudit.domain.values import FrozenDict, Value

PARTS: Mapping[str, type[Value]] = {
    "parties": Party,
    "documents": Document,
    "forms": Form,
    "groups": CustomerGroup,
    "promises": Promise,
    "steps": Step,
}
"""The tables of a procedure, in the order in which differences are told, and what lies in each."""

NESTED: Mapping[str, tuple[str, type[Value]]] = {"steps": ("next", Flow), "forms": ("fields", Field)}
"""Lists within the parts of a table, whose entries change one by one."""


class Draft:
    """The parts of a procedure on open shelves: tables by id, and the flows and fields of what is touched."""

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

        ValueError where it is not known what a form asks.
        """
        if (table, owner) not in self._lists:
            listed = getattr(self.table(table)[owner], NESTED[table][0])
            if listed is None:
                raise ValueError("it is not known what the form asks; first amend its fields ([] for none)")
            self._lists[table, owner] = {key_of(entry): entry for entry in listed}
        return self._lists[table, owner]

    def forget(self, table: str, owner: str) -> None:
        """Take what was said about the list of a part as gone or said anew."""
        self._lists.pop((table, owner), None)

    def touch(self, table: str, id: str) -> None:
        """Have a part checked as a whole when all changes are made."""
        self._touched.add((table, id))

    def contradictions(self) -> list[Fault]:
        """What cannot be said together of one part, though each attribute alone is right."""
        self._put_back()
        found = []
        for table, id in sorted(self._touched | set(self._lists)):
            if id in self.table(table):
                try:
                    _whole(self.table(table)[id])
                except ValidationError as error:
                    found.append(Fault((table, id), told(error)))
        return found

    def finished(self) -> Procedure:
        """The procedure put together again. Nothing is checked here: each part was when it was said."""
        self._put_back()
        said = {name: getattr(self.before, name) for name in Procedure.model_fields} | self.head
        for table, parts in self._tables.items():
            said[table] = tuple(parts[key] for key in sorted(parts)) if table == "promises" else FrozenDict(parts)
        return Procedure.model_construct(**said)

    def _put_back(self) -> None:
        for (table, owner), entries in self._lists.items():
            keys = sorted(entries) if table == "steps" else list(entries)  # flows have no order of their own
            listed = tuple(entries[key] for key in keys)
            self.table(table)[owner] = self.table(table)[owner].model_copy(update={NESTED[table][0]: listed})


def key_of(entry: Value) -> str:
    """What a flow, a field or a promise is called among its like."""
    return entry.data if isinstance(entry, Field) else entry.key  # type: ignore[attr-defined]


def _whole(part: Value) -> Value:
    return type(part).model_validate({name: getattr(part, name) for name in type(part).model_fields})


def amended(part: Value, attribute: str, value: Any) -> Value:
    """The part with one attribute as a page would say it; ValueError where it cannot be said."""
    name, typed = read_attribute(part, attribute, value)
    return part.model_copy(update={name: typed})


def read_attribute(part: Value, attribute: str, value: Any) -> tuple[str, Any]:
    """The attribute's name and its value from page form; ValueError where there is none or it has another type."""
    model = type(part)
    name = next((name for name in model.model_fields if page_name(model, name) == attribute), None)
    if name is None:
        known = ", ".join(page_name(model, name) for name in model.model_fields)
        raise ValueError(f"there is no attribute '{attribute}'; known: {known}")
    spec = model.model_fields[name]
    if value is None:
        if spec.is_required():
            raise ValueError(f"'{attribute}' has to be said")
        return name, spec.get_default(call_default_factory=True, validated_data={})
    said = {name: getattr(part, name) for name, other in model.model_fields.items() if other.is_required()}
    said[name] = value
    try:
        return name, getattr(model.model_validate(said, context={"references": False}), name)
    except ValidationError as error:
        raise ValueError(f"{attribute}: {told(error)}") from None


def told(error: ValidationError) -> str:
    """What a value was expected to be, in words."""
    messages = dict.fromkeys(details["msg"].removeprefix("Value error, ") for details in error.errors())
    return "; ".join(message[:1].lower() + message[1:] for message in messages)
