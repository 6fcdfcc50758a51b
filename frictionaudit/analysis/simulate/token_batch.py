"""Cases on their way together: which they are, and what time it is for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats

Cases = NDArray[np.intp]


@dataclass
class TokenBatch:
    """Tokens at one place. `cases` None means every case of the block once, in order; `clock` None means all at
    `since`, which is added to whatever the clock says."""

    size: int
    cases: Cases | None = None
    clock: Floats | None = None
    since: float = 0.0

    def take(self, chosen: Cases) -> TokenBatch:
        """Those at the chosen places."""
        cases = chosen if self.cases is None else self.cases[chosen]
        return TokenBatch(len(chosen), cases, None if self.clock is None else self.clock[chosen], self.since)

    def tick(self, minutes: Floats, mine: bool) -> None:
        """Let minutes pass; the clock is written over only where nobody else looks at it."""
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


def together(crowds: Sequence[TokenBatch], block: int, plural: bool) -> TokenBatch:
    """All tokens at one place; where every case is there once, in the order of the cases."""
    if len(crowds) == 1:
        return crowds[0]
    size = sum(crowd.size for crowd in crowds)
    same = len({crowd.since for crowd in crowds}) == 1
    since = crowds[0].since if same else 0.0
    timeless = same and all(crowd.clock is None for crowd in crowds)
    if size == block and not plural:
        if timeless:
            return TokenBatch(size, None, None, since)
        clock = np.empty(size, dtype=np.float32)
        for crowd in crowds:
            clock[crowd.who()] = _clock(crowd, same)
        return TokenBatch(size, None, clock, since)
    cases = np.concatenate([crowd.who() for crowd in crowds])
    if timeless:
        return TokenBatch(size, cases, None, since)
    return TokenBatch(size, cases, np.concatenate([_clock(crowd, same) for crowd in crowds]), since)


def _clock(crowd: TokenBatch, same: bool) -> Floats:
    if not same:
        return crowd.when()
    return np.zeros(crowd.size, dtype=np.float32) if crowd.clock is None else crowd.clock


def latest_of_each(crowd: TokenBatch) -> tuple[TokenBatch, NDArray[np.intp]]:
    """One token per case, at its latest time, and how many tokens of the case there were."""
    cases, times = crowd.who(), crowd.when()
    order = np.lexsort((times, cases))
    cases, times = cases[order], times[order]
    last = np.append(cases[1:] != cases[:-1], True)
    ends = np.flatnonzero(last)
    return TokenBatch(len(ends), cases[ends], times[ends]), np.diff(ends, prepend=-1)


def in_turn(crowd: TokenBatch) -> tuple[TokenBatch, NDArray[np.intp]]:
    """Tokens by case and time, and which of its case each one is, counted from 0."""
    cases, times = crowd.who(), crowd.when()
    order = np.lexsort((times, cases))
    cases, times = cases[order], times[order]
    first = np.append(True, cases[1:] != cases[:-1]) if len(cases) else np.zeros(0, dtype=bool)
    begins = np.flatnonzero(first)
    sizes = np.diff(np.append(begins, len(cases)))
    return TokenBatch(len(cases), cases, times), np.arange(len(cases)) - np.repeat(begins, sizes)
