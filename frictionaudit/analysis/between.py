"""From one step to another: how many cases get there, and how long that is expected to take."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from frictionaudit.analysis.linear import solve
from frictionaudit.analysis.subject import Stream, Subject
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS
from frictionaudit.domain.quantities import Duration


@dataclass(frozen=True)
class Stretch:
    """What happens from when one step is done until another is: share of cases, minutes, and what is unknown."""

    share: float
    minutes: float
    unknown: tuple[str, ...]


def reach(stream: Stream, target: str) -> dict[str, float]:
    """For each step the probability that a case which is there comes to the target, or is there already."""
    table = stream.visits.table
    back: dict[str, dict[str, float]] = {step: {} for step in table}
    for source, row in table.items():
        if source != target:
            for following, weight in row.items():
                back[following][source] = weight
    components = tuple(reversed(stream.visits.graph.components))
    return {
        step: min(1.0, p) if math.isfinite(p) else 1.0 for step, p in solve(components, back, {target: 1.0}).items()
    }


def share_from(subject: Subject, source: str, target: str) -> float:
    """Share of the cases at `source` that come to `target` afterwards."""
    total = 0.0
    for stream in subject.streams:
        ahead = reach(stream, target)
        row = stream.visits.table[source]
        total += stream.share * min(1.0, sum(weight * ahead[step] for step, weight in row.items()))
    return total


def stretch(subject: Subject, source: str, target: str) -> Stretch:
    """Expected elapsed time from when `source` is done until `target` is, over the cases that go from one to the other.

    Waiting and touch time are added up along the way; where branches run in parallel that is an upper
    bound. Shares are conditioned on getting there (Doob's transform), so ways that end elsewhere do not count.
    """
    share = minutes = 0.0
    unknown: dict[str, None] = {}
    for stream in subject.streams:
        ahead = reach(stream, target)
        entering = {s: w * ahead[s] for s, w in stream.visits.table[source].items() if w and ahead[s]}
        arriving = sum(entering.values())
        if not arriving:
            continue
        share += stream.share * min(1.0, arriving)
        visits = _conditional(stream, target, ahead, {step: w / arriving for step, w in entering.items()})
        for step, times in visits.items():
            if times:
                minutes += stream.share * times * elapsed(subject, step)
                if step in subject.tasks and subject.procedure.steps[step].wait is None:
                    unknown[step] = None
    return Stretch(share, minutes / share if share else 0.0, tuple(unknown))


def _conditional(stream: Stream, target: str, ahead: Mapping[str, float], start: dict[str, float]) -> dict[str, float]:
    table = {
        step: {n: w * ahead[n] / ahead[step] for n, w in row.items() if ahead[n]} if ahead[step] else {}
        for step, row in stream.visits.table.items()
    }
    table[target] = {}
    return solve(stream.visits.graph.components, table, start)


def waits(subject: Subject, step: str) -> list[Duration]:
    """The waiting before a step, whoever's turn it is."""
    wait = subject.procedure.steps[step].wait
    return [d for d in (wait.queue, wait.batch, wait.customer, wait.third) if d] if wait else []


def lasting(subject: Subject, step: str) -> list[tuple[Duration, float]]:
    """What takes time at one visit of a step, each part with its elapsed minutes: waiting before it, and touch time.

    Being served (`counter`) is the other side of our work: where one of our steps with an effort follows, the
    same minutes are counted there. A step that gives only its published processing time takes that.
    """
    calendar, drawn = subject.procedure.calendar, subject.procedure.steps[step]
    if drawn.effort is None and drawn.wait is None and drawn.processing is not None:
        return [(drawn.processing, calendar.expected_elapsed(drawn.processing))]
    parts = [drawn.effort.part(name) for name in _parts(subject, step)] if drawn.effort else []
    touch = [(duration, calendar.expected_touch(duration)) for duration in parts if duration]
    return [*((duration, calendar.expected_elapsed(duration)) for duration in waits(subject, step)), *touch]


def _parts(subject: Subject, step: str) -> list[str]:
    following = [arc.target for arc in subject.graph.ways_on[step]]
    served = any(
        (side := subject.side(target)) is not None and side.ours and subject.procedure.steps[target].effort
        for target in following
    )
    return [part for part in (*CUSTOMER_PARTS, *STAFF_PARTS) if not (served and part == "counter")]


def elapsed(subject: Subject, step: str) -> float:
    """Elapsed minutes of one visit of a step."""
    return sum(minutes for _, minutes in lasting(subject, step))
