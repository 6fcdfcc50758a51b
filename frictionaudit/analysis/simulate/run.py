"""A procedure played through many times without queues: percentiles, ends, promises."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.caveats import assumptions, limits_of_the_model, silent
from frictionaudit.analysis.simulate.model import CUSTOMER, CUSTOMERS_TURN, OURS, STAFF, THIRD, SimulationModel
from frictionaudit.analysis.simulate.preconditions import MOST_VISITS, refuse
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import Sums, rounded, spread
from frictionaudit.analysis.simulate.vector_engine import MOST_ROUNDS, Block
from frictionaudit.results.simulation import EndReached, PromiseTried, SimulationResult

BLOCK = 65_536
"""Cases that are played together: few enough for the processor's cache, enough to forget about Python."""
Progress = Callable[[int, int], None]


def nothing(done: int, total: int) -> None:
    """Report no progress."""


class Played:
    """Everything that is kept of the cases: three amounts of each, sums of the others."""

    def __init__(self, subject: Subject, cases: int, promises: Sequence[tuple[str, str]]) -> None:
        self.subject, self.promises = subject, promises
        self.lead: Floats = np.empty(cases, dtype=np.float32)
        self.customer: Floats = np.empty(cases, dtype=np.float32)
        self.staff: Floats = np.empty(cases, dtype=np.float32)
        self.took: list[Floats] = [np.empty(cases, dtype=np.float32) for _ in promises]
        self.waits = {OURS: Sums(), CUSTOMERS_TURN: Sums(), THIRD: Sums()}
        self.ends: dict[str, int] = {}
        self.cases = self.visits = self.cut = self.stuck = 0

    def take(self, block: Block) -> None:
        """Keep what a block brought."""
        here = slice(self.cases, self.cases + block.size)
        self.lead[here], self.customer[here], self.staff[here] = block.lead, block.sums[CUSTOMER], block.sums[STAFF]
        for n, took in enumerate(block.taken):
            self.took[n][here] = took
        for turn, sums in self.waits.items():
            sums.take(block.sums[turn])
        for step, number in block.ends.items():
            self.ends[step] = self.ends.get(step, 0) + number
        self.cases += block.size
        self.visits += block.visits
        self.cut += block.cut
        self.stuck += block.stuck


def played(
    subject: Subject,
    cases: int,
    seed: int,
    promises: Sequence[tuple[str, str]] = (),
    progress: Progress = nothing,
    most_rounds: int = MOST_ROUNDS,
) -> Played:
    """Play cases block by block; each block has a random generator of its own, from the seed and its number."""
    refuse(subject, cases)
    kept = Played(subject, cases, promises)
    for group, (script, number) in enumerate(_shared_out(subject, cases)):
        for block, begin in enumerate(range(0, number, BLOCK)):
            size = min(BLOCK, number - begin)
            if kept.visits >= MOST_VISITS:
                return kept
            rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(group, block))))
            kept.take(Block(script, size, rng, promises).play(MOST_VISITS - kept.visits, most_rounds))
            progress(kept.cases, cases)
    return kept


def _shared_out(subject: Subject, cases: int) -> Iterator[tuple[SimulationModel, int]]:
    """How many of the cases belong to each group of customers, without leaving that to chance."""
    upto = [0.0]
    for stream in subject.segments:
        upto.append(upto[-1] + stream.share)
    counts = [round(cases * level / upto[-1]) for level in upto]
    for stream, (begin, end) in zip(subject.segments, pairwise(counts), strict=True):
        yield SimulationModel(subject, stream), end - begin


def simulate(subject: Subject, cases: int = 100_000, seed: int = 1, progress: Progress = nothing) -> SimulationResult:
    """Play a procedure many times, each stated time drawn from its distribution, and say what came of it.

    Waiting takes the times that the page states; nobody queues for anybody. Same procedure, number and seed give the
    same result to the last digit. Raises UsageError for too few or too many cases, InputError for a procedure
    that has no beginning or never ends.
    """
    procedure = subject.procedure
    promises = {(promise.from_, promise.to): promise for promise in procedure.promises}
    kept = played(subject, cases, seed, tuple(promises), progress)
    n = kept.cases
    lead = kept.lead[:n]
    ended = int(np.count_nonzero(lead >= 0))
    if ended < n:
        lead = lead[lead >= 0]
    return SimulationResult(
        id=procedure.id,
        title=procedure.title,
        cases=n,
        seed=seed,
        queues=False,
        lead_time=spread(lead),
        customer_minutes=spread(kept.customer[:n]),
        staff_minutes=spread(kept.staff[:n]),
        wait_ours=kept.waits[OURS].spread(),
        wait_customer=kept.waits[CUSTOMERS_TURN].spread(),
        wait_third=kept.waits[THIRD].spread(),
        ends=ends_reached(subject, kept.ends, n),
        unfinished=rounded(1 - ended / n),
        promises=tuple(
            tried(subject, pair, procedure.calendar.elapsed(promise.within.high), kept.took[at][:n])
            for at, (pair, promise) in enumerate(promises.items())
        ),
        capped=_capped(kept, cases),
        assumed=assumptions(subject),
        unknown=silent(subject),
        notes=limits_of_the_model(subject, queues=False),
    )


def _capped(kept: Played, cases: int) -> tuple[str, ...]:
    said = []
    if kept.cases < cases:
        said.append(f"after {MOST_VISITS:,} visits of steps no further case was begun: {kept.cases:,} of {cases:,}")
    if kept.cut:
        said.append(f"{kept.cut:,} cases were still in a loop when the cap on rounds or visits was reached")
    if kept.stuck:
        said.append(f"{kept.stuck:,} branches wait at a join for others that never come")
    return tuple(said)


def ends_reached(subject: Subject, ends: dict[str, int], cases: int) -> tuple[EndReached, ...]:
    """Where cases stopped, the most frequent place first."""
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


def tried(subject: Subject, pair: tuple[str, str], promised: float | None, took: Floats) -> PromiseTried:
    """One promise against the cases that went its way; infinite are those that did not."""
    real = took[np.isfinite(took)]
    return PromiseTried(
        key=">".join(pair),
        from_step=subject.procedure.label(pair[0]),
        to_step=subject.procedure.label(pair[1]),
        promised=None if promised is None else rounded(promised),
        cases=len(real),
        kept=rounded(float(np.mean(real <= np.float32(promised) * (1 + 1e-6)))) if promised and len(real) else None,
        time=spread(real),
    )
