"""Standard figures for effort, travel and work, used where nobody counted."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.limits import Dated
from frictionaudit.domain.quantities import Rate

Difficulty = Literal["simple", "medium", "complex"]


class Activity(Dated):
    """Minutes of one standard activity; None where the table leaves a cell empty."""

    table: str = Field(description="for whom: administration, business")
    row: int
    activity: str
    edition: str = ""
    simple: float | None = None
    medium: float | None = None
    complex: float | None = None

    def minutes(self, difficulty: Difficulty) -> float | None:
        """Minutes of a simple, medium or complex case."""
        value: float | None = getattr(self, difficulty)
        return value


class Travel(Dated):
    """Time and cost of one visit to an office, there and back."""

    level: str = Field(description="level of the office: municipality, district, region or state, average")
    minutes: float = Field(ge=0)
    cost: float = Field(ge=0)
    currency: str = "EUR"


class Wage(Dated):
    """Cost of an hour of work by sector, year and grade."""

    sector: str
    year: int
    grade: str = Field(description="simple and middle, upper, higher, average")
    rate: Rate
