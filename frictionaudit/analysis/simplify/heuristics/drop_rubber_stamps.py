"""An approval that refuses hardly anything is left out."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import without_step
from frictionaudit.domain.procedure import Step


class DropRubberStamps(Heuristic):
    """A step that only approves, and lets nearly all cases pass, is left out: those before it decide.

    Cases that it refused go the way of all others. How many these are stands in what is given up.

    Leave it when the few that it stops are worth all the waiting, or a law wants a second pair of eyes.

    Source: empower in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 22
    answers = ("FA204", "FA205", "FA408")
    passing: float = 0.95

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in procedure.steps.items():
            side = subject.side(id)
            if step.control != "approval" or side is None or not side.ours or not step.next:
                continue
            shares = {flow.to: flow.share.value if flow.share else 0.0 for flow in step.next}
            if len(step.next) == 1:
                shares = {step.next[0].to: 1.0}
            to, share = max(shares.items(), key=lambda way: (way[1], way[0]))
            changes = without_step(procedure, id, to)
            if share >= self.passing and changes is not None and not _told_there(step):
                stopped = 1 - share
                lost = f"the approval, which stops {stopped * 100:.3g} % of cases" if stopped > 1e-9 else "the approval"
                yield Idea(f"leave out '{procedure.label(id)}'", changes, steps=(id,), trade_off=lost)


def _told_there(step: Step) -> bool:
    """Whether the customer is told or given something in the step, which leaving it out would lose."""
    return bool(step.tells) or bool(step.gives)
