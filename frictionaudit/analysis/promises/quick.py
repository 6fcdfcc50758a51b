"""How long the stretches of a page's promises take, played over a few cases, for rules that have to be quick."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from frictionaudit.analysis.flow.durations import lasting
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise
from frictionaudit.errors import InputError

LEVEL = 0.9
CASES, ROUNDS = 2_000, 200
"""Enough to tell nine of ten from eight of ten, quick enough for every audit."""
Times = Sequence[float]
"""Minutes on the clock, in order."""


@lru_cache(maxsize=64)
def sampled_durations(subject: Subject) -> dict[str, Times]:
    """Minutes on the clock of each promise whose way takes stated time, over a few cases that go it, in order.

    Always the same cases; nothing where the procedure cannot be played.
    """
    promises = [promise for promise in subject.procedure.promises if any(_stated(subject, promise))]
    if not promises:
        return {}
    import numpy as np  # most pages of a large portfolio promise nothing, and need neither

    from frictionaudit.analysis.simulate import played
    from frictionaudit.analysis.simulate.statistics import least

    pairs = [(promise.from_, promise.to) for promise in promises]
    try:
        kept = played(subject, CASES, 1, pairs, most_rounds=ROUNDS)
    except InputError:
        return {}
    took = (np.sort(times[np.isfinite(times)]).tolist() for times in kept.took)
    return {promise.key: times for promise, times in zip(promises, took, strict=True) if len(times) >= least(LEVEL)}


def at_the_least(times: Times, level: float = LEVEL) -> float:
    """The percentile without what may be chance: the lowest it can be, at 95 % confidence (normal approximation)."""
    n = len(times)
    at = math.floor(n * level - 1.645 * math.sqrt(n * level * (1 - level)))
    return float(times[max(at, 1) - 1])


def percentile(times: Times, level: float) -> float | None:
    """The order statistic ⌈(n + 1) · level⌉; None where so few cases do not define it."""
    at = max(1, math.ceil((len(times) + 1) * level - 1e-9))
    return float(times[at - 1]) if at <= len(times) else None


def kept(times: Times, within: float) -> float:
    """Share of the cases that take at most so many minutes."""
    return bisect_right(times, within * (1 + 1e-6)) / len(times)


def unsaid(subject: Subject, promise: Promise | None) -> tuple[str, ...]:
    """Steps on the way of which the page does not say how long they wait or take, so that it is longer than known."""
    procedure, tasks = subject.procedure, subject.tasks
    return tuple(
        procedure.label(id)
        for id in sorted(between(subject, promise) & tasks.keys())
        if tasks[id].processing is None and (tasks[id].effort is None or tasks[id].wait is None)
    )


def _stated(subject: Subject, promise: Promise) -> Iterator[bool]:
    """For each step between the two ends whether it takes a time that is stated."""
    for step in between(subject, promise):
        yield any(minutes for _, minutes in lasting(subject, step))


def between(subject: Subject, promise: Promise | None) -> frozenset[str]:
    """Steps on the way of a promise, its last one included; all that a case can come to where none is given."""
    graph = subject.graph
    if promise is None:
        return graph.reachable
    return (graph.after(promise.from_) & graph.before(promise.to)) | {promise.to}
