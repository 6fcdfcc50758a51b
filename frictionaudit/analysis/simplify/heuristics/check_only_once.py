"""What was checked, and has not changed since, is not checked again."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import checks
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import without_step


class CheckOnlyOnce(Heuristic):
    """The second of two controls in a row is left out where all that it looks at was looked at by the first.

    Both have to say what they need. Who is not turned away by the first goes straight to the second, so nothing has
    changed between. Those whom the second turned away go the way of all others.

    Leave it when a second pair of eyes is wanted on purpose, as where money is paid out.

    Source: task elimination in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 5
    answers = ("FA205",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure, found = subject.procedure, checks(subject)
        for id, check in found.items():
            first = procedure.steps[id]
            then = check.kept[0].target if len(check.kept) == 1 else None
            if then is None or then not in found or first.control is None or first.needs is None:
                continue
            second, again = procedure.steps[then], found[then]
            looked_at = set(second.needs or ())
            alone = len(subject.graph.incoming[then]) == 1 and len(again.kept) == 1
            if second.control is None or not looked_at or not looked_at <= {*first.needs, *first.makes} or not alone:
                continue
            if second.gives or second.tells or second.makes or len(second.next) != len(again.kept + again.turned_away):
                continue
            changes = without_step(procedure, then, again.kept[0].target)
            if changes is not None:
                stopped = f", which stops {again.reject * 100:.3g} % of cases" if again.reject else ""
                yield Idea(
                    f"leave out '{procedure.label(then)}': '{procedure.label(id)}' has looked at the same",
                    changes,
                    steps=(id, then),
                    trade_off=f"a second look{stopped}",
                )
