"""Shares of cases, factors, and how many cases there are."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field

from frictionaudit.domain.quantities.evidence import Quantity

_VOLUME = re.compile(
    r"^\s*(\d[\d ,_]*(?:\.\d+)?)\s*(?:cases\s*)?(?:per|a|/)\s*(year|month|week|day)\s*$", re.IGNORECASE
)
PER_YEAR = {"year": 1.0, "month": 12.0, "week": 365.25 / 7, "day": 365.25}


class Share(Quantity):
    """A part of all cases, between 0 and 1."""

    value: float = Field(ge=0, le=1)

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw <= 1:
            raise ValueError("expected a share between 0 and 1, for example 0.12 for 12 %")
        return {"value": float(raw)}

    def short(self) -> float:
        return self.value

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "number", "minimum": 0, "maximum": 1}


class Volume(Quantity):
    """How often the procedure is run, for example `12000 per year`."""

    cases: float = Field(ge=0)
    per: Literal["year", "month", "week", "day"]

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        found = _VOLUME.match(raw) if isinstance(raw, str) else None
        if not found:
            raise ValueError("expected cases and a period, for example 12000 per year")
        return {"cases": float(re.sub(r"[ ,_]", "", found[1])), "per": found[2].lower()}

    def short(self) -> str:
        return f"{self.cases:.15g} per {self.per}"

    @property
    def per_year(self) -> float:
        """Cases a year (a year has 365.25 days)."""
        return self.cases * PER_YEAR[self.per]

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": _VOLUME.pattern, "examples": ["12000 per year"]}
