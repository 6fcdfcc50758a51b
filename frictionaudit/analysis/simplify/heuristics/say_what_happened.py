"""Say what happened and how long it takes, with a margin, when something breaks down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.delay_time import time_to_tell
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Disruption


class SayWhatHappened(Heuristic):
    """When something breaks down, tell people what happened, and a time that you will probably beat.

    The message stands with each disruption that FA310 reports. The page says what happened. The time is what nine in
    ten take by the page, with a quarter more, as `frictionaudit promise` says it: 45 minutes become an hour. Without
    `takes` no time is told. Why it happened is for somebody on the spot to add.

    Do not use it when it is put right before customers notice.
    """

    answers = ("FA310",)
    margin: float = 0.25

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA310"):
            (id,) = finding.steps
            disruptions = subject.procedure.steps[id].failures
            told = [self._told(subject, id, disruption) for disruption in disruptions]
            if finding.about != "disruptions" or told == [_page(disruption) for disruption in disruptions]:
                continue
            what = "; ".join(disruption.what for disruption in disruptions)
            times = [time_to_tell(subject, id, disruption, self.margin) for disruption in disruptions]
            how_long = ", and ".join(f"say '{time}'" for time in dict.fromkeys(filter(None, times)))
            yield Idea(
                f"Tell people at {step_name(subject, id)} what happened ({what})"
                + (f", and {how_long}" if how_long else ""),
                (StepAmended(id=id, attribute="disruptions", value=told),),
                steps=(id,),
                trade_off="a time that is not kept is worse than none: tell people at once when it will take longer",
            )

    def _told(self, subject: Subject, step: str, disruption: Disruption) -> dict[str, Any]:
        page = _page(disruption)
        tells = page.get("tells", {})
        added = {"delay": disruption.what, "time": time_to_tell(subject, step, disruption, self.margin)}
        missing = {key: text for key, text in added.items() if text and not tells.get(key)}
        return {**page, "tells": {**tells, **missing}} if missing else page


def _page(disruption: Disruption) -> dict[str, Any]:
    return disruption.model_dump(mode="json", by_alias=True, exclude_defaults=True)
