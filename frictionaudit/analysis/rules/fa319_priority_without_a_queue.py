"""First in a queue that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step


class PriorityWithoutAQueue(Rule):
    """A step takes the urgent first, and nobody queues there or later.

    The rule looks at steps with a `triage`. It speaks if neither the step nor any later one has a queue or a batch, and
    all of them state their waits. A step without `wait` is not known to have no queue.

    Why it matters:
        The page promises people who cannot wait something that gains them nothing, or it leaves out a wait.

    Wrong:
        steps:
          sort: {by: nurse, triage: people in pain go first, wait: none, next: see}
          see: {by: nurse, wait: none, next: seen}

    Right:
        steps:
          sort: {by: nurse, triage: people in pain go first, wait: none, next: see}
          see: {by: nurse, wait: {queue: 10m..2h}, next: seen}

    What to do:
        State the queue that the urgent skip, or remove the triage.

    Leave it when:
        Never: correct the page.

    Sources:
        Our default.
    """

    level = "info"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        for id, step in steps.items():
            if not step.triage:
                continue
            later = [steps[other] for other in {id, *subject.graph.after(id)} if other in subject.tasks]
            if all(other.wait is not None for other in later) and not any(map(_has_a_queue, later)):
                message = f"'{subject.procedure.label(id)}' takes the urgent first, but nobody queues there or later"
                yield Flag(message, (id,), at=("steps", id, "triage"))


def _has_a_queue(step: Step) -> bool:
    waits = step.wait is not None and (step.wait.queue is not None or step.wait.batch is not None)
    return waits or (step.effort is not None and step.effort.queue is not None)
