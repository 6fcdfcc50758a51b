"""Advice on promises: a percentile, its confidence, a margin, and the share of cases that would meet it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from frictionaudit.analysis.flow.durations import timed_parts
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.quick import LEVEL, steps_between, unsaid
from frictionaudit.analysis.simulate import play_cases
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import least, percentile, rank, rounded
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Calendar, Measured
from frictionaudit.domain.quantities.format import format_elapsed
from frictionaudit.domain.quantities.listing import quoted, shortened
from frictionaudit.errors import UsageError
from frictionaudit.results.simulation import PromiseAdvice, PromiseCandidate

MARGIN = 0.25
CONFIDENCE = 0.95
NARROWLY = 0.05
"""A promise that is missed by a smaller part of itself is missed narrowly."""


def covered(n: int, at: int, confidence: float = CONFIDENCE) -> float:
    """Coverage of the at-th order statistic of n independent cases, at a confidence level.

    A distribution-free tolerance bound: the largest p for which at most at − 1 of n cases lie below the p-quantile
    with that confidence. 90 % at 95 % confidence takes 29 cases (Wilks 1941; not read first-hand).
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


def enough(level: float = LEVEL, confidence: float = CONFIDENCE) -> int:
    """The fewest cases that support a claim: 29 for 90 % at 95 % confidence."""
    return math.ceil(math.log(1 - confidence) / math.log(level) - 1e-9)


def advise(
    subject: Subject, cases: int = 20_000, seed: int = 1, level: float = LEVEL, margin: float = MARGIN
) -> PromiseAdvice:
    """A candidate for each promise of a page, and for the whole procedure from start to end.

    `level` is the share of cases to be done in time, `margin` what is added to the percentile. Raises
    UsageError for a level outside 0.5 to 0.999 or a margin below 0.
    """
    if not 0.5 <= level <= 0.999:
        raise UsageError.of(
            "level-out-of-range", f"a promise for a share of {level:g} of the cases; expected 0.5 to 0.999"
        )
    if not 0 <= margin <= 10:
        raise UsageError.of("margin-out-of-range", f"a margin of {margin:g}; expected 0 to 10, for example 0.25")
    if cases < least(level):
        raise UsageError.of(
            "too-few-cases", f"of {cases} cases this percentile is not defined; it takes at least {least(level)}"
        )
    procedure = subject.procedure
    promises = procedure.promises
    played = play_cases(subject, cases, seed, [(promise.from_, promise.to) for promise in promises])
    lead = played.lead[: played.cases]
    whole = _candidate(subject, None, lead[lead >= 0], level, margin)
    candidates = [
        _candidate(subject, promise, took[: played.cases][np.isfinite(took[: played.cases])], level, margin)
        for promise, took in zip(promises, played.took, strict=True)
    ]
    return PromiseAdvice(
        id=procedure.id,
        title=procedure.title,
        seed=seed,
        measured=_least_measured(subject, subject.graph.reachable) is not None,
        stretches=(*candidates, whole),
        notes=tuple(dict.fromkeys(note for segment in subject.segments for note in segment.visits.routing.notes)),
    )


def _candidate(
    subject: Subject, promise: Promise | None, took: Floats, level: float, margin: float
) -> PromiseCandidate:
    procedure = subject.procedure
    p50, within = percentile(took, 0.5), percentile(took, level)
    steps = steps_between(subject, promise)
    n = _least_measured(subject, steps)
    unit, days, say, edges = _in_days(procedure.calendar, within, margin)
    ends = ("the start", "the end")
    if promise is not None:
        ends = (procedure.label(promise.from_), procedure.label(promise.to))
    today = procedure.calendar.elapsed(promise.within.high) if promise else None
    return PromiseCandidate(
        key=promise.key if promise else "start>end",
        from_step=ends[0],
        to_step=ends[1],
        promised=str(promise.within.high) if promise else None,
        kept_today=_share(took, 0.0, today) if today is not None and len(took) else None,
        cases=len(took),
        rank=rank(len(took), level),
        p50=None if p50 is None else rounded(p50),
        percentile=None if within is None else rounded(within),
        days=days,
        say=say,
        unit=unit,
        level=level,
        covers=None,
        confidence=CONFIDENCE,
        beaten=_share(took, 0.0, edges[0]) if edges else None,
        met=_share(took, edges[0], edges[1]) if edges else None,
        broken=_share(took, edges[1], math.inf) if edges else None,
        missing=tuple(_missing(subject, promise, n, took, level)),
    )


def _share(took: Floats, above: float, upto: float) -> float:
    slack = 1 + 1e-6
    inside = (took <= upto * slack) & ((took > above * slack) | (above == 0.0))
    return rounded(float(np.mean(inside)))


def _in_days(
    calendar: Calendar, within: float | None, margin: float
) -> tuple[str, int | None, int | None, tuple[float, float] | None]:
    """A time in whole working days, or in minutes below one day; with the margin; and both in elapsed minutes."""
    if within is None:
        return "working days", None, None, None
    day = 1440 * 7 / len(calendar.week)
    if within > 1440:
        days = max(1, math.ceil(within / day - 1e-6))
        say = math.ceil(days * (1 + margin) - 1e-9)
        return "working days", days, say, (days * day, say * day)
    minutes = max(1, math.ceil(within - 1e-6))
    step = 5 if minutes <= 60 else 15
    say = math.ceil(minutes * (1 + margin) / step - 1e-9) * step
    return "minutes", minutes, say, (float(minutes), float(say))


def _least_measured(subject: Subject, steps: frozenset[str]) -> int | None:
    """The smallest sample behind any time on the path; None if one of them is not measured."""
    numbers = []
    for step in steps:
        for duration, minutes in timed_parts(subject, step):
            if minutes and not isinstance(duration.evidence, Measured):
                return None
            if isinstance(duration.evidence, Measured):
                numbers.append(duration.evidence.n)
    return min(numbers, default=None)


def _missing(subject: Subject, promise: Promise | None, n: int | None, took: Floats, level: float) -> Iterator[str]:
    cases, within = len(took), percentile(took, level)
    if rank(cases, level) is None:
        yield f"only {cases} simulated cases pass both ends; this percentile needs {least(level)}"
    untimed = unsaid(subject, promise)
    if untimed:
        names = shortened(quoted(untimed))
        yield f"it takes longer than this: effort or waiting is missing at {names}"
    if n is None:
        yield "stated or assumed times cannot support a confidence level; measure real cases"
    else:
        yield (
            f"the times of single steps were measured on {n:,} cases; a confidence level needs the whole time of at "
            f"least {enough(level)} real cases"
        )
    if promise is not None:
        yield from _shortfall(subject, promise, within)


def _shortfall(subject: Subject, promise: Promise, within: float | None) -> Iterator[str]:
    """What a kept share alone does not tell: few cases come to the start, or the promise is missed by little."""
    procedure = subject.procedure
    reached = subject.reached(promise.from_)
    if reached is not None and reached < 0.995:
        yield f"only {reached * 100:.2g} % of the cases come to '{procedure.label(promise.from_)}'"
    promised = procedure.calendar.elapsed(promise.within.high)
    if within is not None and 0 < within - promised <= NARROWLY * promised:
        yield f"the promise is missed by {format_elapsed(within - promised)} only"
