"""Nobody hunts for what was marked when it came in."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.scale_effort import spared


class IndexOnArrival(Heuristic):
    """What people of ours search for is marked and entered where it arrives, so that the search is spared.

    Meant are steps at which searching takes at least `share` of the staff's stated time.

    Leave it when marking takes as long as searching: it is done for every case, and nobody has measured it.

    Source: integral technology, as in document management systems, in Reijers and Liman Mansar (2005) (not read
    first-hand).
    """

    number = 26
    answers = ("FA212",)
    share: float = 0.2

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        touch = subject.procedure.calendar.expected_touch
        for id, step in subject.tasks.items():
            if step.effort is None or step.effort.search is None:
                continue
            search, work = touch(step.effort.search), touch(step.effort.work) if step.effort.work else 0.0
            if search and search >= self.share * (search + work) - 1e-9:
                yield Idea(
                    f"mark where it arrives what is searched for at '{subject.procedure.label(id)}'",
                    spared(subject.procedure, id, "search", 0, "nobody has to search"),
                    steps=(id,),
                    trade_off="the time to mark each thing, which nobody has measured",
                )
