"""Say what happened and how long it takes, with a margin, when something breaks down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Disruption
from frictionaudit.domain.quantities.format import format_elapsed

_ROUND = (15, 30, 60, 120, 180, 240, 480)
"""Times that people say, in minutes; longer ones are told in whole days."""
_DAY = 1440


class SayWhatHappened(Heuristic):
    """When something breaks down, tell people what happened, and a time that you will probably beat.

    The message stands with each disruption that FA310 reports. The page says what happened. The time is what it
    takes by the page, with a quarter more, rounded up to a time that people say: 45 minutes become an hour. Without
    `takes` no time is told. Why it happened is for somebody on the spot to add.

    Do not use it when it is put right before customers notice.
    """

    answers = ("FA310",)
    margin: float = 0.25

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA310"):
            (id,) = finding.steps
            disruptions = subject.procedure.steps[id].failures
            told = [self._told(subject, disruption) for disruption in disruptions]
            if finding.about != "disruptions" or told == [_page(disruption) for disruption in disruptions]:
                continue
            what = "; ".join(disruption.what for disruption in disruptions)
            times = [self._time(subject, disruption) for disruption in disruptions]
            how_long = ", and ".join(f"say '{time}'" for time in dict.fromkeys(filter(None, times)))
            yield Idea(
                f"Tell people at {step_name(subject, id)} what happened ({what})"
                + (f", and {how_long}" if how_long else ""),
                (StepAmended(id=id, attribute="disruptions", value=told),),
                steps=(id,),
                trade_off="a time that is not kept is worse than none: tell people at once when it will take longer",
            )

    def _told(self, subject: Subject, disruption: Disruption) -> dict[str, Any]:
        page = _page(disruption)
        tells = page.get("tells", {})
        added = {"delay": disruption.what, "time": self._time(subject, disruption)}
        missing = {key: text for key, text in added.items() if text and not tells.get(key)}
        return {**page, "tells": {**tells, **missing}} if missing else page

    def _time(self, subject: Subject, disruption: Disruption) -> str:
        """How long it takes, with the margin, as people say it; empty where the page does not say."""
        if disruption.takes is None:
            return ""
        minutes = subject.procedure.calendar.expected_elapsed(disruption.takes) * (1 + self.margin)
        rounded = next((time for time in _ROUND if time >= minutes), None)
        return format_elapsed(rounded if rounded is not None else -(-minutes // _DAY) * _DAY)


def _page(disruption: Disruption) -> dict[str, Any]:
    return disruption.model_dump(mode="json", by_alias=True, exclude_defaults=True)
