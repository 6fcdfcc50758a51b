"""Simulation with limited staff: percentiles, utilisation and queue lengths."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.cases import SimulatedCase
from frictionaudit.analysis.simulate.caveats import assumptions, limits_of_the_model, untimed_steps
from frictionaudit.analysis.simulate.model import CUSTOMER, CUSTOMERS_TURN, OURS, STAFF, THIRD, SimulationModel
from frictionaudit.analysis.simulate.preconditions import refuse
from frictionaudit.analysis.simulate.queue_engine import MOST_EVENTS, MOST_VISITS_OF_A_CASE, QueueEngine
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.run import Progress, ends_reached, nothing, promise_outcome
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import batch_means_error, rounded, spread
from frictionaudit.errors import UsageError
from frictionaudit.results.simulation import Distribution, SimulationResult, Workload

MOST_CASES = 1_000_000
WARM_UP = 0.1
"""Warm-up cases as a share of the counted ones: an empty office is not the steady state."""


class ClosedCases:
    """Results of the closed cases."""

    def __init__(self, cases: int, promises: int, progress: Progress) -> None:
        self.lead: Floats = np.full(cases, -1, dtype=np.float32)
        self.sums: Floats = np.zeros((5, cases), dtype=np.float32)
        self.took: Floats = np.full((promises, cases), np.inf, dtype=np.float32)
        self.ends: dict[str, int] = {}
        self.closed = self.timed_out = self.cut = 0
        self._progress, self._cases = progress, cases

    def close(self, case: SimulatedCase) -> None:
        """Record a closed case."""
        at = self.closed
        self.lead[at] = case.lead
        self.sums[:, at] = case.sums
        for n, minutes in case.took.items():
            self.took[n, at] = minutes
        self.closed += 1
        self.timed_out += case.timed_out
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
    n = closed.closed
    lead = closed.lead[:n]
    over = np.flatnonzero(lead >= 0)
    return SimulationResult(
        id=procedure.id,
        title=procedure.title,
        cases=n,
        seed=seed,
        queues=True,
        lead_time=_autocorrelated(lead[over]),
        customer_minutes=_autocorrelated(closed.sums[CUSTOMER, :n]),
        staff_minutes=_autocorrelated(closed.sums[STAFF, :n]),
        wait_ours=_autocorrelated(closed.sums[OURS, :n], percentiles=False),
        wait_customer=_autocorrelated(closed.sums[CUSTOMERS_TURN, :n], percentiles=False),
        wait_third=_autocorrelated(closed.sums[THIRD, :n], percentiles=False),
        ends=ends_reached(subject, closed.ends, max(n, 1)),
        unfinished=rounded(1 - len(over) / n) if n else 1.0,
        timed_out=rounded(closed.timed_out / n) if n else 0.0,
        promises=tuple(
            promise_outcome(subject, pair, procedure.calendar.elapsed(promise.within.high), closed.took[at, :n])
            for at, (pair, promise) in enumerate(promises.items())
        ),
        workload=_workload(staffing, engine),
        capped=_capped(closed, cases, completed),
        assumed=assumptions(subject),
        unknown=untimed_steps(subject),
        notes=(*_overload(staffing), *limits_of_the_model(subject, queues=True)),
    )


def _autocorrelated(values: Floats, percentiles: bool = True) -> Distribution:
    """A spread whose error knows that cases depend on those before them."""
    found = spread(values)
    kept = found if percentiles else Distribution(mean=found.mean, error=0.0)
    return kept.model_copy(update={"error": batch_means_error(values)})


def _workload(staffing: Staffing, engine: QueueEngine) -> tuple[Workload, ...]:
    begin, end = engine.window[0], min(engine.window[1], engine.now)
    length = max(end - begin, 1e-9)
    opened = max(engine.hours.worked(end) - engine.hours.worked(begin), 1e-9)
    parties = staffing.subject.procedure.parties
    return tuple(
        Workload(
            party=id,
            name=parties[id].name or id,
            capacity=pool.capacity,
            utilisation=rounded(pool.busy / opened / pool.capacity),
            queue_mean=rounded(pool.waits / length),
            queue_most=pool.most,
            wait_mean=rounded(pool.waited / pool.served) if pool.served else 0.0,
            visits=pool.served,
        )
        for id, pool in zip(staffing.limited, engine.pools, strict=True)
    )


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


def _overload(staffing: Staffing) -> Sequence[str]:
    parties = staffing.subject.procedure.parties
    return [
        f"{parties[id].name or id} would have to work {load * 100:.0f} % of the opening hours: the queue grows for as "
        "long as it lasts, so times depend on the number of cases played"
        for id, load in staffing.load.items()
        if load >= 1
    ]
