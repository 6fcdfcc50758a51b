"""Measured figures that are older than the review period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.evidence_index import quantities
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities import Measured
from frictionaudit.domain.quantities.format import count

_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
_PERIOD = re.compile(rf"\s*(?:{_DATE}\s*(?:to|until|/|-|–)\s*)?{_DATE}\s*")


class EvidenceOutOfDate(Rule):
    """Figures were measured longer ago than the review period of three years.

    The age counts from the end of the `period` of a `measured` figure, such as `2021`, `2020-03` or `2020-01 to
    2020-12`, to the day of the audit. The rule skips periods in another form, and checks nothing if the day of the
    audit is not given. Figures of steps with the same source and period are one finding.

    Why it matters:
        Forms change, people leave, systems are replaced. Old figures describe an older procedure, and lead people to
        fix problems that are already gone.

    Wrong:
        steps:
          check:
            effort: {work: {value: 10m, measured: {n: 212, period: 2019, source: case log}}}

    Right:
        steps:
          check:
            effort: {work: {value: 8m, measured: {n: 180, period: 2026-01 to 2026-06, source: case log}}}

    What to do:
        Measure again, preferably from the same source, or mark the old figure as `assumed`.

    Leave it when:
        Nothing has changed since. Say so with `because`, and who checked.

    Sources:
        Three years: the term of form clearances under the Paperwork Reduction Act (United States).
    """

    level = "warning"
    stake = ()

    years: int = Field(default=3, ge=0, le=1000, description="years after which a measured figure is out of date")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if subject.today is None:
            return
        for (source, period, place), paths in self._old(subject, subject.today):
            steps = [path[1] for path in paths if path[0] == "steps"]
            whole = ".".join(map(str, place))
            about = f"{whole}: {source}, {period}" if whole else f"{source}, {period}"
            for group in split_justified(subject, map(str, steps), self.code()) or [()]:
                figures = sum(step in group for step in steps) if group else len(paths)
                where = f"at {describe_all(subject.graph, group)}" if group else f"under `{whole}`"
                yield Flag(
                    f"{count(figures, 'figure')} {where} {'is' if figures == 1 else 'are'} more than "
                    f"{count(self.years, 'year')} old: measured in {period} ({source})",
                    steps=group,
                    about=about,
                    at=place,
                )

    def _old(self, subject: Subject, today: date) -> list[tuple[tuple[str, str, PagePath], list[PagePath]]]:
        """Old figures by source, period and place; all steps count as one place."""
        old: dict[tuple[str, str, PagePath], list[PagePath]] = {}
        for path, number in quantities(subject.procedure):
            if isinstance(number.evidence, Measured) and self._is_old(number.evidence.period, today):
                place: PagePath = () if path[0] == "steps" else path[:2]
                old.setdefault((number.evidence.source, number.evidence.period, place), []).append(path)
        return sorted(old.items(), key=lambda item: (item[0][:2], str(item[0][2])))

    def _is_old(self, period: str, today: date) -> bool:
        end = _end(period)
        return end is not None and (today.year - self.years, today.month, today.day) > end


def _end(period: str) -> tuple[int, int, int] | None:
    """The last day of a period; the 31st of any month, since no day of it is later."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    year, month, day = match.groups()[3:]
    return int(year), int(month or 12), int(day or 31)
