"""Advice on promises: a percentile, a margin, the share of cases that would meet it, and how far the page bears it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from frictionaudit.analysis.flow.promise_path import LEVEL, steps_between, unsaid
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.delay_notices import delay_notices
from frictionaudit.analysis.promises.disagreement import disagreement
from frictionaudit.analysis.promises.support import CONFIDENCE, beyond, covered, least_measured, support
from frictionaudit.analysis.simulate import PlayedCases, play_cases
from frictionaudit.analysis.simulate.caveats import arrivals, calendar_notes
from frictionaudit.analysis.simulate.intervals import of_share
from frictionaudit.analysis.simulate.run import comes_again
from frictionaudit.analysis.simulate.standard import CASES, SEED, standard_play
from frictionaudit.analysis.simulate.statistics import least, rank, rounded
from frictionaudit.analysis.simulate.stretches import Stretch
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Calendar, Measured, Period
from frictionaudit.domain.quantities.format import format_elapsed
from frictionaudit.domain.quantities.listing import quoted, shortened
from frictionaudit.errors import UsageError
from frictionaudit.results.simulation import PromiseAdvice, PromiseCandidate, Unit

MARGIN = 0.25
NARROWLY = 0.05
"""A promise that is missed by a smaller part of itself is missed narrowly."""
_ROUNDING = 1e-2
"""Minutes that rounding may add."""


def advise(
    subject: Subject, cases: int = CASES, seed: int = SEED, level: float = LEVEL, margin: float = MARGIN
) -> PromiseAdvice:
    """A candidate for each promise of a page, and for the whole procedure from start to end.

    `level` is the share of cases to be done in time, `margin` what is added to the percentile. Raises
    UsageError for a level outside 0.5 to 0.999 or a margin below 0.
    """
    if not 0.5 <= level <= 0.999:
        hint = f"for {level:g} %, write {level / 100:g}" if 50 <= level <= 99.9 else "for nine in ten, write 0.9"
        raise UsageError.of(
            "level-out-of-range",
            f"a promise for a share of {level:g} of the cases; expected 0.5 to 0.999",
            hint=hint,
        )
    if not 0 <= margin <= 10:
        raise UsageError.of("margin-out-of-range", f"a margin of {margin:g}; expected 0 to 10, for example 0.25")
    if cases < least(level):
        raise UsageError.of(
            "too-few-cases", f"of {cases} cases this percentile is not defined; it takes at least {least(level)}"
        )
    procedure, promises = subject.procedure, subject.procedure.promises
    if (cases, seed) == (CASES, SEED):
        played = standard_play(subject)
    else:
        played = play_cases(subject, cases, seed, [(promise.from_, promise.to) for promise in promises])
    candidates = [
        _candidate(_Asked(subject, promise, played.stretch(n), played.reached(n), level, margin))
        for n, promise in enumerate(promises)
    ]
    notes = (note for segment in subject.segments for note in segment.visits.routing.notes)
    return PromiseAdvice(
        id=procedure.id,
        title=procedure.title,
        seed=seed,
        cases=played.cases,
        arrive=arrivals(subject),
        measured=least_measured(subject, subject.graph.reachable) is not None,
        stretches=(*candidates, _candidate(_Asked(subject, None, played.whole, None, level, margin))),
        delays=tuple(delay_notices(subject, level, margin)),
        notes=tuple(dict.fromkeys([*_unfinished(played), *notes, *calendar_notes(subject)])),
    )


def _unfinished(played: PlayedCases) -> Iterator[str]:
    never = played.cases - played.whole.cases
    if never:
        yield f"{never:,} of {played.cases:,} cases never come to an end, and are left out"


@dataclass(frozen=True)
class _Asked:
    """A stretch for which a promise is looked for; without a promise the whole procedure."""

    subject: Subject
    promise: Promise | None
    stretch: Stretch
    reached: float | None
    level: float
    margin: float


@dataclass(frozen=True)
class _Publishable:
    """A time to publish, as a number of units, and how many cases it would suit."""

    unit: Unit
    within: int
    say: int
    say_minutes: float
    beaten: float
    met: float
    broken: float


def _candidate(asked: _Asked) -> PromiseCandidate:
    subject, promise, stretch, level = asked.subject, asked.promise, asked.stretch, asked.level
    procedure = subject.procedure
    ends = ("the start", "the end")
    if promise is not None:
        ends = (procedure.label(promise.from_), procedure.label(promise.to))
    p50, within = stretch.percentile(0.5), stretch.percentile(level)
    best, untimed = _publishable(asked, within), unsaid(subject, promise)
    today = promise.within.high if promise else None
    kept = stretch.share(today) if today is not None else None
    doubtful = today is not None and stretch.cases > 0 and stretch.doubtful(today)
    return PromiseCandidate(
        key=promise.key if promise else "start>end",
        from_step=ends[0],
        to_step=ends[1],
        again=promise is not None and comes_again(subject, promise.to),
        promised=None if today is None else str(today),
        promised_minutes=None if today is None else rounded(procedure.calendar.elapsed(today)),
        promised_days=None if today is None else _in_working_days(asked, today),
        kept_today=kept,
        kept_interval=None if kept is None else of_share(kept, stretch.cases),
        kept_at_most=doubtful or (bool(untimed) and today is not None and stretch.cases > 0),
        kept_at_least=stretch.surely(today) if doubtful and today is not None and not untimed else None,
        at_least=bool(untimed),
        certain=_is_certain(stretch),
        margin=asked.margin,
        beaten_today=None if today is None else stretch.share(_without_margin(today, asked.margin)),
        measured=_measured(promise),
        kept_stated=None if promise is None or promise.kept is None else promise.kept.value,
        differs=None if promise is None else disagreement(subject, promise, stretch),
        played=stretch.played,
        reached=None if asked.reached is None else rounded(asked.reached),
        cases=stretch.cases,
        rank=rank(stretch.cases, level),
        p50=None if p50 is None else rounded(p50),
        percentile=None if within is None else rounded(within),
        days=best.within if best else None,
        say=best.say if best else None,
        say_minutes=rounded(best.say_minutes) if best else None,
        unit=best.unit if best else "working days",
        level=level,
        covers=_covers(promise),
        confidence=CONFIDENCE,
        beaten=best.beaten if best else None,
        met=best.met if best else None,
        broken=best.broken if best else None,
        broken_at_most=bool(best) and bool(stretch.unsure.any()),
        missing=tuple(_missing(asked, within)),
    )


def _publishable(asked: _Asked, within: float | None) -> _Publishable | None:
    """The percentile with its margin, in whole days, working days where some are not, or in minutes below one day.

    It is rounded up once, after the margin: a few minutes of a fifth day are no fifth day to add a margin to.
    """
    stretch, calendar = asked.stretch, asked.subject.procedure.calendar
    if within is None or unsaid(asked.subject, asked.promise):
        return None
    days, taken = stretch.days_within(asked.level), stretch.days_taken(asked.level)
    if within > 1440 and days is not None and taken is not None:
        say = max(days, math.ceil(taken * (1 + asked.margin) - 1e-9))
        early, in_time = (float(np.mean(stretch.days <= number)) for number in (days, say))
        minutes = calendar.elapsed(Period(days=say, working=True))
        return _shared("days" if _always_open(calendar) else "working days", days, say, minutes, early, in_time)
    minutes_within = max(1, math.ceil(within - 1e-6))
    step = 5 if minutes_within <= 60 else 15
    say = math.ceil(minutes_within * (1 + asked.margin) / step - 1e-9) * step
    early, in_time = (stretch.surely(Period(minutes=number)) or 0.0 for number in (minutes_within, say))
    return _shared("minutes", minutes_within, say, float(say), early, in_time)


def _shared(unit: Unit, within: int, say: int, minutes: float, early: float, in_time: float) -> _Publishable:
    return _Publishable(unit, within, say, minutes, rounded(early), rounded(in_time - early), rounded(1 - in_time))


def _without_margin(period: Period, margin: float) -> Period:
    """The time that becomes a period once the margin is added."""
    amounts = ("months", "weeks", "days", "minutes")
    return period.model_copy(update={name: getattr(period, name) / (1 + margin) for name in amounts})


def _in_working_days(asked: _Asked, period: Period) -> float | None:
    """A period in working days of an average week; None where every day is one."""
    calendar = asked.subject.procedure.calendar
    return None if _always_open(calendar) else rounded(calendar.elapsed(period) / 1440 * len(calendar.week) / 7)


def _always_open(calendar: Calendar) -> bool:
    """Whether every day is a working day."""
    return len(calendar.week) == 7 and not calendar.closed_days(1)


def _is_certain(stretch: Stretch) -> bool:
    """Whether all cases take the same time."""
    return bool(stretch.cases) and float(stretch.took.min()) == float(stretch.took.max())


def _measured(promise: Promise | None) -> str | None:
    """How often real cases kept a promise, where the page says it was counted."""
    if promise is None or promise.kept is None or not isinstance(promise.kept.evidence, Measured):
        return None
    evidence = promise.kept.evidence
    return f"{round(promise.kept.value * evidence.n):,} of {evidence.n:,} real cases kept it ({evidence.period})"


def _covers(promise: Promise | None) -> float | None:
    """The share of all cases that a counted promise covers: only end-to-end times of real cases can tell."""
    if promise is None or promise.kept is None or not isinstance(promise.kept.evidence, Measured):
        return None
    n = promise.kept.evidence.n
    number = round(promise.kept.value * n)
    return rounded(covered(n, number)) if 0 < number <= n else None


def _missing(asked: _Asked, within: float | None) -> Iterator[str]:
    subject, promise, stretch, level = asked.subject, asked.promise, asked.stretch, asked.level
    if rank(stretch.cases, level) is None:
        yield f"only {stretch.cases} simulated cases pass both ends; this percentile needs {least(level)}"
    elif within is None:
        yield beyond(subject, promise)
    untimed = unsaid(subject, promise)
    if untimed:
        names = shortened(quoted(untimed))
        yield f"it takes longer than this: effort or waiting is missing at {names}"
    if promise is None or _measured(promise) is None:
        yield support(subject, steps_between(subject, promise))
    if promise is not None and asked.reached is not None and asked.reached < 0.995:
        label = subject.procedure.label(promise.from_)
        yield f"only {asked.reached * 100:.2g} % of the cases come to '{label}'"
    if promise is not None:
        late = stretch.excess(promise.within.high, level) if within is not None else None
        promised = subject.procedure.calendar.elapsed(promise.within.high)
        if late is not None and _ROUNDING < late <= NARROWLY * promised:
            yield f"the promise is missed by {format_elapsed(late)} only"
