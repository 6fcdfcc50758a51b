"""How far data supports a promise: only end-to-end times of real cases bear a confidence level."""

from __future__ import annotations

import math

import numpy as np

from frictionaudit.analysis.flow.disruptions import delays_at
from frictionaudit.analysis.flow.durations import stated_durations, timed_parts
from frictionaudit.analysis.flow.promise_path import steps_between
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Measured
from frictionaudit.domain.quantities.listing import quoted, shortened

CONFIDENCE = 0.95


def covered(n: int, at: int, confidence: float = CONFIDENCE) -> float:
    """Coverage of the at-th order statistic of n independent cases, at a confidence level.

    A distribution-free tolerance bound: the largest p for which at most at − 1 of n cases lie below the p-quantile
    with that confidence. 90 % at 95 % confidence takes 29 cases (Wilks 1941; not read first-hand). It is also the
    lower bound of a share of which `at` of n cases were counted (Clopper and Pearson 1934; not read first-hand).
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(at - 1, n, middle) >= confidence:
            low = middle
        else:
            high = middle
    return low


def _at_most(k: int, n: int, p: float) -> float:
    """Binomial distribution function: the probability of at most k of n."""
    if p <= 0.0 or p >= 1.0:
        return 1.0 if p <= 0.0 or k >= n else 0.0
    term = np.arange(k + 1)
    logs = np.log((n - term[:-1]) / (term[:-1] + 1)) + math.log(p) - math.log1p(-p)
    chances = np.exp(n * math.log1p(-p) + np.concatenate(([0.0], np.cumsum(logs))))
    return float(min(1.0, chances.sum()))


def least_measured(subject: Subject, steps: frozenset[str]) -> int | None:
    """The smallest sample behind any time on the path; None if one of them is not measured."""
    numbers = []
    for step in steps:
        for duration, minutes in timed_parts(subject, step):
            if minutes and not isinstance(duration.evidence, Measured):
                return None
            if isinstance(duration.evidence, Measured):
                numbers.append(duration.evidence.n)
    return min(numbers, default=None)


def support(subject: Subject, steps: frozenset[str]) -> str:
    """Why the times on a path bear no confidence level: they are stated, or they are those of single steps."""
    n = least_measured(subject, steps)
    if n is None:
        return "stated or assumed times cannot support a confidence level; measure real cases"
    return (
        f"the times of single steps were measured on {n:,} cases; a confidence level needs the whole time of real "
        "cases, from start to end"
    )


def _unstated_delays(subject: Subject, promise: Promise | None) -> list[str]:
    """What goes wrong on the way for a time that the page does not state."""
    found = (delay.disruption for step in sorted(steps_between(subject, promise)) for delay in delays_at(subject, step))
    return [failure.what for failure in found if failure.takes is None]


def beyond(subject: Subject, promise: Promise | None) -> str:
    """Up to which quantile the page states the times on the way."""
    last: dict[str, float] = {}
    for step in sorted(steps_between(subject, promise)):
        for duration in stated_durations(subject, step):
            if duration.quantiles:
                last[step] = min(duration.quantiles[-1], last.get(step, 1.0))
    if not last:
        named = shortened(quoted(_unstated_delays(subject, promise)))
        return f"the page does not say how long it takes until {named} is put right"
    level = min(last.values())
    names = shortened(quoted(subject.procedure.label(step) for step, at in last.items() if at == level))
    return f"the page gives nothing beyond P{level * 100:g} at {names}, so no time for this share can be told"
