"""Standard figures by which effort, travel and work are estimated where nobody counted."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.limits import Dated
from frictionaudit.domain.quantities import Rate

Difficulty = Literal["simple", "medium", "complex"]


class Activity(Dated):
    """How many minutes one standard activity takes; None where the table leaves a cell empty."""

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
    """What one visit to an office takes: the way there and back."""

    level: str = Field(description="where the office is: municipality, district, region or state, average")
    minutes: float = Field(ge=0)
    cost: float = Field(ge=0)
    currency: str = "EUR"


class Wage(Dated):
    """What an hour of work costs by sector, year and grade."""

    sector: str
    year: int
    grade: str = Field(description="simple and middle, upper, higher, average")
    rate: Rate
