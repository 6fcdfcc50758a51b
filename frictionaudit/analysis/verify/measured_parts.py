"""The measured numbers of a page: where they stand, on how many cases they rest, and how far off they can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from frictionaudit.domain.procedure import Flow, Procedure, Step
from frictionaudit.domain.procedure.effort import EFFORT_PARTS
from frictionaudit.domain.quantities import Calendar, Duration, Measured, Share
from frictionaudit.domain.values import FrozenDict

TURNS = ("queue", "batch", "customer", "third")


@dataclass(frozen=True)
class MeasuredTime:
    """A time that was measured: `error` is its standard error, as a part of the time."""

    step: str
    table: str
    part: str
    time: Duration
    n: int
    error: float

    def scaled(self, procedure: Procedure, factor: float) -> Procedure:
        """The procedure with this time multiplied."""
        step = procedure.steps[self.step]
        held = getattr(step, self.table).model_copy(update={self.part: self.time.times(factor)})
        return with_step(procedure, self.step, step.model_copy(update={self.table: held}))


@dataclass(frozen=True)
class MeasuredSplit:
    """The shares of a decision that were counted together."""

    step: str
    shares: tuple[float, ...]
    n: int

    def towards(self, procedure: Procedure, position: int, by: float) -> Procedure:
        """The procedure with a little more of one flow, and as much less of all in proportion."""
        step = procedure.steps[self.step]
        flows = tuple(
            _with_share(flow, share * (1 - by) + (by if n == position else 0.0))
            for n, (flow, share) in enumerate(zip(step.next, self.shares, strict=True))
        )
        return with_step(procedure, self.step, step.model_copy(update={"next": flows}))


Part = MeasuredTime | MeasuredSplit


def measured_parts(procedure: Procedure, steps: frozenset[str]) -> Iterator[Part]:
    """The measured times and splits of some steps."""
    for id in sorted(steps & procedure.steps.keys()):
        step = procedure.steps[id]
        yield from _times(id, step, procedure.calendar or Calendar())
        split = _split(id, step)
        if split is not None:
            yield split


def _times(id: str, step: Step, calendar: Calendar) -> Iterator[MeasuredTime]:
    for table, parts in (("effort", EFFORT_PARTS), ("wait", TURNS)):
        held = getattr(step, table)
        for part in parts if held is not None else ():
            name = "return_" if part == "return" else part
            time = getattr(held, name)
            if time is not None and isinstance(time.evidence, Measured):
                error = relative_deviation(time, calendar) / sqrt(time.evidence.n)
                yield MeasuredTime(id, table, name, time, time.evidence.n, error)


def _split(id: str, step: Step) -> MeasuredSplit | None:
    """The shares of a step's flows, where one of them was counted and none is unknown."""
    counted = [f.share.evidence.n for f in step.next if f.share and isinstance(f.share.evidence, Measured)]
    if not counted or len(step.next) < 2 or any(flow.share is None for flow in step.next):
        return None
    return MeasuredSplit(id, tuple(flow.share.value for flow in step.next if flow.share), max(counted))


def relative_deviation(time: Duration, calendar: Calendar) -> float:
    """Standard deviation over mean: from the range of a time; that of a single time is assumed to be its mean."""
    points = [calendar.elapsed(point) for point in time.points]
    mean = calendar.expected_elapsed(time)
    if time.quantiles or len(points) == 1 or mean <= 0:
        return 1.0
    if len(points) == 2:
        return float((points[1] - points[0]) / sqrt(12) / mean)
    low, mode, high = points
    variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18
    return float(sqrt(max(0.0, variance)) / mean)


def with_step(procedure: Procedure, id: str, step: Step) -> Procedure:
    """The procedure with one step replaced."""
    steps: Mapping[str, Step] = FrozenDict({**procedure.steps, id: step})
    return procedure.model_copy(update={"steps": steps})


def _with_share(flow: Flow, value: float) -> Flow:
    share = flow.share or Share(value=value)
    return flow.model_copy(update={"share": share.model_copy(update={"value": min(1.0, max(0.0, value))})})
