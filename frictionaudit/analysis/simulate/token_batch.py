"""A batch of tokens at one place: their cases and clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats

Cases = NDArray[np.intp]


@dataclass
class TokenBatch:
    """Tokens at one place. `cases` is None if every case of the block is there once, in order; `clock` is None if
    all are at time `since`, which is added to the clock."""

    size: int
    cases: Cases | None = None
    clock: Floats | None = None
    since: float = 0.0
    counter: Floats | None = None
    """Minutes that each customer has been at a counter and that have not passed on the clock yet."""

    def take(self, chosen: Cases) -> TokenBatch:
        """The tokens at some positions."""
        cases = chosen if self.cases is None else self.cases[chosen]
        return TokenBatch(
            len(chosen), cases, None if self.clock is None else self.clock[chosen], self.since, self._counter(chosen)
        )

    def _counter(self, chosen: Cases) -> Floats | None:
        return None if self.counter is None else self.counter[chosen]

    def served(self) -> TokenBatch:
        """The same tokens once the minutes at the counter have passed."""
        if self.counter is None:
            return self
        after = TokenBatch(self.size, self.cases, self.clock, self.since)
        after.tick(self.counter, mine=False)
        return after

    def tick(self, minutes: Floats, mine: bool) -> None:
        """Add minutes to the clock, in place if no other batch shares it."""
        if self.clock is None:
            self.clock = minutes.copy()
        elif mine:
            self.clock += minutes
        else:
            self.clock = np.add(self.clock, minutes)

    def who(self) -> Cases:
        return np.arange(self.size, dtype=np.intp) if self.cases is None else self.cases

    def when(self) -> Floats:
        """The time of each token, from the start of its case."""
        if self.clock is None:
            return np.full(self.size, self.since, dtype=np.float32)
        return self.clock + np.float32(self.since) if self.since else self.clock


def merge_batches(batches: Sequence[TokenBatch], block: int, plural: bool) -> TokenBatch:
    """Concatenate batches; in the order of the cases if every case is there once."""
    if len(batches) == 1:
        return batches[0]
    merged = _merged(batches, block, plural)
    if any(batch.counter is not None for batch in batches):
        counters = [np.zeros(batch.size, np.float32) if batch.counter is None else batch.counter for batch in batches]
        merged.counter = np.concatenate(counters)
        if merged.cases is None:  # in the order of the cases
            merged.counter[np.concatenate([batch.who() for batch in batches])] = merged.counter.copy()
    return merged


def _merged(batches: Sequence[TokenBatch], block: int, plural: bool) -> TokenBatch:
    size = sum(batch.size for batch in batches)
    same = len({batch.since for batch in batches}) == 1
    since = batches[0].since if same else 0.0
    timeless = same and all(batch.clock is None for batch in batches)
    if size == block and not plural:
        if timeless:
            return TokenBatch(size, None, None, since)
        clock = np.empty(size, dtype=np.float32)
        for batch in batches:
            clock[batch.who()] = _clock(batch, same)
        return TokenBatch(size, None, clock, since)
    cases = np.concatenate([batch.who() for batch in batches])
    if timeless:
        return TokenBatch(size, cases, None, since)
    return TokenBatch(size, cases, np.concatenate([_clock(batch, same) for batch in batches]), since)


def _clock(batch: TokenBatch, same: bool) -> Floats:
    if not same:
        return batch.when()
    return np.zeros(batch.size, dtype=np.float32) if batch.clock is None else batch.clock


def latest_of_each(batch: TokenBatch) -> tuple[TokenBatch, NDArray[np.intp]]:
    """One token per case at its latest time, and the number of tokens of each case."""
    cases, times = batch.who(), batch.when()
    order = np.lexsort((times, cases))
    cases, times = cases[order], times[order]
    last = np.append(cases[1:] != cases[:-1], True)
    ends = np.flatnonzero(last)
    return TokenBatch(len(ends), cases[ends], times[ends]), np.diff(ends, prepend=-1)


def arrival_order(batch: TokenBatch) -> tuple[TokenBatch, NDArray[np.intp]]:
    """Tokens ordered by case and time, and the index of each token within its case."""
    cases, times = batch.who(), batch.when()
    once = np.bincount(cases)
    if len(cases) and once.max() == 1:  # the usual case, which needs no sorting
        by_case = np.empty(len(once), dtype=np.float32)
        by_case[cases] = times
        cases = np.flatnonzero(once)
        return TokenBatch(len(cases), cases, by_case[cases]), np.zeros(len(cases), dtype=np.intp)
    order = np.lexsort((times, cases))
    cases, times = cases[order], times[order]
    first = np.append(True, cases[1:] != cases[:-1]) if len(cases) else np.zeros(0, dtype=bool)
    begins = np.flatnonzero(first)
    sizes = np.diff(np.append(begins, len(cases)))
    return TokenBatch(len(cases), cases, times), np.arange(len(cases)) - np.repeat(begins, sizes)
