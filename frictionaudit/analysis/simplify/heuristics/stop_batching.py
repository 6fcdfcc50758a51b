"""Stop batching: do each case when it is ready."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Side


class StopBatching(Heuristic):
    """Do a step of ours whenever a case is ready, not when the next batch, meeting or fixed date comes.

    This applies to steps in which somebody does something, not to events such as a timer that gives people time to
    answer. Steps done with the customer in person are left alone: there the date is an appointment. So are steps that
    hand over to a third party: its round sets the date. Only the wait for the batch goes; the time in our queue stays
    as it is.

    Do not use it when the batch saves more than it costs: then measure what a single case would take.

    Source: order-based work in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 6
    answers = ("FA214",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.tasks.items():
            side = subject.side(id)
            if step.wait is None or step.wait.batch is None or side is None or not side.ours:
                continue
            if step.channel is not None and step.channel.in_person:  # an appointment is a date for one case
                continue
            if any(subject.side(flow.to) is Side.THIRD for flow in step.next):  # somebody else's van sets the date
                continue
            if not is_unjustified(subject.procedure, ("steps", id, "wait"), self.answers):
                continue
            wait = step.wait.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            batch = wait.pop("batch")
            interval = batch["value"] if isinstance(batch, dict) else batch
            yield Idea(
                f"Do {step_name(subject, id)} when a case is ready instead of waiting for a batch ({interval})",
                (StepAmended(id=id, attribute="wait", value=wait),),
                steps=(id,),
                assumes="each case is done as soon as it is ready",
                trade_off="batches save staff time; the page does not state how much",
            )
