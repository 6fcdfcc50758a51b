"""A case that is complete when it is handed on does not come back."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.loops_back import decided_at, ways_back
from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.procedure import Side


class CompleteHandoffs(Heuristic):
    """Who hands a case on adds what the next one lacks, so that it need not be handed back.

    The way on which one party of ours returns a case to another is closed; its cases go on as all others do. That
    is the most it can bring: nobody knows how many would still lack something.

    Leave it when the return is the point, as where work is judged by somebody else.

    Source: control addition in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 23
    answers = ("FA402",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for back in ways_back(subject):
            deciding = decided_at(subject, back.arc.source)
            sides = {subject.side(step) for step in (deciding, *back.steps)}
            acting = [step for step in back.steps if procedure.steps[step].by]
            if Side.CUSTOMER in sides or not acting or not subject.passes(back.arc).value > 0:
                continue
            to, side = acting[0], subject.side(deciding)
            theirs = subject.side(to)
            if side is None or theirs is None or not side.ours or not theirs.ours:
                continue
            one, two = procedure.steps[to].by or "", procedure.steps[deciding].by or ""
            sketch = Sketch(procedure)
            sketch.close(back.arc.source, back.arc.flow.key)
            if one != two and sketch.prune():
                yield Idea(
                    f"have all that '{procedure.label(deciding)}' needs when '{procedure.label(to)}' hands a case on",
                    sketch.changes(),
                    steps=(deciding, to),
                    trade_off=f"a second try at '{procedure.label(to)}' for what is still not right",
                )
