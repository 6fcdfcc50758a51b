"""Nobody is sent back who was asked rightly the first time."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.loops_back import WayBack, decided_at, ways_back
from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.procedure import Side


class GetItRightFirstTime(Heuristic):
    """What a case is sent back to the customer for is asked, and checked before sending, the first time.

    The way back to the customer is closed; its cases go on as all others do. Steps that were there for correcting
    only go with it. That is the most it can bring: nobody knows how many still send something wrong.

    Leave it when what is missing can be known only after somebody has looked into the case.

    Source: control addition in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 23
    answers = ("FA207", "FA208")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for back in ways_back(subject):
            deciding = decided_at(subject, back.arc.source)
            side = subject.side(deciding)
            theirs = [step for step in back.steps if subject.side(step) is Side.CUSTOMER]
            if theirs and side is not None and side.ours and subject.passes(back.arc).value > 0:
                sketch = Sketch(subject.procedure)
                sketch.close(back.arc.source, back.arc.flow.key)
                if sketch.prune():
                    yield self._idea(subject, sketch, back, deciding, theirs)

    def _idea(self, subject: Subject, sketch: Sketch, back: WayBack, deciding: str, theirs: list[str]) -> Idea:
        procedure = subject.procedure
        still = {thing for step in sketch.steps.values() for thing in step.asks}
        lost = {thing for step in theirs if step not in sketch.steps for thing in procedure.steps[step].asks} - still
        names = " and ".join(f"'{_name(subject, thing)}'" for thing in sorted(lost))
        return Idea(
            f"ask so that '{procedure.label(deciding)}' need not send cases back to '{procedure.label(theirs[0])}'",
            sketch.changes(),
            steps=(deciding, theirs[0]),
            trade_off=f"{names}, unless asked the first time" if names else "a second try for those who still lack it",
        )


def _name(subject: Subject, thing: str) -> str:
    procedure = subject.procedure
    part = procedure.forms.get(thing) or procedure.documents.get(thing)
    return (part.name if part is not None else None) or thing
