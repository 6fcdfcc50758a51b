"""Numbers grow old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.evidence_index import quantities
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities import Measured

_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
_PERIOD = re.compile(rf"\s*(?:{_DATE}\s*(?:to|until|/|-|–)\s*)?{_DATE}\s*")


class EvidenceOutOfDate(Rule):
    """Numbers were counted longer ago than the review period, `years` on the day of the audit.

    Judged is what is `measured`, by the end of its `period`, such as `2021`, `2020-03` or `2020-01 to 2020-12`. A
    period written otherwise is not judged, and nothing is where the day of the audit is not given. Numbers of steps
    that were counted in the same place and period are one finding.

    Why it matters:
        Forms change, people leave, a new system comes. A decision that rests on the numbers of another procedure mends
        what is no longer broken.

    Wrong:
        steps:
          check:
            effort: {work: {value: 10m, measured: {n: 212, period: 2019, source: case log}}}

    Right:
        steps:
          check:
            effort: {work: {value: 8m, measured: {n: 180, period: 2026-01 to 2026-06, source: case log}}}

    What to do:
        Count again, best with the same source, or say that the old number is now an assumption.

    Leave it when:
        Nothing has changed since: say so with `because`, and who looked.

    Sources:
        Three years: as the clearances of forms under the Paperwork Reduction Act (United States) run.
    """

    level = "warning"

    years: int = 3

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if subject.today is None:
            return
        for (source, period, place), paths in self._old(subject, subject.today):
            steps = [path[1] for path in paths if path[0] == "steps"]
            whole = ".".join(map(str, place))
            about = f"{whole}: {source}, {period}" if whole else f"{source}, {period}"
            for group in split_justified(subject, map(str, steps), self.code()) or [()]:
                number = sum(step in group for step in steps) if group else len(paths)
                counted = "number was" if number == 1 else "numbers were"
                where = _at(subject, group) if group else f"under `{whole}`"
                yield Flag(
                    f"{number} {counted} counted in {period} ({source}), more than {count(self.years, 'year')} ago: "
                    f"{where}",
                    steps=group,
                    about=about,
                    at=place,
                )

    def _old(self, subject: Subject, today: date) -> list[tuple[tuple[str, str, PagePath], list[PagePath]]]:
        """Old numbers by source, period and place; those of steps are one place."""
        found: dict[tuple[str, str, PagePath], list[PagePath]] = {}
        for path, number in quantities(subject.procedure):
            if isinstance(number.evidence, Measured) and self._is_old(number.evidence.period, today):
                place: PagePath = () if path[0] == "steps" else path[:2]
                found.setdefault((number.evidence.source, number.evidence.period, place), []).append(path)
        return sorted(found.items(), key=lambda item: (item[0][:2], str(item[0][2])))

    def _is_old(self, period: str, today: date) -> bool:
        end = _end(period)
        return end is not None and (today.year - self.years, today.month, today.day) > end


def _end(period: str) -> tuple[int, int, int] | None:
    """The last day of a period; of a month the 31st, which no day of the month comes after."""
    read = _PERIOD.fullmatch(period)
    if read is None:
        return None
    year, month, day = read.groups()[3:]
    return int(year), int(month or 12), int(day or 31)


def _at(subject: Subject, steps: tuple[str, ...]) -> str:
    names = ", ".join(f"'{subject.procedure.label(step)}'" for step in steps[:4])
    return f"at {names}" + (f" and {len(steps) - 4} more" if len(steps) > 4 else "")
