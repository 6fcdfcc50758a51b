"""Work whose result nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class UnusedWork(Rule):
    """A step makes something that no other step needs, asks for or hands out.

    Judged are results in `makes`, on pages where some step says what it `needs`: elsewhere nobody knows who reads
    what.

    Why it matters:
        Somebody makes it with care, somebody waits for it, and it goes into a drawer.

    Wrong:
        steps:
          inspect: {by: warehouse, makes: [condition-code, statistics-sheet], next: refund}
          refund: {by: accounts, needs: condition-code, next: refunded}

    Right:
        steps:
          inspect: {by: warehouse, makes: condition-code, next: refund}
          refund: {by: accounts, needs: condition-code, next: refunded}

    What to do:
        Ask who reads it; if nobody answers, stop making it for a month and see.

    Leave it when:
        The result serves somebody outside the procedure, as a record that a law demands does: say so with `because`.

    Sources:
        Task elimination, heuristic 5 of business process redesign (Reijers and Liman Mansar, 2005; not read
        first-hand).
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        if all(step.needs is None for step in steps.values()):
            return
        handed_out = {document for step in steps.values() for document in step.gives}
        readers: dict[str, set[str]] = {}
        for id, step in steps.items():
            for item in (*(step.needs or ()), *step.asks):
                readers.setdefault(item, set()).add(id)
        for id, step in steps.items():
            unread = [item for item in step.makes if item not in handed_out and not readers.get(item, set()) - {id}]
            if unread:
                what = " and ".join(f"'{item}'" for item in unread)
                them = "it" if len(unread) == 1 else "them"
                yield Flag(f"'{subject.procedure.label(id)}' makes {what}, and no other step needs {them}", steps=(id,))
