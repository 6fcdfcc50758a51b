"""Combine consecutive steps of one party into one."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, follows_immediately
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import merged
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities import Duration


class CombineSteps(Heuristic):
    """Do two consecutive steps of the same party in the same channel in one go; their efforts are added.

    This applies in two situations. In the first, nothing lies between the steps, and one of them takes no longer than
    `short`. In the second, the later step waits in our own queue. The person who has the case then does both, and that
    wait disappears. Steps with a control stay separate, and so do steps without effort, which a machine does.

    Do not use it when people need a break between the two, or the second can be done for many cases at once.

    Source: task composition in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 8
    answers = ("FA211",)

    short: Duration = Duration.fixed(minutes=5)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        minutes: dict[str, float] = {}
        for step, _, _, touch in subject.efforts:
            minutes[step] = minutes.get(step, 0.0) + touch
        limit = subject.procedure.calendar.expected_touch(self.short) + 1e-9
        for first, second in adjacent_tasks(subject):
            shorter = min(minutes.get(first, 0.0), minutes.get(second, 0.0))
            if not shorter or not _is_same_work(subject, first, second):
                continue
            queued = _only_queues(subject, second)
            if not queued and (shorter > limit or not follows_immediately(subject, second)):
                continue
            changes = merged(subject.procedure, first, second)
            if changes is not None:
                yield Idea(
                    f"Do {step_name(subject, first)} and {step_name(subject, second)} in one go",
                    changes,
                    steps=(first, second),
                    assumes="whoever does the first step can go on at once" if queued else "",
                    trade_off="no pause before the second step for more urgent work" if queued else "",
                )


def _is_same_work(subject: Subject, first: str, second: str) -> bool:
    """Whether the same party does both steps in the same channel, and neither is a control."""
    before, after = subject.procedure.steps[first], subject.procedure.steps[second]
    if before.by is None or before.by != after.by or before.channel is None or before.channel != after.channel:
        return False
    return before.control is None and after.control is None


def _only_queues(subject: Subject, step: str) -> bool:
    """Whether a step of ours waits in our queue, and for nothing else."""
    side, wait = subject.side(step), subject.procedure.steps[step].wait
    if side is None or side is Side.CUSTOMER or not side.ours or wait is None or wait.queue is None:
        return False
    return (
        bool(wait.queue) and not wait.deadline and wait.batch is None and wait.customer is None and wait.third is None
    )
