"""One play of the queue engine: the warm-up, the counted cases as they close, and how far they depend on each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.backlog import dependences, longest_backlog, overloaded
from frictionaudit.analysis.simulate.cases import SimulatedCase
from frictionaudit.analysis.simulate.dependence import Dependence
from frictionaudit.analysis.simulate.model import SimulationModel
from frictionaudit.analysis.simulate.preconditions import refuse
from frictionaudit.analysis.simulate.queue_engine import QueueEngine
from frictionaudit.analysis.simulate.queue_record import QueueRecord
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.run import Progress, nothing
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.stretches import Stretch
from frictionaudit.analysis.simulate.work import cases_in_queues
from frictionaudit.analysis.simulate.working_time import Moments, working_time
from frictionaudit.errors import UsageError

MOST_CASES = 1_000_000
WARM_UP = 0.1
"""The fewest warm-up cases, as a share of the counted ones: an empty office is not the steady state."""
FORGOTTEN = 2.0
"""Warm-up cases for each that are worth one independent case: of the emptiness at the beginning 1.2 % is left.

By the transient mean of reflected Brownian motion (Abate and Whitt 1987; not read first-hand).
"""


class ClosedCases:
    """Results of the closed cases."""

    def __init__(self, cases: int, promises: int, progress: Progress) -> None:
        self.lead: Floats = np.full(cases, -1, dtype=np.float32)
        self.sums: Floats = np.zeros((5, cases), dtype=np.float32)
        self.born, self.unsure_lead = np.zeros(cases), np.zeros(cases, dtype=bool)
        self.backlog: Floats = np.zeros(cases, dtype=np.float32)
        self.took: Floats = np.full((promises, cases), np.inf, dtype=np.float32)
        self.begun: Floats = np.full((promises, cases), np.inf, dtype=np.float32)  # since the case was born
        self.unsure = np.zeros((promises, cases), dtype=bool)
        self.ends: dict[str, int] = {}
        self.closed = self.timed_out = self.left = self.cut = 0
        self._progress, self._cases = progress, cases

    def close(self, case: SimulatedCase) -> None:
        """Record a closed case."""
        at = self.closed
        self.lead[at] = case.lead
        self.sums[:, at] = case.sums
        self.born[at], self.unsure_lead[at], self.backlog[at] = case.born, case.beyond > 0, case.backlog
        for n, time in case.begun.items():
            self.begun[n, at] = time - case.born
        for n, minutes in case.took.items():
            self.took[n, at], self.unsure[n, at] = minutes, n in case.unsure
        self.closed += 1
        self.timed_out += case.timed_out
        self.left += case.left
        self.cut += case.cut
        if self.closed % 1000 == 0 or self.closed == self._cases:
            self._progress(self.closed, self._cases)

    def stop(self, step: str, case: SimulatedCase) -> None:
        """Record where a token of a case ended."""
        if case.counted:
            self.ends[step] = self.ends.get(step, 0) + 1


@dataclass(frozen=True, eq=False)
class QueuePlay:
    """A play that has come to its end, or to the cap on events."""

    staffing: Staffing
    asked: int
    """Cases that were asked for."""
    begun: int
    """Cases that the work allowed."""
    seed: int
    engine: QueueEngine
    closed: ClosedCases
    dependences: Mapping[str, Dependence]
    """How cases depend on those before them, by the queue of each limited party."""
    completed: bool
    without_priority: QueueRecord | None
    """The queues of the same office if all came in turn; None where nobody goes first as it is."""

    @property
    def cases(self) -> int:
        return self.closed.closed

    @cached_property
    def dependence(self) -> Dependence:
        """How whole cases depend on those before them: by the longest backlog."""
        party = self.staffing.limited[self.engine.longest]
        return replace(self.dependences[party], backlog=self.closed.backlog[: self.cases])

    @cached_property
    def whole(self) -> Stretch:
        """From the arrival to the end, for the cases that come to an end."""
        over = np.flatnonzero(self.closed.lead[: self.cases] >= 0)
        return self._stretch(over, self.closed.lead, self.closed.born, self.closed.unsure_lead)

    def stretch(self, n: int) -> Stretch:
        """The n-th promise, for the cases that pass both its ends."""
        took, unsure = self.closed.took[n], self.closed.unsure[n]
        through = np.flatnonzero(np.isfinite(took[: self.cases]))
        return self._stretch(through, took, self.closed.born + self.closed.begun[n], unsure)

    def _stretch(self, cases: NDArray[np.intp], took: Floats, begun: Moments, unsure: NDArray[np.bool_]) -> Stretch:
        working = working_time(self.staffing.subject.procedure.calendar)
        return Stretch(took[cases], begun[cases], unsure[cases], working, self.cases, self.dependence.of(cases))

    def reached(self, n: int) -> float:
        """Share of the cases that come to the step at which the n-th promise begins."""
        return float(np.isfinite(self.closed.begun[n, : self.cases]).mean()) if self.cases else 0.0


def play_queues(subject: Subject, cases: int, seed: int, progress: Progress = nothing) -> QueuePlay:
    """Play Poisson arrivals at the stated volume until all counted cases are closed; `simulate_queues` says more."""
    refuse(subject, cases)
    if cases > MOST_CASES:
        raise UsageError.of("too-many-cases", f"{cases:,} cases with queues are more than the {MOST_CASES:,} played")
    staffing = Staffing(subject)
    staffing.refuse()
    asked, cases = cases, cases_in_queues(staffing, cases)
    promises = tuple({(promise.from_, promise.to): None for promise in subject.procedure.promises})
    total = sum(segment.share for segment in subject.segments)
    levels = [*list(accumulate(segment.share / total for segment in subject.segments))[:-1], 1.0]
    closed = ClosedCases(cases, len(promises), progress)
    models = [SimulationModel(subject, segment) for segment in subject.segments]
    each = dependences(staffing, cases)
    longest = staffing.limited.index(longest_backlog(staffing, each))
    engine = QueueEngine(staffing, models, levels, seed, promises, closed.close, closed.stop, longest)
    warm = warm_up(staffing, cases, each)
    completed = engine.run(warm, cases)
    progress(cases, cases)
    without = _without_priority(staffing, models, levels, seed, warm, cases, longest)
    return QueuePlay(staffing, asked, cases, seed, engine, closed, each, completed, without)


def warm_up(staffing: Staffing, cases: int, dependences: Mapping[str, Dependence]) -> int:
    """How many cases fill the office before any is counted, at most as many as are counted.

    The busier the staff, the longer the emptiness at the beginning lasts. A queue that grows without end has no steady
    state to wait for.
    """
    fewest = int(cases * WARM_UP)
    if overloaded(staffing):
        return fewest
    longest = max(dependence.cases for dependence in dependences.values())
    return min(cases, max(fewest, math.ceil(FORGOTTEN * longest)))


def _without_priority(
    staffing: Staffing,
    models: list[SimulationModel],
    levels: list[float],
    seed: int,
    warm: int,
    cases: int,
    longest: int,
) -> QueueRecord | None:
    """The queues of the same office if all came in turn; None where nobody goes first as it is."""
    groups = staffing.subject.procedure.groups.values()
    if not staffing.sorted_at or not any(group.urgent for group in groups):
        return None
    engine = QueueEngine(
        staffing, models, levels, seed, (), lambda case: None, lambda step, case: None, longest, priority=False
    )
    engine.run(warm, cases)
    return engine.service.record
