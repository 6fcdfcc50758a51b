"""The front line decides what it had to ask for."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import main_way, without_step
from frictionaudit.domain.changes import PartyAmended
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities import Money


class EmpowerTheFrontLine(Heuristic):
    """An approval right after a step of the front line falls away, and the front line may decide as much itself.

    Its authority is raised to what a case is worth or, where the page does not say, to what who approves may decide.
    Cases that were turned down go the way of all others. Meant are parties whose authority is stated and is less. An
    approval that lets nearly all cases pass is a rubber stamp, which is left out in any case.

    Leave it when a law wants a second pair of eyes, or the approval turns down what nobody else could judge.

    Source: empower in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 22
    answers = ("FA408",)
    passing: float = 0.95

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in procedure.steps.items():
            side, sources = subject.side(id), {arc.source for arc in subject.graph.incoming[id]}
            if step.control != "approval" or side is None or not side.ours or len(sources) != 1 or step.by is None:
                continue
            (asking,) = sources
            by = procedure.steps[asking].by
            if by is None or by == step.by or procedure.parties[by].side is not Side.FRONTSTAGE:
                continue
            wanted = procedure.worth or procedure.parties[step.by].authority
            main = main_way(step)
            if (
                main is None
                or main.share is None
                or main.share.value >= self.passing
                or step.tells
                or step.gives
                or not _less(procedure.parties[by].authority, wanted)
            ):
                continue
            changes = without_step(procedure, id, main.to)
            if changes is None or wanted is None:
                continue
            name = procedure.parties[by].name or by
            stopped = f", which does not pass {(1 - main.share.value) * 100:.3g} % of cases"
            yield Idea(
                f"let '{name}' decide up to {wanted.short()} and leave out '{procedure.label(id)}'",
                (PartyAmended(id=by, attribute="authority", value=wanted.model_dump(mode="json")), *changes),
                steps=(id,),
                trade_off=f"the approval{stopped}",
            )


def _less(authority: Money | None, wanted: Money | None) -> bool:
    return authority is not None and wanted is not None and authority.amount < wanted.amount
