"""The base of all values: frozen, strict about their keys, and compared by content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NoReturn, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from frictionaudit.domain.value_errors import UnreadableValueError

T = TypeVar("T")


class Value(BaseModel):
    """A frozen value; unknown keys are an error, so that a misspelt key is never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    def __copy__(self) -> Self:
        """A copy without cached properties: they are derived from the fields, and `model_copy` may change those."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class FrozenDict(dict[str, T]):
    """An immutable dictionary in the order of its keys.

    The order of entries in a file has no meaning, so it is not part of the value: two procedures that differ only
    in it are equal and have equal JSON.
    """

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        super().__init__(sorted(dict(entries).items()))

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this table is immutable; describe the difference as changes and apply them")

    __setitem__ = __delitem__ = __ior__ = _refuse
    pop = popitem = clear = update = setdefault = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.dict_schema()

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self),))


def _frozen(entries: Mapping[str, T]) -> Mapping[str, T]:
    return FrozenDict(entries)


Id = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.:-]*$", max_length=200, description="a short name without blanks"),
]
"""The name by which one part of a procedure refers to another."""


def _no_truth(value: Any) -> Any:
    """The value, unless it is true or false, which Python takes for 1 and 0."""
    if isinstance(value, bool):
        raise UnreadableValueError(f"expected a number, found {str(value).lower()}")
    return value


Whole = Annotated[int, BeforeValidator(_no_truth), Field(le=1_000_000_000)]
"""A whole number, small enough for whatever is counted."""

Table = Annotated[Mapping[Id, T], AfterValidator(_frozen)]
"""Parts by id, frozen and in the order of their ids."""

Lookup = Annotated[Mapping[str, T], AfterValidator(_frozen)]
"""Values by name, frozen and in the order of the names."""
