"""Time that people of ours spend looking for things."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import STAFF_PARTS
from frictionaudit.domain.quantities.format import format_effort


class HuntForIt(Rule):
    """Of the staff's effort at a step, at least `share` is spent searching: for a file, an item, a shelf, a record.

    Why it matters:
        Who hunts for things cannot look after people, and the customer waits all the while.

    Wrong:
        steps:
          find-parcel: {by: warehouse, effort: {work: 3m, search: 9m}, next: inspect}

    Right:
        steps:
          # every parcel is scanned to its shelf when it arrives
          find-parcel: {by: warehouse, effort: {work: 3m, search: 20s}, next: inspect}

    What to do:
        Give every thing one place and one number, and show both where the work begins.

    Leave it when:
        Searching is the service, as in lost property or an archive: say so with `because`.

    Sources:
        The question from which this audit began: how hard is it for staff to find the item in the warehouse? One
        fifth of the effort is our default.
    """

    level = "warning"

    share: float = 0.2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for id, step in subject.tasks.items():
            if step.effort is None or step.effort.search is None:
                continue
            parts = [duration for name in STAFF_PARTS if (duration := step.effort.part(name))]
            search, total = calendar.expected_touch(step.effort.search), sum(map(calendar.expected_touch, parts))
            if search and search / total >= self.share - 1e-9:
                yield Flag(
                    f"at '{subject.procedure.label(id)}' {format_effort(search)} of {format_effort(total)} "
                    f"are spent searching ({search / total:.0%})".replace("%", " %"),
                    steps=(id,),
                    at=("steps", id, "effort"),
                )
