"""What every change has in common: something is added, removed or amended at one place of a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, field_serializer, model_serializer

from frictionaudit.domain.values import FrozenDict, Value


def page_form(part: Value) -> dict[str, Any]:
    """A part as plain data in the shape of a page, without keys that are not set."""
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def page_name(model: type[Value], name: str) -> str:
    """The name of an attribute on a page: `from` for `from_`."""
    return model.model_fields[name].alias or name


def _frozen(value: Any) -> Any:
    """Immutable plain data, so that a change can be compared and hashed."""
    if isinstance(value, Value):
        value = page_form(value)
    elif hasattr(value, "model_dump"):
        value = value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return FrozenDict({str(key): _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_frozen(inner) for inner in value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise ValueError(f"expected a value as on a page, found {type(value).__name__}")


PageForm = Annotated[Any, BeforeValidator(_frozen)]
"""A value as on a page (text, number, list, table), frozen; None where the page has none."""


class ChangeBase(Value):
    """One change in the terms of the field: `kind` names it, `version` is the version of its format."""

    version: Literal[1] = 1

    on: ClassVar[tuple[str, ...]]
    """The table of the procedure that it changes, or a table and the list within each of its parts."""

    @property
    def place(self) -> tuple[str, ...]:
        """The part that it changes, as a path on the page; empty for the procedure itself."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """The kind and the part, for messages: step removed 'refund'."""
        kind: str = getattr(self, "kind", "change")
        part = f" '{'.'.join(self.place[1:])}'" if self.place else ""
        return kind.replace("-", " ") + part

    @model_serializer(mode="wrap")
    def _with_its_kind(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = handler(self)
        # the part comes first, then its attribute and value
        last: dict[str, Any] = {name: fields.pop(name) for name in ("attribute", "value") if name in fields}
        return {"kind": getattr(self, "kind", ""), "version": self.version, **fields, **last}


class OfATable(ChangeBase):
    """A change of a part that a table of the procedure holds by its id."""

    id: str = Field(min_length=1, description="the part's id; of a promise, FROM>TO")

    @property
    def place(self) -> tuple[str, ...]:
        return (*self.on, self.id)


class OfAFlow(ChangeBase):
    """A change of one flow of a step."""

    on = ("steps", "next")
    step: str = Field(description="the step it leaves")

    def _at(self, key: str) -> tuple[str, ...]:
        return ("steps", self.step, "next", key)


class OfAField(ChangeBase):
    """A change of one question of a form."""

    on = ("forms", "fields")
    form: str = Field(description="the form that has it")

    def _at(self, data: str) -> tuple[str, ...]:
        return ("forms", self.form, "fields", data)


class Added(ChangeBase):
    """A part is added; `body` names the attribute that holds it."""

    body: ClassVar[str]

    @property
    def part(self) -> Value:
        """The part that is added."""
        part: Value = getattr(self, self.body)
        return part

    @field_serializer(
        "party", "document", "form", "group", "promise", "step", "flow", "field", when_used="always", check_fields=False
    )
    def _as_on_a_page(self, part: Any) -> Any:
        return page_form(part) if isinstance(part, Value) else part


class Removed(ChangeBase):
    """A part is removed."""


class Amended(ChangeBase):
    """An attribute is changed; `attribute` is its name on the page, `value` None unsets it."""

    attribute: str
    value: PageForm = None
