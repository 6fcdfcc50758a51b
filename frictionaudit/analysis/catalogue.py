"""The catalogue of measures: each is defined once, beside its formula, and computed when somebody asks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from inspect import cleandoc
from types import ModuleType

from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.registry import Registry
from frictionaudit.results.measure import Bound, Direction, Measure, MeasureDefinition, Scope

Compute = Callable[["Measures"], Result]


@dataclass(frozen=True)
class Definition:
    """A measure: how it is named and judged, and its formula.

    A costly one is computed only when asked for by name. `counts` is the key of a step without which it is always 0.
    """

    info: MeasureDefinition
    compute: Compute
    costly: bool = False
    counts: str = ""

    @property
    def key(self) -> str:
        return self.info.key

    @property
    def unit(self) -> str:
        return self.info.unit

    @property
    def scope(self) -> Scope:
        return self.info.scope

    @property
    def page(self) -> str:
        """What the measure counts, and how."""
        return self.info.explanation


def measure(
    key: str,
    unit: str,
    scope: Scope = "case",
    *,
    label: str = "",
    one: str = "",
    many: str = "",
    direction: Direction = "less",
    elapsed: bool = False,
    headline: int = 0,
    per_year: str = "",
    page: str = "",
    costly: bool = False,
    counts: str = "",
) -> Callable[[Compute], Definition]:
    """Define a measure; the function's docstring is its page, and its place in `measures/` registers it.

    The arguments are those of `MeasureDefinition`; `many` is the label where it is not given.
    """

    def define(compute: Compute) -> Definition:
        name = label or key.replace("_", " ")
        info = MeasureDefinition(
            key,
            unit,
            scope,
            name,
            one,
            many or (name if one else ""),
            direction,
            elapsed,
            headline,
            per_year,
            page or cleandoc(compute.__doc__ or ""),
        )
        return Definition(info, compute, costly, counts)

    return define


def _definitions(values: Iterable[object]) -> Iterator[Definition]:
    for value in values:
        if isinstance(value, Definition):
            yield value
        elif isinstance(value, tuple):
            yield from _definitions(value)


def _keyed(module: ModuleType) -> Iterator[tuple[str, Definition]]:
    return ((definition.key, definition) for definition in _definitions(vars(module).values()))


CATALOGUE: Mapping[str, Definition] = Registry("frictionaudit.analysis.measures", _keyed)
"""All measures by key."""


def _extremes(measure: Measure) -> tuple[float, float]:
    """The least and the most that a measure can be."""
    value, evidence = measure.value or 0.0, measure.evidence
    if evidence.bound != "between":
        return value, value
    return evidence.low if evidence.low is not None else 0.0, evidence.high if evidence.high is not None else math.inf


class Measures(Mapping[str, Measure]):
    """The measures of one procedure, each computed when first asked for and kept."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._done: dict[str, Measure] = {}

    def __getitem__(self, key: str) -> Measure:
        if key not in self._done:
            definition = CATALOGUE[key]
            value, basis = self._not_shown(definition) or definition.compute(self)
            rounded = None if value is None else round(value, 9) + 0.0
            unit = self._unit(definition)
            self._done[key] = Measure(key, rounded, unit, definition.scope, basis, definition.info)
        return self._done[key]

    def _not_shown(self, definition: Definition) -> Result | None:
        """Unknown where a drawing or a service table shows none of what a measure counts: only a page lists all."""
        procedure, key = self.subject.procedure, definition.counts
        if not key or any(getattr(step, key) for step in procedure.steps.values()):
            return None
        medium = "drawing" if procedure.drawn else "table" if procedure.service_table else ""
        return Tally.unknown(self.subject, f"the {medium} states no `{key}`") if medium else None

    def _unit(self, definition: Definition) -> str:
        return definition.unit.replace("money", self.currency or "money")

    @property
    def currency(self) -> str | None:
        """The one currency of the procedure, if money is mentioned."""
        return self.subject.procedure.currency

    @staticmethod
    def exactly(value: float) -> Weight:
        """A number that is no expectation with bounds of its own."""
        return Weight.exact(value)

    def ratio(self, above: str, below: str, formula: Callable[[float, float], float]) -> Result:
        """A share made of two measures, from 0 to 1; unknown where one of them is, or where the lower one is zero.

        The formula rises or falls with each of the two. Where they are bounded, so is the share.
        """
        one, other = self[above], self[below]
        missing = [measure.key for measure in (one, other) if measure.value is None]
        if missing:
            return Tally.unknown(self.subject, *missing)
        if not other.value:
            return Tally.unknown(self.subject, f"{below} is zero")
        tally = Tally(self.subject)
        corners = [formula(a, b) if b else 1.0 for a in _extremes(one) for b in _extremes(other)]
        ratio = min(1.0, max(0.0, formula(one.value or 0.0, other.value)))
        unknown = (*one.evidence.unknown, *other.evidence.unknown)
        if ratio or not unknown:
            low, high = max(0.0, min(*corners, ratio)), min(1.0, max(*corners, ratio))
            tally.add(Weight(ratio, *((ratio, ratio) if unknown else (low, high))))
        tally.miss_all(unknown)
        value, basis = tally.result()
        if value is None:
            return value, basis
        assumed = tuple(dict.fromkeys((*one.evidence.assumed, *other.evidence.assumed)))
        kind = "assumed" if assumed else basis.kind
        bound: Bound = (
            "estimate" if unknown or "estimate" in (one.evidence.bound, other.evidence.bound) else basis.bound
        )
        return value, replace(basis, assumed=assumed, kind=kind, bound=bound)

    def __iter__(self) -> Iterator[str]:
        return (key for key, definition in CATALOGUE.items() if not definition.costly)

    def __len__(self) -> int:
        return sum(1 for _ in self)
