"""Times in queues without a formula, from many independent chains played side by side, long after their beginning."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_SETTLING, _WATCHED = 8.0, 16
"""Relaxation times, of 1 / (1 − load)² cases, before a chain is settled, and during which it is then watched."""
_DAY, _OPENS, _OPEN = 1440.0, 540.0, 480.0
"""Minutes of a day, of its opening, and until it closes: 9 to 17, Monday to Friday."""


@lru_cache
def lindley(load: float, mean: float, triangle: tuple[float, float, float], chains: int = 6_000) -> Floats:
    """Times in M/G/1 with triangular service, by Lindley's recursion."""
    chance, wait = np.random.default_rng(5), np.zeros(chains)
    settle, thin = _spacing(load)
    kept = []
    for n in range(settle + _WATCHED * thin):
        service = chance.triangular(*triangle, chains)
        if n >= settle and n % thin == 0:
            kept.append(wait + service)
        wait = np.maximum(0.0, wait + service - chance.exponential(mean / load, chains))
    return np.concatenate(kept)


def _spacing(load: float) -> tuple[int, int]:
    return round(_SETTLING / (1 - load) ** 2), max(1, round(1 / (1 - load) ** 2))


@dataclass
class TwoDesks:
    """Chains of one line before two desks, in open minutes; some cases go to the end of the line once more."""

    gap: float
    service: tuple[float, float]
    """Shortest and longest service; all in between are equally likely."""
    again: float
    chains: int
    chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(5))

    def __post_init__(self) -> None:
        self.all = np.arange(self.chains)
        self.events = np.full((3, self.chains), np.inf)  # the next arrival, and when each desk is done
        self.events[0] = self.chance.exponential(self.gap, self.chains)
        self.at_desk = np.zeros((2, self.chains))
        self.line, self.first = np.zeros((self.chains, 64)), np.zeros(self.chains, dtype=np.int64)
        self.length = np.zeros(self.chains, dtype=np.int64)

    def step(self) -> Floats:
        """One event of each chain; the open minutes that the cases took which it ends."""
        kind = self.events.argmin(axis=0)
        now = self.events[kind, self.all]
        came = self.all[kind == 0]
        self.events[0, came] = now[came] + self.chance.exponential(self.gap, len(came))
        self._queue(came, now[came])
        served = self.all[kind > 0]
        desk = kind[served] - 1
        born, done = self.at_desk[desk, served], now[served]
        self.events[desk + 1, served] = np.inf
        back = self.chance.random(len(served)) < self.again
        self._queue(served[back], born[back])
        for each in (0, 1):
            free = self.all[np.isinf(self.events[each + 1]) & (self.length > 0)]
            self._begin(each, free, now[free])
        return np.asarray((done - born)[~back])

    def _queue(self, chains: NDArray[np.int64], born: Floats) -> None:
        """To the end of the line, which is made longer where it is full."""
        size = self.line.shape[1]
        if self.length.max(initial=0) == size:
            order = (self.first[:, None] + np.arange(size)) % size
            self.line = np.hstack([np.take_along_axis(self.line, order, axis=1), np.zeros_like(self.line)])
            self.first[:] = 0
            size *= 2
        self.line[chains, (self.first[chains] + self.length[chains]) % size] = born
        self.length[chains] += 1

    def _begin(self, desk: int, chains: NDArray[np.int64], now: Floats) -> None:
        self.at_desk[desk, chains] = self.line[chains, self.first[chains]]
        self.first[chains] = (self.first[chains] + 1) % self.line.shape[1]
        self.length[chains] -= 1
        self.events[desk + 1, chains] = now + self.chance.uniform(*self.service, len(chains))


@lru_cache
def two_desks(load: float, gap: float, service: tuple[float, float], again: float, chains: int = 6_000) -> Floats:
    """Minutes by the clock that cases take at two desks in office hours; they come at any open minute alike."""
    played = TwoDesks(gap, service, again, chains)
    events = 1 + 1 / (1 - again)  # of a case: it comes, and is served once or more
    settle, thin = (round(n * events) for n in _spacing(load))
    kept = []
    for n in range(settle + _WATCHED * thin):
        took = played.step()
        if n >= settle and n % thin < _WATCHED:
            kept.append(took)
    took = np.concatenate(kept)
    came = played.chance.uniform(0, 5 * _OPEN, len(took))
    return _clock(came + took) - _clock(came)


def _clock(worked: Floats) -> Floats:
    """The clock time at which a number of open minutes has passed, in minutes from a Monday at 0:00."""
    days, minutes = np.divmod(worked, _OPEN)
    weeks, days = np.divmod(days, 5)
    return np.asarray((weeks * 7 + days) * _DAY + _OPENS + minutes)
