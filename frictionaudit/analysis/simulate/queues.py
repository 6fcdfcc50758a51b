"""Simulation with limited staff: percentiles, utilisation and queue lengths."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.backlog import longest_backlog, overloaded
from frictionaudit.analysis.simulate.cases import ResourcePool
from frictionaudit.analysis.simulate.caveats import (
    arrivals,
    assumptions,
    goes_apart,
    limits_of_the_model,
    untimed_steps,
)
from frictionaudit.analysis.simulate.demand import demand
from frictionaudit.analysis.simulate.dependence import NONE, Dependence
from frictionaudit.analysis.simulate.intervals import dependent, of_utilisation
from frictionaudit.analysis.simulate.model import CUSTOMER, CUSTOMERS_TURN, OURS, STAFF, THIRD
from frictionaudit.analysis.simulate.queue_caveats import limits_of_the_queues, unexplained_waits
from frictionaudit.analysis.simulate.queue_engine import MOST_VISITS_OF_A_CASE
from frictionaudit.analysis.simulate.queue_play import MOST_CASES, QueuePlay, play_queues
from frictionaudit.analysis.simulate.queue_record import giving_up, waits_of_groups
from frictionaudit.analysis.simulate.run import Progress, ends_reached, nothing, promise_outcome, spread_of
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import rounded
from frictionaudit.results.simulation import Distribution, Interval, SimulationResult, Workload

_TELLING = 100
"""Independent cases whose average is known to about a fifth of how much cases vary."""


def simulate_queues(
    subject: Subject, cases: int = 20_000, seed: int = 1, progress: Progress = nothing
) -> SimulationResult:
    """Simulate Poisson arrivals at the stated volume, with queues for parties that have a `capacity`.

    Simulated queueing replaces the stated one at these parties; all other waits stay as stated. Warm-up cases
    fill the office first (`queue_play`). Raises UsageError and InputError as `simulate` does, and for a capacity of 0,
    no capacity at all, or no volume.
    """
    return result_of(play_queues(subject, cases, seed, progress))


def result_of(play: QueuePlay) -> SimulationResult:
    """What is told of a play."""
    subject, closed, dependence, n = play.staffing.subject, play.closed, play.dependence, play.cases
    procedure, record = subject.procedure, play.engine.service.record
    promises = {(promise.from_, promise.to): promise for promise in procedure.promises}
    return SimulationResult(
        id=procedure.id,
        title=procedure.title,
        cases=n,
        seed=play.seed,
        arrive=arrivals(subject),
        queues=True,
        lead_time=spread_of(play.whole),
        customer_minutes=dependent(closed.sums[CUSTOMER, :n], dependence),
        staff_minutes=dependent(closed.sums[STAFF, :n], NONE),
        wait_ours=_mean_alone(closed.sums[OURS, :n], dependence),
        wait_customer=_mean_alone(closed.sums[CUSTOMERS_TURN, :n], NONE),
        wait_third=_mean_alone(closed.sums[THIRD, :n], NONE),
        ends=ends_reached(subject, closed.ends, max(n, 1)),
        unfinished=rounded(1 - play.whole.cases / n) if n else 1.0,
        timed_out=rounded(closed.timed_out / n) if n else 0.0,
        left=rounded(closed.left / n) if n else 0.0,
        promises=tuple(
            promise_outcome(subject, promise, play.stretch(at), play.reached(at))
            for at, promise in enumerate(promises.values())
        ),
        workload=_workload(play),
        group_waits=waits_of_groups(play.staffing, record, dependence, play.without_priority),
        gave_up=giving_up(subject, record, dependence),
        capped=_capped(play),
        assumed=assumptions(subject),
        unknown=untimed_steps(subject),
        notes=(
            *unexplained_waits(play.staffing, record),
            *_few_cases(play),
            *limits_of_the_queues(play.staffing),
            *limits_of_the_model(subject, queues=True),
        ),
        parallel=goes_apart(subject),
    )


def _few_cases(play: QueuePlay) -> Iterator[str]:
    """Whether so long a backlog leaves the average uncertain, and how many cases would tell it to about a fifth."""
    took, about = play.whole.took, play.whole.dependence
    alike = about.alike(about.shared(took), MOST_CASES) if about and len(took) else 1.0
    if overloaded(play.staffing) or play.cases >= min(_TELLING * alike, MOST_CASES):
        return
    party = longest_backlog(play.staffing, play.dependences)
    name = play.staffing.subject.procedure.party_name(party)
    digits = 10 ** max(0, len(str(int(_TELLING * alike))) - 2)
    more = min(MOST_CASES, math.ceil(_TELLING * alike / digits) * digits)
    yield (
        f"enough cases for a backlog as long as that at a load of {play.dependence.load * 100:.0f} % ({name}): "
        f"{play.cases:,} tell as much as about {max(1, round(play.cases / alike)):,} independent ones; "
        f"`--cases {more}` narrows the intervals"
    )


def _mean_alone(values: Floats, dependence: Dependence) -> Distribution:
    found = dependent(values, dependence)
    return Distribution(mean=found.mean, error=found.error, mean_interval=found.mean_interval)


def _workload(play: QueuePlay) -> tuple[Workload, ...]:
    staffing, engine = play.staffing, play.engine
    begin, end = engine.window.begin, min(engine.window.end, engine.events.now)
    length = max(end - begin, 1e-9)
    opened = max(engine.hours.worked(end) - engine.hours.worked(begin), 1e-9)
    procedure, work = staffing.subject.procedure, demand(staffing)
    return tuple(
        Workload(
            party=id,
            name=procedure.party_name(id),
            capacity=pool.capacity,
            utilisation=rounded(pool.busy / opened / pool.capacity),
            utilisation_interval=_interval(
                pool.busy / opened / pool.capacity, pool, play.dependences[id], work[id].dispersion, play.cases
            ),
            queue_mean=rounded(pool.waits / length),
            queue_most=pool.most,
            wait_mean=rounded(pool.waited / pool.visits) if pool.visits else 0.0,
            wait_open=rounded(pool.waited_open / pool.visits) if pool.visits else 0.0,
            visits=pool.visits,
        )
        for id, pool in zip(staffing.limited, engine.service.pools, strict=True)
    )


def _interval(
    utilisation: float, pool: ResourcePool, dependence: Dependence, dispersion: float, cases: int
) -> Interval | None:
    """How far utilisation may be off, by how much it differs from one stretch of time to the next."""
    opened, busy = np.diff(np.array(pool.marks).reshape(-1, 2), axis=0).T.astype(np.float32)
    return of_utilisation(utilisation, opened, busy / pool.capacity, dependence, dispersion, cases)


def _capped(play: QueuePlay) -> tuple[str, ...]:
    limits_reached = []
    if play.begun < play.asked:
        limits_reached.append(f"only {play.begun:,} of {play.asked:,} cases were begun: each passes too many steps")
    if not play.completed:
        limits_reached.append(
            f"after {play.engine.events.happened:,} events the simulation stopped: "
            f"{play.cases:,} of {play.begun:,} cases are closed"
        )
    if play.closed.cut:
        limits_reached.append(
            f"{play.closed.cut:,} cases were taken out after {MOST_VISITS_OF_A_CASE:,} visits of steps each"
        )
    return tuple(limits_reached)
