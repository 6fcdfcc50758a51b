"""What a number of an audit is: its value, its unit, and the evidence that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Strength = Literal["stated", "measured", "assumed", "unknown"]
Bound = Literal["exact", "at least", "between", "estimate"]
Scope = Literal["case", "year", "model", "log"]


@dataclass(frozen=True, slots=True)  # an audit of many files has a hundred thousand of them
class Basis:
    """Where a measure comes from: the weakest evidence among the numbers that entered it.

    `bound` tells how the value relates to the truth: where steps say nothing, a sum is `at least` its
    value; where routing is not structured, it lies `between` low and high; a ratio of incomplete sums is
    an `estimate`.
    """

    kind: Strength
    bound: Bound = "exact"
    low: float | None = None
    high: float | None = None
    assumed: Annotated[tuple[str, ...], Field(description="what was assumed, and why")] = ()
    unknown: Annotated[tuple[str, ...], Field(description="steps or parts that say nothing")] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of an audit. `value` None means unknown, which is not zero."""

    key: str
    value: float | None
    unit: str
    scope: Scope
    evidence: Basis
