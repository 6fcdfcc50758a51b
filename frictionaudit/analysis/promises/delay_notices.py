"""What to tell people when something goes wrong: a time with a margin, and how often it would be kept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.sampling import Floats, Sampler
from frictionaudit.analysis.simulate.statistics import rounded
from frictionaudit.domain.procedure import Disruption, StepKind
from frictionaudit.domain.quantities import Calendar, Duration, Period
from frictionaudit.results.simulation import DelayNotice, NoticeUnit

_DAY = 1440.0


def delay_notices(subject: Subject, level: float, margin: float) -> Iterator[DelayNotice]:
    """A notice for each disruption that can happen, in the order of the page, drawn as a branch or not."""
    for id, step in subject.procedure.steps.items():
        if id in subject.graph.reachable:
            for failure in step.failures:
                if failure.share is None or failure.share.value > 0:
                    yield notice(subject, id, failure, level, margin)


def notice(subject: Subject, step: str, failure: Disruption, level: float, margin: float) -> DelayNotice:
    """What to tell people about one disruption, or what is missing for it."""
    found = partial(
        DelayNotice,
        step=subject.procedure.label(step),
        what=failure.what,
        share=None if failure.share is None else failure.share.value,
        takes=None if failure.takes is None else str(failure.takes),
        told=failure.tells.time if isinstance(failure.tells.time, str) else None,
        level=level,
    )
    if failure.takes is None:
        return found(missing="the page does not say how long it takes")
    parting = _parts_at(subject, failure)
    if parting:
        return found(missing=f"at '{subject.procedure.label(parting)}' not all of these cases go the same way")
    calendar = subject.procedure.calendar
    sampler = Sampler.of(failure.takes, partial(_minutes, calendar))
    times = np.sort(sampler.table) if sampler.fixed is None else np.array([sampler.fixed], dtype=np.float32)
    likely = float(times[math.ceil(level * len(times)) - 1])
    if sampler.limit is not None and likely > sampler.limit:
        return found(missing=f"the page gives nothing beyond P{(failure.takes.quantiles or (0,))[-1] * 100:g}")
    unit, size = _unit(calendar, failure.takes, likely, margin)
    step_by = 1 if unit.endswith("days") else 5 if likely <= 60 else 15
    within = math.ceil(likely / size - 1e-4)
    say = math.ceil(likely / size * (1 + margin) / step_by - 1e-4) * step_by
    early, in_time = _share(times, likely), _share(times, say * size)
    return found(
        likely=within,
        say=say,
        unit=unit,
        beaten=rounded(early),
        met=rounded(max(0.0, in_time - early)),
        broken=rounded(1 - in_time),
    )


def _parts_at(subject: Subject, failure: Disruption) -> str:
    """The step that puts it right, where the cases part after it: one time is then true for some only; else empty."""
    graph, recovery = subject.graph, failure.recovered_by or ""
    outgoing = graph.outgoing.get(recovery, ())
    if len(outgoing) == 1 and graph.steps[outgoing[0].target].kind is StepKind.EXCLUSIVE:
        outgoing = graph.outgoing[outgoing[0].target]
    return recovery if len({arc.target for arc in outgoing}) > 1 else ""


def _minutes(calendar: Calendar, period: Period) -> float:
    """Minutes in the unit of the page: of working time, or on the clock."""
    return calendar.touch(period) if period.working else calendar.elapsed(period)


def _unit(calendar: Calendar, takes: Duration, likely: float, margin: float) -> tuple[NoticeUnit, float]:
    """In what to say it, and how many minutes one of it has: working days where it is more than one with its margin."""
    if any(point.working for point in takes.points):
        long = likely * (1 + margin) > calendar.day_minutes
        return ("working days", calendar.day_minutes) if long else ("working minutes", 1.0)
    return ("days", _DAY) if likely >= _DAY else ("minutes", 1.0)


def _share(times: Floats, within: float) -> float:
    return float(np.mean(times <= within * (1 + 1e-6)))
