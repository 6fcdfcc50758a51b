"""A step produces something that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.question_names import thing_name
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed, quoted


class UnusedWork(Rule):
    """A step makes something that no other step needs, asks for or gives out.

    The rule looks at the results in `makes`, on pages where at least one step states what it `needs`. Other pages do
    not state who uses what.

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
        Ask who uses it, and if nobody answers, stop making it for a month.

    Leave it when:
        Somebody outside the procedure uses it, such as a record that a law requires. Give the reason in `because`.

    Sources:
        Task elimination, heuristic 5 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand).
    """

    level = "warning"
    stake = ("staff",)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        if all(step.needs is None for step in steps.values()):
            return
        given_out = {document for step in steps.values() for document in step.gives}
        users: dict[str, set[str]] = {}
        for id, step in steps.items():
            for item in (*(step.needs or ()), *step.asks):
                users.setdefault(item, set()).add(id)
        for id, step in steps.items():
            unused = [item for item in step.makes if item not in given_out and not users.get(item, set()) - {id}]
            if unused:
                names = listed(quoted(thing_name(subject.procedure, item) for item in unused))
                yield Flag(f"'{subject.procedure.label(id)}' makes {names}, which no other step uses", steps=(id,))
