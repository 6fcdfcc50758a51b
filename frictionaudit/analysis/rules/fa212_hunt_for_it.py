"""Staff spend time searching for things."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.searching import searches
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.quantities.format import format_effort


class HuntForIt(Rule):
    """Staff spend much of their effort at a step searching for a file, an item, a shelf or a record.

    It is flagged from `share` of the staff effort at the step.

    Why it matters:
        Staff who search cannot look after people, and the customer waits meanwhile.

    Wrong:
        steps:
          find-parcel: {by: warehouse, effort: {work: 3m, search: 9m}, next: inspect}

    Right:
        steps:
          # every parcel is scanned to its shelf when it arrives
          find-parcel: {by: warehouse, effort: {work: 3m, search: 20s}, next: inspect}

    What to do:
        Give every item one place and one number, and show both where the work begins.

    Leave it when:
        Searching is the service, as in lost property or an archive. Give the reason in `because`.

    Sources:
        The question from which this audit began: how hard is it for staff to find the item in the warehouse? One fifth
        of the effort is our default.
    """

    level = "warning"
    stake = ("staff",)

    share: float = Field(
        default=0.2, ge=0, le=1, description="share of the effort spent searching from which it is flagged"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for step, search, total in searches(subject, customer=False):
            if search / total >= self.share - 1e-9:
                yield Flag(
                    f"At '{subject.procedure.label(step)}', staff spend {format_effort(search)} of "
                    f"{format_effort(total)} searching ({percentage(search / total)})",
                    steps=(step,),
                    at=("steps", step, "effort"),
                )
