"""What one hand does in one go is one step."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, follows_immediately
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import merged
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities import Duration


class CombineSteps(Heuristic):
    """Two neighbouring steps of the same party in the same channel become one; their efforts are added.

    Either nothing lies between them and one is a crumb, or the second waits in our own queue: whoever has the case
    in hand does both, and the wait before the second is gone. Steps with a control stay apart, and so do those
    that take no effort, which are a machine's.

    Leave it when the two need a rest between them, or the second can be done for many cases at once.

    Source: task composition in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 8
    answers = ("FA211",)

    crumb: Duration = Duration.fixed(minutes=5)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        minutes: dict[str, float] = {}
        for step, _, _, touch in subject.efforts:
            minutes[step] = minutes.get(step, 0.0) + touch
        limit = procedure.calendar.expected_touch(self.crumb)
        for first, second in adjacent_tasks(subject):
            least = min(minutes.get(first, 0.0), minutes.get(second, 0.0))
            if not least or not _one_hand(subject, first, second):
                continue
            queued = _only_queued(subject, second)
            if not queued and not (follows_immediately(subject, second) and least <= limit + 1e-9):
                continue
            changes = merged(procedure, first, second)
            if changes is not None:
                lost = "the pause before the second, in which something more urgent could come first" if queued else ""
                title = f"do '{procedure.label(first)}' and '{procedure.label(second)}' in one go"
                yield Idea(title, changes, steps=(first, second), trade_off=lost)


def _one_hand(subject: Subject, first: str, second: str) -> bool:
    one, two = subject.procedure.steps[first], subject.procedure.steps[second]
    same = one.by is not None and one.by == two.by and one.channel is not None and one.channel == two.channel
    return same and one.control is None and two.control is None


def _only_queued(subject: Subject, step: str) -> bool:
    """Whether a step of ours waits for its turn in our queue, and for nothing else."""
    side, wait = subject.side(step), subject.procedure.steps[step].wait
    if side is None or side is Side.CUSTOMER or not side.ours or wait is None or wait.queue is None:
        return False
    return bool(wait.queue) and wait.batch is None and wait.customer is None and wait.third is None
