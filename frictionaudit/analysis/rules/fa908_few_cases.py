"""A percentile of a handful of cases is an anecdote."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.evidence_index import quantities
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities import Duration, Measured, Quantity


class FewCases(Rule):
    """A percentile, or the share of promises kept, was counted on fewer than `least` cases.

    A percentile is a time written as such, for example `P50=3d P90=10d`. Several at one step are one finding, and so
    are those of one promise; the smallest number of cases is named.

    Why it matters:
        Of ten cases the slowest may be anywhere. A promise built on them is broken by the first ordinary bad week.

    Wrong:
        steps:
          check: {wait: {queue: {value: P50=3d P90=10d, measured: {n: 12, period: 2026-05, source: case log}}}}

    Right:
        steps:
          check: {wait: {queue: {value: P50=3d P90=10d, measured: {n: 240, period: 2026, source: case log}}}}

    What to do:
        Count more cases; until then write the shortest and the longest instead of percentiles.

    Leave it when:
        There are no more cases than these in a year, and all of them were counted.

    Sources:
        With 29 cases one is 95 % sure that the slowest of them is slower than nine in ten of all, since 0.9 to the
        29th is below 0.05 (Wilks 1941, not read first-hand).
    """

    level = "warning"

    least: int = 29

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        few: dict[PagePath, list[int]] = {}
        for path, number in quantities(subject.procedure):
            measured = number.evidence
            if isinstance(measured, Measured) and measured.n < self.least and _ranks(path, number):
                few.setdefault(path[:2], []).append(measured.n)
        for place, cases in few.items():
            step = str(place[1]) if place[0] == "steps" else None
            name = f"'{subject.procedure.label(step)}'" if step else f"`{'.'.join(map(str, place))}`"
            what = "a percentile or share kept" if place[0] == "promises" else "a percentile"
            yield Flag(
                f"{what} at {name} rests on {count(min(cases), 'case')}, fewer than {self.least}",
                steps=(step,) if step else (),
                about="" if step else ".".join(map(str, place)),
                at=place,
            )


def _ranks(path: PagePath, number: Quantity) -> bool:
    """Whether a number says how many cases lie below something."""
    return (isinstance(number, Duration) and bool(number.quantiles)) or path[-1] == "kept"
