"""One unit answers for a step."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import amend_step


class AssignOneAccountableUnit(Heuristic):
    """Where several units answer for a step, only the unit that does it does; else the first that is named.

    Leave it when a law makes two offices answer together.

    Source: split responsibilities in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 16
    answers = ("FA409",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in procedure.steps.items():
            side = subject.side(id)
            doing = step.by if side is not None and side.ours else None
            answering = dict.fromkeys([*([doing] if doing else []), *step.accountable])
            units = {unit for party in answering if (unit := procedure.parties[party].unit)}
            if not step.accountable or len(units) < 2:
                continue
            one = next(party for party in answering if procedure.parties[party].unit)
            others = [procedure.parties[party].name or party for party in answering if party != one]
            yield Idea(
                f"let '{procedure.parties[one].name or one}' alone answer for '{procedure.label(id)}'",
                amend_step(id, accountable=[] if one == doing else [one]),
                steps=(id,),
                trade_off=f"that {' and '.join(others)} answered for it too",
            )
