"""Simulation with limited staff: percentiles, utilisation and queue lengths."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.backlog import dependence as dependence_of
from frictionaudit.analysis.simulate.cases import ResourcePool, SimulatedCase
from frictionaudit.analysis.simulate.caveats import arrivals, assumptions, limits_of_the_model, untimed_steps
from frictionaudit.analysis.simulate.intervals import NONE, Dependence, dependent, of_ratio
from frictionaudit.analysis.simulate.model import CUSTOMER, CUSTOMERS_TURN, OURS, STAFF, THIRD, SimulationModel
from frictionaudit.analysis.simulate.preconditions import refuse
from frictionaudit.analysis.simulate.queue_caveats import limits_of_the_queues
from frictionaudit.analysis.simulate.queue_engine import MOST_EVENTS, MOST_VISITS_OF_A_CASE, QueueEngine
from frictionaudit.analysis.simulate.queue_record import QueueRecord, giving_up, waits_of_groups
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.run import Progress, ends_reached, nothing, promise_outcome, spread_of
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import rounded
from frictionaudit.analysis.simulate.stretches import Stretch
from frictionaudit.analysis.simulate.working_time import working_time
from frictionaudit.errors import UsageError
from frictionaudit.results.simulation import Distribution, Interval, SimulationResult, Workload

MOST_CASES = 1_000_000
WARM_UP = 0.1
"""Warm-up cases as a share of the counted ones: an empty office is not the steady state."""


class ClosedCases:
    """Results of the closed cases."""

    def __init__(self, cases: int, promises: int, progress: Progress) -> None:
        self.lead: Floats = np.full(cases, -1, dtype=np.float32)
        self.sums: Floats = np.zeros((5, cases), dtype=np.float32)
        self.born, self.unsure_lead = np.zeros(cases), np.zeros(cases, dtype=bool)
        self.took: Floats = np.full((promises, cases), np.inf, dtype=np.float32)
        self.begun = np.full((promises, cases), np.inf)
        self.unsure = np.zeros((promises, cases), dtype=bool)
        self.ends: dict[str, int] = {}
        self.closed = self.timed_out = self.left = self.cut = 0
        self._progress, self._cases = progress, cases

    def close(self, case: SimulatedCase) -> None:
        """Record a closed case."""
        at = self.closed
        self.lead[at] = case.lead
        self.sums[:, at] = case.sums
        self.born[at], self.unsure_lead[at] = case.born, case.beyond > 0
        for n, time in case.begun.items():
            self.begun[n, at] = time
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


def simulate_queues(
    subject: Subject, cases: int = 20_000, seed: int = 1, progress: Progress = nothing
) -> SimulationResult:
    """Simulate Poisson arrivals at the stated volume, with queues for parties that have a `capacity`.

    Simulated queueing replaces the stated one at these parties; all other waits stay as stated. Warm-up cases
    fill the office first. Raises UsageError and InputError
    as `simulate` does, and for a capacity of 0, no capacity at all, or no volume.
    """
    refuse(subject, cases)
    if cases > MOST_CASES:
        raise UsageError.of("too-many-cases", f"{cases:,} cases with queues are more than the {MOST_CASES:,} played")
    staffing = Staffing(subject)
    staffing.refuse()
    procedure = subject.procedure
    promises = {(promise.from_, promise.to): promise for promise in procedure.promises}
    total = sum(segment.share for segment in subject.segments)
    levels = [*list(accumulate(segment.share / total for segment in subject.segments))[:-1], 1.0]
    closed = ClosedCases(cases, len(promises), progress)
    models = [SimulationModel(subject, segment) for segment in subject.segments]
    engine = QueueEngine(staffing, models, levels, seed, tuple(promises), closed.close, closed.stop)
    completed = engine.run(int(cases * WARM_UP), cases)
    progress(cases, cases)
    without = _without_priority(staffing, models, levels, seed, cases)
    n = closed.closed
    whole = _stretch(staffing, closed, None)
    dependence = dependence_of(staffing, cases)
    return SimulationResult(
        id=procedure.id,
        title=procedure.title,
        cases=n,
        seed=seed,
        arrive=arrivals(subject),
        queues=True,
        lead_time=spread_of(whole, dependence),
        customer_minutes=dependent(closed.sums[CUSTOMER, :n], dependence),
        staff_minutes=dependent(closed.sums[STAFF, :n], NONE),
        wait_ours=_mean_alone(closed.sums[OURS, :n], dependence),
        wait_customer=_mean_alone(closed.sums[CUSTOMERS_TURN, :n], NONE),
        wait_third=_mean_alone(closed.sums[THIRD, :n], NONE),
        ends=ends_reached(subject, closed.ends, max(n, 1)),
        unfinished=rounded(1 - whole.cases / n) if n else 1.0,
        timed_out=rounded(closed.timed_out / n) if n else 0.0,
        left=rounded(closed.left / n) if n else 0.0,
        promises=tuple(
            promise_outcome(subject, promise, _stretch(staffing, closed, at), _reached(closed, at), dependence)
            for at, promise in enumerate(promises.values())
        ),
        workload=_workload(staffing, engine),
        group_waits=waits_of_groups(subject, engine.service.record, dependence, staffing.sorted_at, without),
        gave_up=giving_up(subject, engine.service.record, dependence),
        capped=_capped(closed, cases, completed),
        assumed=assumptions(subject),
        unknown=untimed_steps(subject),
        notes=(*limits_of_the_queues(staffing), *limits_of_the_model(subject, queues=True)),
    )


def _without_priority(
    staffing: Staffing, models: list[SimulationModel], levels: list[float], seed: int, cases: int
) -> QueueRecord | None:
    """The queues of the same office if all came in turn; None where nobody goes first as it is."""
    groups = staffing.subject.procedure.groups.values()
    if not staffing.sorted_at or not any(group.urgent for group in groups):
        return None
    engine = QueueEngine(staffing, models, levels, seed, (), lambda case: None, lambda step, case: None, priority=False)
    engine.run(int(cases * WARM_UP), cases)
    return engine.service.record


def _mean_alone(values: Floats, dependence: Dependence) -> Distribution:
    found = dependent(values, dependence)
    return Distribution(mean=found.mean, error=found.error, mean_interval=found.mean_interval)


def _stretch(staffing: Staffing, closed: ClosedCases, promise: int | None) -> Stretch:
    """The cases that pass both ends of a promise, or that come to an end."""
    n, working = closed.closed, working_time(staffing.subject.procedure.calendar)
    if promise is None:
        over = np.flatnonzero(closed.lead[:n] >= 0)
        return Stretch(closed.lead[over], closed.born[over], closed.unsure_lead[over], working, n)
    took, begun, unsure = closed.took[promise], closed.begun[promise], closed.unsure[promise]
    through = np.flatnonzero(np.isfinite(took[:n]))
    return Stretch(took[through], begun[through], unsure[through], working, n)


def _reached(closed: ClosedCases, promise: int) -> float:
    return float(np.isfinite(closed.begun[promise, : closed.closed]).mean()) if closed.closed else 0.0


def _workload(staffing: Staffing, engine: QueueEngine) -> tuple[Workload, ...]:
    begin, end = engine.window.begin, min(engine.window.end, engine.events.now)
    length = max(end - begin, 1e-9)
    opened = max(engine.hours.worked(end) - engine.hours.worked(begin), 1e-9)
    parties = staffing.subject.procedure.parties
    return tuple(
        Workload(
            party=id,
            name=parties[id].name or id,
            capacity=pool.capacity,
            utilisation=rounded(pool.busy / opened / pool.capacity),
            utilisation_interval=_interval(pool, pool.busy / opened / pool.capacity),
            queue_mean=rounded(pool.waits / length),
            queue_most=pool.most,
            wait_mean=rounded(pool.waited / pool.visits) if pool.visits else 0.0,
            visits=pool.visits,
        )
        for id, pool in zip(staffing.limited, engine.service.pools, strict=True)
    )


def _interval(pool: ResourcePool, utilisation: float) -> Interval | None:
    """How far utilisation may be off, by how much it differs from one stretch of time to the next."""
    opened, busy = np.diff(np.array(pool.marks).reshape(-1, 2), axis=0).T
    half = of_ratio(busy.astype(np.float32) / pool.capacity, opened.astype(np.float32))
    if not half:
        return None
    return Interval(low=rounded(max(0.0, utilisation - half)), high=rounded(min(1.0, utilisation + half)))


def _capped(closed: ClosedCases, cases: int, completed: bool) -> tuple[str, ...]:
    limits_reached = []
    if not completed:
        limits_reached.append(
            f"after {MOST_EVENTS:,} events the simulation stopped: {closed.closed:,} of {cases:,} cases are closed"
        )
    if closed.cut:
        limits_reached.append(
            f"{closed.cut:,} cases were taken out after {MOST_VISITS_OF_A_CASE:,} visits of steps each"
        )
    return tuple(limits_reached)
