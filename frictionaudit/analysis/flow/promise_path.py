"""The steps on the path of a promise, and which of them state no time."""

from __future__ import annotations

from frictionaudit.analysis.flow.disruptions import delays_at
from frictionaudit.analysis.flow.durations import timed_parts
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise

LEVEL = 0.9
"""Share of the cases that a promise is for."""


def unsaid(subject: Subject, promise: Promise | None) -> tuple[str, ...]:
    """Steps on the path that leave out their effort, their wait, or how often something goes wrong there.

    The total is then a lower bound.
    """
    procedure, tasks = subject.procedure, subject.tasks
    return tuple(
        procedure.label(id)
        for id in sorted(steps_between(subject, promise) & tasks.keys())
        if (tasks[id].processing is None and (tasks[id].effort is None or tasks[id].wait is None))
        or any(delay.disruption.share is None for delay in delays_at(subject, id))
    )


def is_timed(subject: Subject, promise: Promise) -> bool:
    """Whether any step between the two ends states a time."""
    return any(minutes for step in steps_between(subject, promise) for _, minutes in timed_parts(subject, step))


def steps_between(subject: Subject, promise: Promise | None) -> frozenset[str]:
    """Steps on the path of a promise, its last one included; all reachable steps without a promise."""
    graph = subject.graph
    if promise is None:
        return graph.reachable
    return (graph.after(promise.from_) & graph.before(promise.to)) | {promise.to}
