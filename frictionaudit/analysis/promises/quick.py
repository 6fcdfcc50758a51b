"""Sampled durations of a page's promises over a few cases, fast enough for rules."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from frictionaudit.analysis.flow.durations import timed_parts
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise
from frictionaudit.errors import InputError

LEVEL = 0.9
CASES, ROUNDS = 2_000, 200
"""Enough cases to tell 90 % from 80 %, few enough for every audit."""
Times = Sequence[float]
"""Elapsed minutes in ascending order."""


@lru_cache(maxsize=64)
def sampled_durations(subject: Subject) -> dict[str, Times]:
    """Elapsed minutes of each promise with stated times on its path, in ascending order.

    Always the same cases; empty if the procedure cannot be simulated.
    """
    promises = [promise for promise in subject.procedure.promises if any(_stated(subject, promise))]
    if not promises:
        return {}
    import numpy as np  # most pages of a large portfolio promise nothing, and need neither

    from frictionaudit.analysis.simulate import play_cases
    from frictionaudit.analysis.simulate.statistics import least

    pairs = [(promise.from_, promise.to) for promise in promises]
    try:
        outcome = play_cases(subject, CASES, 1, pairs, most_rounds=ROUNDS)
    except InputError:
        return {}
    took = (np.sort(times[np.isfinite(times)]).tolist() for times in outcome.took)
    return {promise.key: times for promise, times in zip(promises, took, strict=True) if len(times) >= least(LEVEL)}


def at_the_least(times: Times, level: float = LEVEL) -> float:
    """Lower 95 % confidence limit of a percentile (normal approximation)."""
    n = len(times)
    at = math.floor(n * level - 1.645 * math.sqrt(n * level * (1 - level)))
    return float(times[max(at, 1) - 1])


def percentile(times: Times, level: float) -> float | None:
    """The order statistic ⌈(n + 1) · level⌉; None if there are too few cases."""
    at = max(1, math.ceil((len(times) + 1) * level - 1e-9))
    return float(times[at - 1]) if at <= len(times) else None


def kept(times: Times, within: float) -> float:
    """Share of the cases that take at most this many minutes."""
    return bisect_right(times, within * (1 + 1e-6)) / len(times)


def unsaid(subject: Subject, promise: Promise | None) -> tuple[str, ...]:
    """Steps on the path without a stated effort or wait, so the total is a lower bound."""
    procedure, tasks = subject.procedure, subject.tasks
    return tuple(
        procedure.label(id)
        for id in sorted(steps_between(subject, promise) & tasks.keys())
        if tasks[id].processing is None and (tasks[id].effort is None or tasks[id].wait is None)
    )


def _stated(subject: Subject, promise: Promise) -> Iterator[bool]:
    """For each step between the two ends whether its time is stated."""
    for step in steps_between(subject, promise):
        yield any(minutes for _, minutes in timed_parts(subject, step))


def steps_between(subject: Subject, promise: Promise | None) -> frozenset[str]:
    """Steps on the path of a promise, its last one included; all reachable steps without a promise."""
    graph = subject.graph
    if promise is None:
        return graph.reachable
    return (graph.after(promise.from_) & graph.before(promise.to)) | {promise.to}
