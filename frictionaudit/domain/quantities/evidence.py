"""Where a number comes from: stated by the owner, measured on real cases, or assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Value, Whole


class Stated(Value):
    """The owner wrote it down as what is meant to happen."""

    kind: Literal["stated"] = Field(default="stated", exclude=True)


class Measured(Value):
    """Counted on `n` real cases of a period, from a named source."""

    kind: Literal["measured"] = Field(default="measured", exclude=True)
    n: Whole = Field(ge=1, description="number of real cases behind the number")
    period: str = Field(
        coerce_numbers_to_str=True, description="when those cases happened, for example 2024-01 to 2024-12"
    )
    source: str = Field(description="where they were counted")


class Assumed(Value):
    """Nobody counted it; `why` gives the reason for believing it."""

    kind: Literal["assumed"] = Field(default="assumed", exclude=True)
    why: str = Field(min_length=1)


Evidence: TypeAlias = Stated | Measured | Assumed
STATED = Stated()
ABOUT = Assumed(why="the source says 'about'")
"""What is printed as approximate is somebody's estimate."""
AT_MOST = Assumed(why="the source says 'at most'")
AT_LEAST = Assumed(why="the source says 'at least'")
"""What is printed as an end of a range is counted as if it were the time."""


class Quantity(Value):
    """A number with its unit and its evidence.

    On a page it is written short (`10m`), which means stated, or long with its evidence:
    `{value: 10m, assumed: as in the German standard times}` or
    `{value: 10m, measured: {n: 212, period: 2025, source: telephone system}}`.
    """

    evidence: Evidence = STATED

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        """The fields that a short form stands for; UnreadableValueError says what to write instead."""
        raise NotImplementedError

    def short(self) -> Any:
        """The short form that `parse` reads back to the same fields."""
        raise NotImplementedError

    @model_validator(mode="wrap")
    @classmethod
    def _from_page(cls, raw: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            return handler(cls.parse(raw))
        if "value" not in raw:
            return handler(raw)
        unknown = sorted(set(raw) - {"value", "measured", "assumed"})
        if unknown:
            hint = "use `measured` or `assumed`; a text with a comma needs quotes"
            raise UnreadableValueError(f"there is no key '{unknown[0]}' beside `value`", hint)
        if {"measured", "assumed"} <= set(raw):
            raise UnreadableValueError("`value` has both `measured` and `assumed`", "keep one of them")
        fields = cls.parse(raw["value"])
        if "measured" in raw:
            fields["evidence"] = Measured.model_validate(raw["measured"])
        elif "assumed" in raw:
            fields["evidence"] = Assumed(why=raw["assumed"])
        return handler(fields)

    @model_serializer(mode="wrap")
    def _to_page(self, handler: SerializerFunctionWrapHandler) -> Any:
        match self.evidence:
            case Measured() as measured:
                return {"value": self.short(), "measured": measured.model_dump(mode="json")}
            case Assumed(why=why):
                return {"value": self.short(), "assumed": why}
        return self.short()

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        """JSON Schema of the short form."""
        return {"type": "string"}

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        short = cls.short_schema()
        measured = {
            "type": "object",
            "properties": {
                "n": {"type": "integer", "minimum": 1},
                "period": {"type": "string"},
                "source": {"type": "string"},
            },
            "required": ["n", "period", "source"],
            "additionalProperties": False,
        }
        long = {
            "type": "object",
            "properties": {"value": short, "measured": measured, "assumed": {"type": "string"}},
            "required": ["value"],
            "additionalProperties": False,
        }
        summary = (cls.__doc__ or "").strip().splitlines()[0]
        return {"title": cls.__name__, "description": summary, "anyOf": [short, long]}
