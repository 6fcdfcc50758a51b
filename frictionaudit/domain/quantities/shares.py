"""Shares of cases, factors, and how many cases there are."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from frictionaudit.domain.quantities.evidence import Quantity
from frictionaudit.domain.value_errors import UnreadableValueError, shown

_VOLUME = re.compile(
    r"^\s*((?:\d{1,3}(?:[ ,_]\d{3})+|\d+)(?:\.\d+)?)\s*(?:cases\s*)?(?:per|a|/)\s*(year|month|week|day)\s*$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*%\s*$")
_COMMA = re.compile(r"^\s*(\d+),(\d+)\s*(%?)\s*$")
_COMMA_VOLUME = re.compile(r"^\s*(\d+),(\d+)\s*(\D*?)\s*$")
PER_YEAR = {"year": 1.0, "month": 12.0, "week": 365.25 / 7, "day": 365.25}


class Share(Quantity):
    """A part of all cases, between 0 and 1, for example `0.12` or `12 %`."""

    value: float = Field(ge=0, le=1)

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        percent = _PERCENT.match(raw) if isinstance(raw, str) else None
        value = float(Decimal(percent[1]) / 100) if percent else raw
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise UnreadableValueError(f"{shown(raw)} is not a share", _share_hint(raw))
        return {"value": float(value)}

    def short(self) -> float:
        return self.value

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        percent = {"type": "string", "pattern": _PERCENT.pattern}
        return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, percent], "examples": [0.12, "12 %"]}


def _share_hint(raw: Any) -> str:
    """What to write instead of what is no share."""
    comma = _COMMA.match(raw) if isinstance(raw, str) else None
    if comma:
        number = f"{comma[1]}.{comma[2]}"
        if comma[3]:
            return f"write it with a point: {number} %"
        percent = float(number) * 100
        return f"write it with a point: {number}, or as {percent:.10g} %" if percent <= 100 else "write 0.12 or 12 %"
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 2 <= raw <= 100:
        return f"write {raw / 100:.10g} or {raw:g} %"
    return "write a number from 0 to 1, such as 0.12, or 12 %"


_MOST_CASES = 1_000_000_000_000


class Volume(Quantity):
    """How often the procedure runs, for example `12000 per year`."""

    cases: float = Field(ge=0)
    per: Literal["year", "month", "week", "day"]

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        match = _VOLUME.match(raw) if isinstance(raw, str) else None
        if not match:
            number = f"{raw}" if isinstance(raw, int | float) and not isinstance(raw, bool) else "12000"
            comma = _COMMA_VOLUME.match(raw) if isinstance(raw, str) else None
            hint = f"write it with a point: {comma[1]}.{comma[2]} {comma[3]}" if comma else f"write {number} per year"
            raise UnreadableValueError(f"{shown(raw)} is not a number of cases per period", hint)
        cases = float(re.sub(r"[ ,_]", "", match[1]))
        if cases > _MOST_CASES:
            raise UnreadableValueError(f"there are at most {_MOST_CASES:,} cases", "write for example 12000 per year")
        return {"cases": cases, "per": match[2].lower()}

    def short(self) -> str:
        return f"{Decimal(repr(self.cases)):f} per {self.per}".replace(".0 ", " ")

    @property
    def per_year(self) -> float:
        """Cases a year (a year has 365.25 days)."""
        return self.cases * PER_YEAR[self.per]

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": _VOLUME.pattern, "examples": ["12000 per year"]}
