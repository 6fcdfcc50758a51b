"""Who is told how it went need not look for it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import amend_step, without_step
from frictionaudit.domain.procedure import Side


class NotifyOfTheResult(Heuristic):
    """A step in which customers only chase what became of their case is left out: our step before tells the result.

    Meant is a step that takes nothing but `chase` and asks nothing, after a step of ours that leads nowhere else.

    Leave it when people want to look for themselves, as at the money in their account.

    Source: contact reduction in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 2
    answers = ("FA503",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in subject.tasks.items():
            ways = subject.graph.incoming[id]
            if subject.side(id) is not Side.CUSTOMER or step.asks or len(ways) != 1 or len(step.next) != 1:
                continue
            parts = set(step.effort.model_dump(exclude_none=True)) if step.effort is not None else set()
            before = ways[0].source
            side = subject.side(before)
            if parts != {"chase"} or side is None or not side.ours or len(procedure.steps[before].next) != 1:
                continue
            changes = without_step(procedure, id)
            if changes is not None:
                told = procedure.steps[before].tells.model_dump(mode="json", exclude_defaults=True)
                yield Idea(
                    f"tell the result at '{procedure.label(before)}', so that nobody has to do '{procedure.label(id)}'",
                    (*changes, *amend_step(before, tells={"result": True} | told)),
                    steps=(before, id),
                    trade_off="that people see for themselves; what a message takes is not on the page",
                )
