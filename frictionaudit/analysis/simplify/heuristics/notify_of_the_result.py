"""Notify customers of the result, so that they need not chase it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step, without_step
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.procedure import Side


class NotifyOfTheResult(Heuristic):
    """Drop a step in which customers only chase the result of their case: our step before it tells them.

    The step takes nothing but `chase`, asks nothing, and waits for nobody outside. It follows a step of ours that leads
    nowhere else.

    Do not use it when people want to see for themselves, such as the money in their account.

    Source: contact reduction in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 2
    answers = ("FA503",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        steps = subject.procedure.steps
        for chasing in subject.tasks:
            telling = _step_before(subject, chasing) if _only_chases(subject, chasing) else None
            changes = without_step(subject.procedure, chasing) if telling is not None else None
            if telling is not None and changes is not None:
                stated = steps[telling].tells.model_dump(mode="json", exclude_defaults=True)
                yield Idea(
                    f"Send the result at {step_name(subject, telling)}, so that nobody has to do "
                    f"{step_name(subject, chasing)}",
                    (*changes, *amend_step(telling, tells={"result": True, **stated})),
                    steps=(telling, chasing),
                    assumes="everybody relies on the message",
                    trade_off="people cannot see for themselves; the page does not state what a message takes",
                )


def _only_chases(subject: Subject, id: str) -> bool:
    step = subject.procedure.steps[id]
    parts = set(step.effort.model_dump(exclude_none=True)) if step.effort is not None else set()
    outside = step.wait is not None and step.wait.third is not None  # the result is not ours to tell
    return (
        subject.side(id) is Side.CUSTOMER and not (step.asks or outside) and len(step.next) == 1 and parts == {"chase"}
    )


def _step_before(subject: Subject, id: str) -> str | None:
    """The step of ours that alone leads to a step, and nowhere else."""
    incoming = subject.graph.incoming[id]
    if len(incoming) != 1:
        return None
    source = incoming[0].source
    side = subject.side(source)
    return source if side is not None and side.ours and len(subject.procedure.steps[source].next) == 1 else None
