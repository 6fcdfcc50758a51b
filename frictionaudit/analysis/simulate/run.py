"""Simulation without queues: percentiles, ends and promises."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from frictionaudit.analysis.flow.promise_path import unsaid
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.caveats import (
    arrivals,
    assumptions,
    goes_apart,
    limits_of_the_model,
    untimed_steps,
)
from frictionaudit.analysis.simulate.intervals import dependent, independent, of_dependent_share, of_share
from frictionaudit.analysis.simulate.model import CUSTOMER, CUSTOMERS_TURN, OURS, STAFF, THIRD, SimulationModel
from frictionaudit.analysis.simulate.preconditions import refuse
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import LEVELS, Sums, rounded
from frictionaudit.analysis.simulate.stretches import Stretch
from frictionaudit.analysis.simulate.vector_engine import MOST_ROUNDS, Block
from frictionaudit.analysis.simulate.work import cases_within, limit
from frictionaudit.analysis.simulate.working_time import Moments, working_time
from frictionaudit.domain.procedure import Promise
from frictionaudit.results.simulation import Distribution, EndReached, Interval, PromiseTried, SimulationResult

BLOCK = 65_536
"""Cases per block: few enough for the processor's cache, large enough to amortise interpreter overhead."""
Progress = Callable[[int, int], None]


def nothing(done: int, total: int) -> None:
    """Ignore progress."""


class PlayedCases:
    """Results of the simulated cases: three values per case, running sums of the others."""

    def __init__(self, subject: Subject, cases: int, promises: Sequence[tuple[str, str]]) -> None:
        self.subject, self.promises = subject, promises
        self.lead: Floats = np.empty(cases, dtype=np.float32)
        self.customer: Floats = np.empty(cases, dtype=np.float32)
        self.staff: Floats = np.empty(cases, dtype=np.float32)
        self.took: list[Floats] = [np.empty(cases, dtype=np.float32) for _ in promises]
        self.begun: list[Floats] = [np.empty(cases, dtype=np.float32) for _ in promises]  # since the case was born
        self.unsure = [np.zeros(cases, dtype=bool) for _ in promises]
        self.born: Moments = np.empty(cases)
        self.unsure_lead = np.zeros(cases, dtype=bool)
        self.waits = {OURS: Sums(), CUSTOMERS_TURN: Sums(), THIRD: Sums()}
        self.ends: dict[str, int] = {}
        self.cases = self.work = self.cut = self.stuck = 0

    def take(self, block: Block) -> None:
        """Add the results of a block."""
        here = slice(self.cases, self.cases + block.size)
        minutes = block.totals.sums
        self.lead[here], self.customer[here], self.staff[here] = block.lead, minutes[CUSTOMER], minutes[STAFF]
        self.born[here] = block.born
        for n, took in enumerate(block.promises.taken):
            self.took[n][here] = took
            self.begun[n][here] = block.promises.begun[n]
            if len(block.beyond):
                self.unsure[n][here] = block.promises.unsure[n]
        if len(block.beyond):
            self.unsure_lead[here] = block.beyond > 0
        for turn, sums in self.waits.items():
            sums.take(minutes[turn])
        for step, number in block.ends.items():
            self.ends[step] = self.ends.get(step, 0) + number
        self.cases += block.size
        self.work += block.work
        self.cut += block.cut
        self.stuck += block.stuck

    @property
    def whole(self) -> Stretch:
        """From the arrival to the end, for the cases that come to an end."""
        over = np.flatnonzero(self.lead[: self.cases] >= 0)
        working = working_time(self.subject.procedure.calendar)
        return Stretch(self.lead[over], self.born[over], self.unsure_lead[over], working, self.cases)

    def stretch(self, n: int) -> Stretch:
        """The n-th promise, for the cases that pass both its ends."""
        through = np.flatnonzero(np.isfinite(self.took[n][: self.cases]))
        working = working_time(self.subject.procedure.calendar)
        begun = self.born[through] + self.begun[n][through]
        return Stretch(self.took[n][through], begun, self.unsure[n][through], working, self.cases)

    def reached(self, n: int) -> float:
        """Share of the cases that come to the step at which the n-th promise begins."""
        return float(np.isfinite(self.begun[n][: self.cases]).mean())


def play_cases(
    subject: Subject,
    cases: int,
    seed: int,
    promises: Sequence[tuple[str, str]] = (),
    progress: Progress = nothing,
    most_rounds: int = MOST_ROUNDS,
    most_work: int | None = None,
) -> PlayedCases:
    """Simulate cases block by block; each block has its own generator, seeded by the seed and its number.

    Fewer cases are begun where all would take more than `most_work`; by default that is the limit for their number.
    """
    refuse(subject, cases)
    most_work = limit(cases) if most_work is None else most_work
    cases = cases_within(subject, cases, most_work)
    played = PlayedCases(subject, cases, promises)
    for group, (model, number) in enumerate(_cases_per_segment(subject, cases)):
        for block, begin in enumerate(range(0, number, BLOCK)):
            size = min(BLOCK, number - begin)
            rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(group, block))))
            played.take(Block(model, size, rng, promises).play(most_work - played.work, most_rounds))
            progress(played.cases, cases)
    return played


def _cases_per_segment(subject: Subject, cases: int) -> Iterator[tuple[SimulationModel, int]]:
    """Stratified allocation: the number of cases per customer segment is not random."""
    upto = [0.0]
    for segment in subject.segments:
        upto.append(upto[-1] + segment.share)
    counts = [round(cases * level / upto[-1]) for level in upto]
    for segment, (begin, end) in zip(subject.segments, pairwise(counts), strict=True):
        yield SimulationModel(subject, segment), end - begin


def simulate(subject: Subject, cases: int = 20_000, seed: int = 1, progress: Progress = nothing) -> SimulationResult:
    """Simulate a procedure, each stated time drawn from its distribution.

    Waits are as stated; nothing queues. The same procedure, number and seed give the same result to the last
    digit. Raises UsageError for too few or too many cases, InputError for a procedure
    that has no beginning or never ends.
    """
    procedure = subject.procedure
    promises = {(promise.from_, promise.to): promise for promise in procedure.promises}
    played = play_cases(subject, cases, seed, tuple(promises), progress)
    n = played.cases
    whole = played.whole
    return SimulationResult(
        id=procedure.id,
        title=procedure.title,
        cases=n,
        seed=seed,
        arrive=arrivals(subject),
        queues=False,
        lead_time=spread_of(whole),
        customer_minutes=independent(played.customer[:n]),
        staff_minutes=independent(played.staff[:n]),
        wait_ours=played.waits[OURS].spread(),
        wait_customer=played.waits[CUSTOMERS_TURN].spread(),
        wait_third=played.waits[THIRD].spread(),
        ends=ends_reached(subject, played.ends, n),
        unfinished=rounded(1 - whole.cases / n),
        promises=tuple(
            promise_outcome(subject, promise, played.stretch(at), played.reached(at))
            for at, promise in enumerate(promises.values())
        ),
        capped=_capped(played, cases),
        assumed=assumptions(subject),
        unknown=untimed_steps(subject),
        notes=limits_of_the_model(subject, queues=False),
        parallel=goes_apart(subject),
    )


def _capped(played: PlayedCases, cases: int) -> tuple[str, ...]:
    limits_reached = []
    if played.cases < cases:
        limits_reached.append(f"only {played.cases:,} of {cases:,} cases were begun: each passes too many steps")
    if played.cut:
        limits_reached.append(f"{played.cut:,} cases were still in a loop when the limit on rounds or work was reached")
    if played.stuck:
        limits_reached.append(f"{played.stuck:,} branches wait at a join for others that never come")
    return tuple(limits_reached)


def ends_reached(subject: Subject, ends: dict[str, int], cases: int) -> tuple[EndReached, ...]:
    """Ends of the cases, most frequent first."""
    steps, label = subject.procedure.steps, subject.procedure.label
    return tuple(
        EndReached(
            step=step,
            name=label(step),
            outcome=steps[step].outcome,
            share=rounded(number / cases),
            error=rounded(math.sqrt(max(0.0, number / cases * (1 - number / cases)) / cases)),
            drawn=step in subject.procedure.ends,
        )
        for step, number in sorted(ends.items(), key=lambda item: (-item[1], item[0]))
    )


def spread_of(stretch: Stretch) -> Distribution:
    """How long the cases take. The mean counts what the page states; a percentile beyond that is not known."""
    alike, took, most = stretch.dependence, stretch.took, stretch.at_most
    found = independent(took, most) if alike is None else dependent(took, alike, most)
    if not stretch.unsure.any():
        return found
    update: dict[str, float | Interval | None] = {}
    for level, key in zip(LEVELS, ("p50", "p80", "p90"), strict=True):
        value = stretch.percentile(level)
        update[key] = None if value is None else rounded(value)
        if value is None:
            update[f"{key}_interval"] = None
    return found.model_copy(update=update)


def comes_again(subject: Subject, step: str) -> bool:
    """Whether some cases come to a step more than once."""
    first, visits = subject.reached(step), subject.visits(step).value
    return first is not None and visits > first * (1 + 1e-6)


def promise_outcome(subject: Subject, promise: Promise, stretch: Stretch, reached: float) -> PromiseTried:
    """A promise against the cases that pass both its ends."""
    within = promise.within.high
    share = stretch.share(within)
    interval = None
    if share is not None:
        alike, kept = stretch.dependence, stretch.kept(within)
        interval = of_share(share, stretch.cases) if alike is None else of_dependent_share(kept, alike)
    untimed, doubtful = bool(unsaid(subject, promise)), stretch.cases > 0 and stretch.doubtful(within)
    return PromiseTried(
        key=promise.key,
        from_step=subject.procedure.label(promise.from_),
        to_step=subject.procedure.label(promise.to),
        again=comes_again(subject, promise.to),
        promised=rounded(subject.procedure.calendar.elapsed(within)),
        within=str(within),
        cases=stretch.cases,
        reached=rounded(reached),
        kept=share,
        kept_interval=interval,
        at_most=doubtful or (untimed and stretch.cases > 0),
        at_least=stretch.surely(within) if doubtful and not untimed else None,
        time=spread_of(stretch),
    )
