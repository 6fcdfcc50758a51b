"""The steps on the path of a promise, and which of them state no time."""

from __future__ import annotations

from frictionaudit.analysis.flow.disruptions import delays_at
from frictionaudit.analysis.flow.durations import timed_parts
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise, Step

LEVEL = 0.9
"""Share of the cases that a promise is for."""


def unsaid(subject: Subject, promise: Promise | None) -> tuple[str, ...]:
    """Steps on the path that leave out their effort, their wait, or how often something goes wrong there.

    A wait that is said to be unknown is left out too. The total is then a lower bound.
    """
    procedure, tasks = subject.procedure, subject.tasks
    between = sorted(steps_between(subject, promise))
    return tuple(procedure.label(id) for id in between if _leaves_out(subject, id, tasks.get(id)))


def _leaves_out(subject: Subject, id: str, task: Step | None) -> bool:
    wait = subject.procedure.steps[id].wait
    if wait is not None and wait.missing:
        return True
    if task is None:
        return False
    unsure = any(delay.disruption.share is None for delay in delays_at(subject, id))
    return unsure or (task.processing is None and (task.effort is None or task.wait is None))


def is_timed(subject: Subject, promise: Promise) -> bool:
    """Whether any step between the two ends states a time."""
    return any(minutes for step in steps_between(subject, promise) for _, minutes in timed_parts(subject, step))


def steps_between(subject: Subject, promise: Promise | None) -> frozenset[str]:
    """Steps on the path of a promise, its last one included; all reachable steps without a promise."""
    graph = subject.graph
    if promise is None:
        return graph.reachable
    return (graph.after(promise.from_) & graph.before(promise.to)) | {promise.to}
