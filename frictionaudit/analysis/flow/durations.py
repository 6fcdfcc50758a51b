"""Elapsed time of one visit to a step, part by part."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from frictionaudit.analysis.flow.disruptions import delays_at
from frictionaudit.analysis.flow.markov.blocks import CONCURRENT
from frictionaudit.analysis.flow.passages import handovers
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import EFFORT_PARTS, STAFF_PARTS, Bearer, Effort
from frictionaudit.domain.quantities import Duration, Period

_SLICES = 400


def waits(subject: Subject, step: str) -> list[Duration]:
    """All waiting before a step: on us, on the customer and on third parties."""
    wait = subject.procedure.steps[step].wait
    return [d for d in (wait.queue, wait.batch, wait.customer, wait.third) if d] if wait else []


def stated_durations(subject: Subject, step: str) -> list[Duration]:
    """All times that a step states: its waits, its effort or processing time, and what its disruptions take."""
    data = subject.procedure.steps[step]
    parts = [data.effort.part(name) for name in EFFORT_PARTS] if data.effort else []
    delays = [delay.disruption.takes for delay in delays_at(subject, step)]
    times = (*waits(subject, step), *parts, data.processing, *delays)
    return [duration for duration in times if duration is not None]


def has_unknown_wait(subject: Subject, step: str) -> bool:
    """Whether a task says nothing of waiting, or a step waits for a time that nobody knows."""
    wait = subject.procedure.steps[step].wait
    return step in subject.tasks if wait is None else bool(wait.missing)


def timed_parts(subject: Subject, step: str) -> list[tuple[Duration, float]]:
    """The parts of one visit with their elapsed minutes: waiting before it, and touch time.

    Customer and clerk at one counter spend the same minutes, so the longer of the two counts: with the clerk's work
    where the case goes on to it, gateways looked through, and else with the customer's time at the counter. A step
    that gives only its published processing time takes that. A disruption adds what it takes in its share of visits.
    """
    calendar, data = subject.procedure.calendar, subject.procedure.steps[step]
    delays = [(delay.disruption.takes, delay.minutes) for delay in delays_at(subject, step)]
    late = [(takes, minutes) for takes, minutes in delays if takes is not None and minutes is not None]
    if data.effort is None and data.wait is None and data.processing is not None:
        return [(data.processing, calendar.expected_elapsed(data.processing)), *late]
    parts = [*((duration, calendar.expected_elapsed(duration)) for duration in waits(subject, step)), *late]
    if data.effort is None:
        return parts
    service = services(subject)
    for name in EFFORT_PARTS:
        duration = data.effort.part(name)
        if duration is not None:
            minutes = calendar.expected_touch(duration)
            parts.append((duration, minutes * service.unserved.get(step, 1.0) if name == "counter" else minutes))
            if name == "counter" and step in service.longer:
                parts.append((duration, service.longer[step]))
    if data.effort.part("counter") is None and step in service.longer:
        parts.append((next(iter(_staff(subject, step))), service.longer[step]))
    return parts


def elapsed(subject: Subject, step: str) -> float:
    """Elapsed minutes of one visit of a step."""
    return sum(minutes for _, minutes in timed_parts(subject, step))


@dataclass(frozen=True)
class Services:
    """Where customers are served.

    `unserved` is, for each step with time at a counter, the share of its visits after which no clerk's step follows;
    `longer` what the customer's time adds to a visit of a clerk's step because it lasts longer than the work.
    """

    unserved: Mapping[str, float]
    longer: Mapping[str, float]
    counters: frozenset[str]
    """Steps of customers whose time at the counter passes in the clerk's step that follows."""
    clerks: frozenset[str]
    """The steps that follow them."""
    joint: frozenset[str]
    """Steps that state both sides themselves."""
    together: Mapping[tuple[str, str], float]
    """Expected times per case that a step's time at the counter passes beside the work of a step, maybe the same."""


_NOBODY = Services({}, {}, frozenset(), frozenset(), frozenset(), {})


@lru_cache(maxsize=16)
def services(subject: Subject) -> Services:
    """Where a customer at a counter and a clerk spend the same minutes."""
    steps, touch = subject.procedure.steps, subject.procedure.calendar.touch
    efforts = {id: step.effort for id, step in steps.items() if step.effort is not None}
    at_counter = {id: counter for id, effort in efforts.items() if (counter := effort.part("counter")) is not None}
    if not at_counter:
        return _NOBODY
    joint = frozenset(id for id in at_counter if _staff(subject, id))
    unserved: dict[str, float] = dict.fromkeys(joint, 0.0)
    longer = {id: expected_excess(at_counter[id], _staff(subject, id), touch) for id in joint}
    clerks: set[str] = set()
    counters: set[str] = set()
    together = {(id, id): subject.visits(id).value for id in joint}
    for (source, target), passages in _adjacent_tasks(subject).items():
        effort, side = efforts.get(target), subject.side(target)
        if source not in at_counter or joint & {source, target} or effort is None or side is None or not side.ours:
            continue
        if not _at_one_counter(subject, source, target):
            continue
        counters.add(source)
        clerks.add(target)
        unserved[source] = unserved.get(source, 1.0) - passages / subject.visits(source).value
        if staff := _staff(subject, target):
            together[source, target] = passages
            excess = expected_excess(at_counter[source], staff, touch)
            longer[target] = longer.get(target, 0.0) + excess * passages / subject.visits(target).value
        else:
            clerks.discard(target)
            unserved[source] = 1.0
    unserved = {id: min(1.0, max(0.0, share)) for id, share in unserved.items()}
    return Services(unserved, longer, frozenset(counters), frozenset(clerks), joint, together)


def _at_one_counter(subject: Subject, source: str, target: str) -> bool:
    """Whether a clerk's step serves the customer of a step: on the same channel, and within the same day."""
    steps, calendar = subject.procedure.steps, subject.procedure.calendar
    channel = steps[target].channel
    if channel is not None and channel != steps[source].channel:
        return False
    return sum(map(calendar.expected_elapsed, waits(subject, target))) < calendar.day_minutes


def _staff(subject: Subject, step: str) -> tuple[Duration, ...]:
    """What whoever serves the customer does in a step."""
    effort = subject.procedure.steps[step].effort or Effort()
    parts = (name for name in STAFF_PARTS if subject.procedure.bearer(step, name) is not Bearer.CUSTOMER)
    return tuple(duration for name in parts if (duration := effort.part(name)) is not None)


def _adjacent_tasks(subject: Subject) -> Mapping[tuple[str, str], float]:
    """Expected passages from one task to the next; events and exclusive gateways are looked through, joins are not."""
    graph = subject.graph
    gateways = {step for step in graph.steps if is_concurrent(subject, step)}
    totals: dict[tuple[str, str], float] = {}
    for segment in subject.segments:
        for (source, target), weight in handovers(segment.visits, frozenset(subject.tasks) | gateways).items():
            if source is not None and math.isfinite(weight.value):
                totals[source, target] = totals.get((source, target), 0.0) + segment.share * weight.value
    return totals


def is_concurrent(subject: Subject, step: str) -> bool:
    """Whether a step splits or joins tokens."""
    graph = subject.graph
    return graph.routing(step) in CONCURRENT and (graph.is_split(step) or graph.is_join(step))


def expected_excess(counter: Duration, staff: tuple[Duration, ...], touch: Callable[[Period], float]) -> float:
    """E[max(C − W, 0)]: how much longer the customer's time is expected to last than the work beside it."""
    work = [0.0]
    for duration in staff:
        added = quantiles(duration, touch)
        if len(added) > 1 and len(work) > 1:
            added = [sum(added) / len(added)]
        work = [minutes + more for minutes in work for more in added]
    own, work = sorted(quantiles(counter, touch)), sorted(work)
    below = [0.0, *accumulate(work)]
    total = 0.0
    for minutes in own:
        n = bisect_right(work, minutes)
        total += n * minutes - below[n]
    return total / len(own) / len(work)


def quantiles(duration: Duration, minutes: Callable[[Period], float]) -> list[float]:
    """Equally likely lengths of a duration: the quantiles at the midpoints of slices, one if it is fixed."""
    values = [minutes(point) for point in duration.points]
    if min(values) == max(values):
        return [values[0]]
    middles = [(n + 0.5) / _SLICES for n in range(_SLICES)]
    if duration.quantiles:
        levels, heights = (0.0, *duration.quantiles, 1.0), (values[0], *values, values[-1])
        return [_interpolated(levels, heights, u) for u in middles]
    values.sort()
    if len(values) == 2:
        return [values[0] + u * (values[1] - values[0]) for u in middles]
    low, mode, high = values
    split = (mode - low) / (high - low)
    return [
        low + math.sqrt(u * (high - low) * (mode - low))
        if u < split
        else high - math.sqrt((1 - u) * (high - low) * (high - mode))
        for u in middles
    ]


def _interpolated(levels: tuple[float, ...], heights: tuple[float, ...], u: float) -> float:
    n = min(bisect_right(levels, u) - 1, len(levels) - 2)
    return heights[n] + (heights[n + 1] - heights[n]) * (u - levels[n]) / (levels[n + 1] - levels[n])
