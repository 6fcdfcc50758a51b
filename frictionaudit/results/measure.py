"""What a number of an audit is: its value, its unit, the evidence behind it, and how it is spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

Strength = Literal["stated", "measured", "assumed", "unknown"]
Bound = Literal["exact", "at least", "between", "estimate"]
Scope = Literal["case", "year", "model", "log"]
Direction = Literal["less", "more", "neither"]


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """How a measure is named, counted and judged; the one place for all of it.

    `label` names it in a report ("waiting on us"); `one` and `many` name what is counted ("hand-off", "hand-offs"),
    empty for times, money and ratios. `direction` says what is better. `elapsed` minutes run on the clock; others are
    effort. `headline` is its rank among the measures that people ask for first, 0 for all others. `per_year` is the
    key of the same quantity per year.
    """

    key: str
    unit: str
    scope: Scope
    label: str
    one: str = ""
    many: str = ""
    direction: Direction = "less"
    elapsed: bool = False
    headline: int = 0
    per_year: str = ""
    explanation: str = ""

    @classmethod
    def bare(cls, key: str, unit: str, scope: Scope) -> MeasureDefinition:
        """A definition from what every measure carries, where nothing more is known of it."""
        return cls(key, unit, scope, key.replace("_", " "))

    def gain(self, before: float, after: float) -> float:
        """How much better the value gets; negative where it gets worse, 0 where neither is better."""
        return {"less": before - after, "more": after - before, "neither": 0.0}[self.direction]


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
    """One number of an audit. `value` None means unknown, which is not zero.

    A document holds the `definition` once for all its measures, not beside each.
    """

    key: str
    value: float | None
    unit: str
    scope: Scope
    evidence: Basis
    definition_: Annotated[MeasureDefinition | None, Field(exclude=True)] = None

    @property
    def definition(self) -> MeasureDefinition:
        """How the measure is named, counted and judged."""
        return self.definition_ or MeasureDefinition.bare(self.key, self.unit, self.scope)


def with_definitions(
    measures: Mapping[str, Measure], definitions: Mapping[str, MeasureDefinition]
) -> dict[str, Measure]:
    """Measures that were read from a document, each with its definition again."""
    return {key: replace(measure, definition_=definitions.get(key)) for key, measure in measures.items()}


def definitions_of(measures: Iterable[Mapping[str, Measure]]) -> dict[str, MeasureDefinition]:
    """The definitions of all measures of some procedures, by key and in the order of the keys."""
    definitions = {key: measure.definition for held in measures for key, measure in held.items()}
    return dict(sorted(definitions.items()))
