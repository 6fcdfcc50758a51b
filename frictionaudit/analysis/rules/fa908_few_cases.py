"""Percentiles that were measured on too few cases."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.evidence_index import quantities
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities import Duration, Measured, Quantity
from frictionaudit.domain.quantities.format import count


class FewCases(Rule):
    """A percentile, or the share of promises kept, was measured on fewer than 29 cases.

    A percentile is a time such as `P50=3d P90=10d`. Several at one step or one promise are one finding, which gives the
    smallest number of cases.

    Why it matters:
        With ten cases, the slowest says little about the next ones. One ordinary bad week then breaks a promise based
        on them.

    Wrong:
        steps:
          check: {wait: {queue: {value: P50=3d P90=10d, measured: {n: 12, period: 2026-05, source: case log}}}}

    Right:
        steps:
          check: {wait: {queue: {value: P50=3d P90=10d, measured: {n: 240, period: 2026, source: case log}}}}

    What to do:
        Measure more cases. Until then, give the shortest and the longest time instead of percentiles.

    Leave it when:
        There are no more cases in a year, and all of them were measured.

    Sources:
        With 29 cases it is 95 % certain that the slowest of them is slower than nine in ten of all cases, since 0.9 to
        the power of 29 is below 0.05 (Wilks 1941, source not checked first-hand).
    """

    level = "warning"
    stake = ()

    least: int = Field(default=29, ge=1, description="fewest cases behind a percentile or a share kept")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        few: dict[PagePath, list[int]] = {}
        for path, number in quantities(subject.procedure):
            measured = number.evidence
            if isinstance(measured, Measured) and measured.n < self.least and _needs_many_cases(path, number):
                few.setdefault(path[:2], []).append(measured.n)
        for place, cases in few.items():
            step = str(place[1]) if place[0] == "steps" else None
            where = describe(subject.graph, step) if step else f"`{'.'.join(map(str, place))}`"
            what = "The percentile or share kept" if place[0] == "promises" else "A percentile"
            yield Flag(
                f"{what} at {where} is based on {count(min(cases), 'case')}; it needs at least {self.least}",
                steps=(step,) if step else (),
                about="" if step else ".".join(map(str, place)),
                at=place,
            )


def _needs_many_cases(path: PagePath, number: Quantity) -> bool:
    """Whether a figure is a percentile or a share of promises kept."""
    return (isinstance(number, Duration) and bool(number.quantiles)) or path[-1] == "kept"
