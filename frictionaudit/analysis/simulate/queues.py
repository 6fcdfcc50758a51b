"""A procedure with limited staff: percentiles, how busy people are, and how many cases wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.cases import SimulatedCase
from frictionaudit.analysis.simulate.caveats import assumptions, limits_of_the_model, silent
from frictionaudit.analysis.simulate.model import CUSTOMER, CUSTOMERS_TURN, OURS, STAFF, THIRD, SimulationModel
from frictionaudit.analysis.simulate.preconditions import refuse
from frictionaudit.analysis.simulate.queue_engine import MOST_EVENTS, MOST_VISITS_OF_A_CASE, QueueEngine
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.run import Progress, ends_reached, nothing, tried
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import in_a_row, rounded, spread
from frictionaudit.errors import UsageError
from frictionaudit.results.simulation import Distribution, SimulationResult, Workload

MOST_CASES = 1_000_000
WARM_UP = 0.1
"""Cases that come before the first one counted, as a share of those counted: an empty office is not the usual one."""


class Book:
    """What is kept of the closed cases."""

    def __init__(self, cases: int, promises: int, progress: Progress) -> None:
        self.lead: Floats = np.full(cases, -1, dtype=np.float32)
        self.sums: Floats = np.zeros((5, cases), dtype=np.float32)
        self.took: Floats = np.full((promises, cases), np.inf, dtype=np.float32)
        self.ends: dict[str, int] = {}
        self.closed = self.timed_out = self.cut = 0
        self._progress, self._cases = progress, cases

    def close(self, case: SimulatedCase) -> None:
        """Put down a case that is closed."""
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
        """Put down where a case, or a branch of it, stopped."""
        if case.counted:
            self.ends[step] = self.ends.get(step, 0) + 1


def simulate_queues(
    subject: Subject, cases: int = 20_000, seed: int = 1, progress: Progress = nothing
) -> SimulationResult:
    """Let cases arrive at random, as often as the volume says, and wait for the people who have a `capacity`.

    Where such people work, the stated queueing is replaced by the one that comes about; all other waits stay as
    they are stated. Cases that come before the first one counted fill the office. Raises UsageError and InputError
    as `simulate` does, and for a capacity of 0, no capacity at all, or no volume.
    """
    refuse(subject, cases)
    if cases > MOST_CASES:
        raise UsageError.of("too-many-cases", f"{cases:,} cases with queues are more than the {MOST_CASES:,} played")
    staffing = Staffing(subject)
    staffing.refuse()
    procedure = subject.procedure
    promises = {(promise.from_, promise.to): promise for promise in procedure.promises}
    total = sum(stream.share for stream in subject.segments)
    levels = [*list(accumulate(stream.share / total for stream in subject.segments))[:-1], 1.0]
    book = Book(cases, len(promises), progress)
    scripts = [SimulationModel(subject, stream) for stream in subject.segments]
    floor = QueueEngine(staffing, scripts, levels, seed, tuple(promises), book.close, book.stop)
    whole = floor.run(int(cases * WARM_UP), cases)
    progress(cases, cases)
    n = book.closed
    lead = book.lead[:n]
    over = np.flatnonzero(lead >= 0)
    return SimulationResult(
        id=procedure.id,
        title=procedure.title,
        cases=n,
        seed=seed,
        queues=True,
        lead_time=_one_after_the_other(lead[over]),
        customer_minutes=_one_after_the_other(book.sums[CUSTOMER, :n]),
        staff_minutes=_one_after_the_other(book.sums[STAFF, :n]),
        wait_ours=_one_after_the_other(book.sums[OURS, :n], percentiles=False),
        wait_customer=_one_after_the_other(book.sums[CUSTOMERS_TURN, :n], percentiles=False),
        wait_third=_one_after_the_other(book.sums[THIRD, :n], percentiles=False),
        ends=ends_reached(subject, book.ends, max(n, 1)),
        unfinished=rounded(1 - len(over) / n) if n else 1.0,
        timed_out=rounded(book.timed_out / n) if n else 0.0,
        promises=tuple(
            tried(subject, pair, procedure.calendar.elapsed(promise.within.high), book.took[at, :n])
            for at, (pair, promise) in enumerate(promises.items())
        ),
        workload=_workload(staffing, floor),
        capped=_capped(book, cases, whole),
        assumed=assumptions(subject),
        unknown=silent(subject),
        notes=(*_overload(staffing), *limits_of_the_model(subject, queues=True)),
    )


def _one_after_the_other(values: Floats, percentiles: bool = True) -> Distribution:
    """A spread whose error knows that cases depend on those before them."""
    found = spread(values)
    kept = found if percentiles else Distribution(mean=found.mean, error=0.0)
    return kept.model_copy(update={"error": in_a_row(values)})


def _workload(staffing: Staffing, floor: QueueEngine) -> tuple[Workload, ...]:
    begin, end = floor.window[0], min(floor.window[1], floor.now)
    length = max(end - begin, 1e-9)
    opened = max(floor.hours.worked(end) - floor.hours.worked(begin), 1e-9)
    parties = staffing.subject.procedure.parties
    return tuple(
        Workload(
            party=id,
            name=parties[id].name or id,
            capacity=desk.capacity,
            utilisation=rounded(desk.busy / opened / desk.capacity),
            queue_mean=rounded(desk.waits / length),
            queue_most=desk.most,
            wait_mean=rounded(desk.waited / desk.served) if desk.served else 0.0,
            visits=desk.served,
        )
        for id, desk in zip(staffing.limited, floor.desks, strict=True)
    )


def _capped(book: Book, cases: int, whole: bool) -> tuple[str, ...]:
    said = []
    if not whole:
        said.append(
            f"after {MOST_EVENTS:,} events the simulation stopped: {book.closed:,} of {cases:,} cases are closed"
        )
    if book.cut:
        said.append(f"{book.cut:,} cases were taken out after {MOST_VISITS_OF_A_CASE:,} visits of steps each")
    return tuple(said)


def _overload(staffing: Staffing) -> Sequence[str]:
    parties = staffing.subject.procedure.parties
    return [
        f"{parties[id].name or id} would have to work {load * 100:.0f} % of the opening hours: the queue grows for as "
        "long as it lasts, so times depend on the number of cases played"
        for id, load in staffing.load.items()
        if load >= 1
    ]
