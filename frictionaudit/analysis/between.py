"""From one step to another: how many cases get there, and how long that is expected to take."""

from __future__ import annotations

import math
from dataclasses import dataclass

from frictionaudit.analysis.linear import solve
from frictionaudit.analysis.subject import Stream, Subject
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS, StepKind
from frictionaudit.domain.quantities import Duration


@dataclass(frozen=True)
class Stretch:
    """What happens from when one step is done until another is: share of cases, minutes, and what is unknown."""

    share: float
    minutes: float
    unknown: tuple[str, ...]


class _Way:
    """The ways from anywhere to one step, as one stream of customers goes them.

    At a split that is not exclusive every branch that can still come to the target is gone in full, and a
    join waits for all of them; so times along parallel branches add up, which is an upper bound.
    """

    def __init__(self, stream: Stream, target: str) -> None:
        self.graph = stream.visits.graph
        self.target = target
        self.live = {target} | (self.graph.before(target) - {target})
        self._weights = stream.visits.routing.weights
        back: dict[str, dict[str, float]] = {step: {} for step in self.graph.steps}
        for source in self.live - {target}:
            ways = self._ways_on(source)
            scale = len(ways) if self._all_at_once(source) else 1
            for following, weight in ways.items():
                back[following][source] = weight / scale
        found = solve(tuple(reversed(self.graph.components)), back, {target: 1.0})
        self.ahead = {step: min(1.0, p) if math.isfinite(p) else 1.0 for step, p in found.items()}
        """For each step the probability that a case which is there comes to the target, or is there already."""

    def _all_at_once(self, step: str) -> bool:
        return self.graph.routing(step) not in (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)

    def _ways_on(self, step: str) -> dict[str, float]:
        """Steps that come next and can still come to the target, each with its share (1 for each branch of a split)."""
        ways: dict[str, float] = {}
        for arc in self.graph.ways_on[step]:
            if arc.target in self.live:
                share = 1.0 if self._all_at_once(step) else self._weights[arc.id].value
                ways[arc.target] = ways.get(arc.target, 0.0) + share
        return ways

    def entered_from(self, source: str) -> dict[str, float]:
        """Probability to go on from a step to each next one and to come to the target from there."""
        return {step: weight * self.ahead[step] for step, weight in self._ways_on(source).items() if self.ahead[step]}

    def arriving(self, source: str) -> float:
        """Share of the cases at a step that come to the target afterwards."""
        entered = self.entered_from(source).values()
        return min(1.0, sum(entered) / (len(entered) or 1) if self._all_at_once(source) else sum(entered))

    def visits(self, source: str) -> dict[str, float]:
        """Expected visits after a step until the target is done, over the cases that come to it (Doob's transform)."""
        arriving = self.arriving(source)
        table: dict[str, dict[str, float]] = {step: {} for step in self.graph.steps}
        for step in self.live - {self.target}:
            if self.ahead[step]:
                table[step] = {
                    following: entered / self.ahead[step] * self._join(following)
                    for following, entered in self.entered_from(step).items()
                }
        start = {step: p / arriving * self._join(step) for step, p in self.entered_from(source).items()}
        return solve(self.graph.components, table, start)

    def _join(self, step: str) -> float:
        arcs = [arc for arc in self.graph.ways_in[step] if arc.source in self.live]
        return 1 / len(arcs) if self._all_at_once(step) and len(arcs) > 1 else 1.0


def share_from(subject: Subject, source: str, target: str) -> float:
    """Share of the cases at `source` that come to `target` afterwards."""
    return sum(stream.share * _Way(stream, target).arriving(source) for stream in subject.streams)


def stretch(subject: Subject, source: str, target: str) -> Stretch:
    """Expected elapsed time from when `source` is done until `target` is, over the cases that go from one to the other.

    Ways that end elsewhere do not count. Waiting and touch time are added up along the way; where branches
    run in parallel that is an upper bound.
    """
    share = minutes = 0.0
    unknown: dict[str, None] = {}
    for stream in subject.streams:
        way = _Way(stream, target)
        arriving = stream.share * way.arriving(source)
        if not arriving:
            continue
        share += arriving
        for step, times in way.visits(source).items():
            if times and math.isfinite(times):
                minutes += arriving * times * elapsed(subject, step)
                if step in subject.tasks and subject.procedure.steps[step].wait is None:
                    unknown[step] = None
    return Stretch(share, minutes / share if share else 0.0, tuple(unknown))


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
