"""Nobody walks to a counter only to show us what we have written ourselves."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.held_documents import held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.sketch import without_step
from frictionaudit.domain.procedure import Side, Step


class DropNeedlessHandIns(Heuristic):
    """A step that the customer takes only to hand us papers that we issued or hold is left out.

    Such a step asks nothing else, costs nothing, and tells and offers nothing.

    Leave it when the visit itself is needed, as where somebody has to be seen.
    """

    answers = ("FA102", "FA103", "FA201", "FA405")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in subject.tasks.items():
            asks = step.asks and all(
                held(subject, id, thing) and is_unjustified(procedure, ("documents", thing), self.answers)
                for thing in step.asks
            )
            if asks and subject.side(id) is Side.CUSTOMER and _nothing_else(step):
                changes = without_step(procedure, id)
                if changes:
                    papers = ", ".join(f"'{procedure.documents[thing].name or thing}'" for thing in step.asks)
                    yield Idea(
                        f"leave out '{procedure.label(id)}': {papers} came from us",
                        changes,
                        steps=(id,),
                        trade_off="the proof in the customer's hand, and the talk there may be when it is handed over",
                    )


def _nothing_else(step: Step) -> bool:
    return not (step.fees or step.gives or step.tells or step.options or step.submission or step.control)
