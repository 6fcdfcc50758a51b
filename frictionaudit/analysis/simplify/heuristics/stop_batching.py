"""Cases go on when they are ready, not when the next batch is."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.domain.changes import StepAmended


class StopBatching(Heuristic):
    """A step of ours that waits for a batch, a meeting or a fixed date is done whenever a case comes to it.

    Steps in which somebody does something are meant, not events such as a timer that gives people time to answer.
    Only the wait for the batch goes; the time in our queue stays as it is.

    Leave it when the batch saves more than it costs: then measure what one case alone would take.

    Source: order-based work in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 6
    answers = ("FA214",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in subject.tasks.items():
            side = subject.side(id)
            if step.wait is None or step.wait.batch is None or side is None or not side.ours:
                continue
            if not is_unjustified(procedure, ("steps", id, "wait"), self.answers):
                continue
            kept = step.wait.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            batch = kept.pop("batch")
            said = batch["value"] if isinstance(batch, dict) else batch
            yield Idea(
                f"do '{procedure.label(id)}' when a case is ready instead of once in a batch ({said})",
                (StepAmended(id=id, attribute="wait", value=kept),),
                steps=(id,),
                trade_off="what is saved by doing many at once; what one alone takes more is not on the page",
            )
