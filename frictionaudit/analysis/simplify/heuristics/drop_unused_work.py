"""Work that nobody needs is not done."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import without_step


class DropUnusedWork(Heuristic):
    """A step of ours is left out where no other step needs, asks for or hands out what it makes.

    Looked at is what steps say they make, on pages where some step says what it needs. A step that checks, decides
    on the way, or tells or gives the customer anything stays.

    Leave it when somebody outside the procedure reads the result: let the page say who.

    Source: task elimination in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 5
    answers = ("FA210",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        steps = procedure.steps
        if all(step.needs is None for step in steps.values()):
            return
        readers: dict[str, set[str]] = {}
        for id, step in steps.items():
            for item in (*(step.needs or ()), *step.asks, *step.gives):
                readers.setdefault(item, set()).add(id)
        for id, step in steps.items():
            side = subject.side(id)
            if not step.makes or side is None or not side.ours or any(readers.get(i, set()) - {id} for i in step.makes):
                continue
            if step.gives or step.tells or step.control is not None or step.fees or len(step.next) != 1:
                continue
            changes = without_step(procedure, id)
            if changes is not None:
                made = " and ".join(f"'{item}'" for item in step.makes)
                lost = f"{made}, which no other step needs"
                yield Idea(f"leave out '{procedure.label(id)}'", changes, steps=(id,), trade_off=lost)
