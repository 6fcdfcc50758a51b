"""Nobody waits as long as the queue takes."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities.format import format_elapsed


class PatienceBelowTheWait(Rule):
    """People give up before the shortest wait is over, or their patience has no queue.

    The rule compares the longest `patience` of a step with the shortest queue that people stand in there or right
    after it (`wait.queue` or `effort.queue`). If it is shorter, nobody would ever be served. A patience without any
    queue has no effect, and that is information. Steps whose waits are not stated are left out.

    Why it matters:
        One of the two numbers is wrong, and what is simulated from them is wrong too. If both are right, everyone
        leaves.

    Wrong:
        steps:
          hold: {by: caller, channel: phone, patience: 5m..10m, effort: {queue: 20m..40m}, next: answer}

    Right:
        steps:
          hold: {by: caller, channel: phone, patience: 5m..45m, effort: {queue: 20m..40m}, next: answer}

    What to do:
        Count how long callers hold before they hang up, and how long those who are served have waited.

    Leave it when:
        Never: correct the page.

    Sources:
        Our default.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar, steps = subject.procedure.calendar, subject.procedure.steps
        for id, step in steps.items():
            near = (step, *(steps[arc.target] for arc in subject.graph.outgoing[id]))
            if step.patience is None or any(other.wait is None and other.effort is None for other in near):
                continue
            at, label = ("steps", id, "patience"), subject.procedure.label(id)
            queues = [queue for other in near if (queue := _least_queue(subject, other)) is not None]
            longest = calendar.elapsed(step.patience.high)
            if not queues:
                yield Flag(f"People wait in no queue at '{label}', or right after it", (id,), at=at, severity="info")
            elif longest < min(queues) - 1e-9:
                yield Flag(
                    f"People at '{label}' give up after {format_elapsed(longest)} at the latest, but wait at least "
                    f"{format_elapsed(min(queues))}",
                    (id,),
                    at=at,
                )


def _least_queue(subject: Subject, step: Step) -> float | None:
    """The shortest stated time in the queue of a step; None where it states none."""
    calendar = subject.procedure.calendar
    waits = [calendar.elapsed(step.wait.queue.low)] if step.wait is not None and step.wait.queue is not None else []
    if step.effort is not None and step.effort.queue is not None:
        waits.append(calendar.touch(step.effort.queue.low))
    return max(waits, default=None)
