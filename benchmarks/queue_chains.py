"""One line before some desks, many independent copies side by side: times where no formula is, without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Draw = Callable[[np.random.Generator, int], Floats]
"""So many minutes of service."""
_SETTLING, _WATCHED = 8.0, 16
"""Relaxation times, of 1 / (1 − load)² cases, before a chain is settled, and during which it is then watched."""
_DAY, _OPENS, _OPEN = 1440.0, 540.0, 480.0
"""Minutes of a day, of its opening, and until it closes: 9 to 17, Monday to Friday."""


@dataclass(frozen=True)
class Line:
    """Cases come at random, `gap` open minutes apart; some go to the end of the line once more."""

    gap: float
    draw: Draw
    desks: int = 1
    again: float = 0.0
    in_hours: bool = False
    """Whether it is open 9 to 17 on weekdays, else always."""

    def clock(self, worked: Floats) -> Floats:
        """The time, in minutes from a Monday at 0:00, at which a number of open minutes has passed."""
        if not self.in_hours:
            return worked
        days, minutes = np.divmod(worked, _OPEN)
        weeks, days = np.divmod(days, 5)
        return np.asarray((weeks * 7 + days) * _DAY + _OPENS + minutes)


class Ended(NamedTuple):
    """Cases that end at an event: in which chain, when they came and end, and their first wait, in open minutes."""

    chains: Indices
    born: Floats
    done: Floats
    queued: Floats


class Chains:
    """Independent copies of a line, each an event further with every step."""

    def __init__(self, line: Line, chains: int, seed: int = 5) -> None:
        self.line, self.chains, self.chance = line, chains, np.random.default_rng(seed)
        self.all = np.arange(chains)
        self.now = np.zeros(chains)
        self.came = np.zeros(chains, dtype=np.int64)
        self._events = np.full((1 + line.desks, chains), np.inf)  # the next arrival, and when each desk is done
        self._events[0] = self.chance.exponential(line.gap, chains)
        self._at_desk = np.zeros((2, line.desks, chains))  # when a case came, and its first wait
        self._cases, self._first = np.zeros((2, chains, 64)), np.zeros(chains, dtype=np.int64)
        self._length = np.zeros(chains, dtype=np.int64)

    def step(self) -> Ended:
        """One event of each chain."""
        line, kind = self.line, self._events.argmin(axis=0)
        self.now = now = self._events[kind, self.all]
        came = self.all[kind == 0]
        self.came[came] += 1
        self._events[0, came] = now[came] + self.chance.exponential(line.gap, len(came))
        self._queue(came, np.stack([now[came], np.full(len(came), np.nan)]))
        served = self.all[kind > 0]
        desk = kind[served] - 1
        about, done = self._at_desk[:, desk, served], now[served]
        self._events[desk + 1, served] = np.inf
        if line.again:
            back = self.chance.random(len(served)) < line.again
            self._queue(served[back], about[:, back])
            served, about, done = served[~back], about[:, ~back], done[~back]
        for each in range(line.desks):
            free = self.all[np.isinf(self._events[each + 1]) & (self._length > 0)]
            self._begin(each, free, now[free])
        return Ended(served, about[0], done, about[1])

    def _queue(self, chains: Indices, about: Floats) -> None:
        """To the end of the line, which is made longer where it is full."""
        size = self._cases.shape[2]
        if self._length.max(initial=0) == size:
            order = (self._first[:, None] + np.arange(size)) % size
            self._cases = np.concatenate(
                [np.take_along_axis(self._cases, order[None], axis=2), np.zeros_like(self._cases)], axis=2
            )
            self._first[:] = 0
            size *= 2
        self._cases[:, chains, (self._first[chains] + self._length[chains]) % size] = about
        self._length[chains] += 1

    def _begin(self, desk: int, chains: Indices, now: Floats) -> None:
        born, queued = self._cases[:, chains, self._first[chains]]
        self._at_desk[:, desk, chains] = born, np.where(np.isnan(queued), now - born, queued)
        self._first[chains] = (self._first[chains] + 1) % self._cases.shape[2]
        self._length[chains] -= 1
        self._events[desk + 1, chains] = now + self.line.draw(self.chance, len(chains))


@dataclass(frozen=True)
class Play:
    """The counted cases of one chain, as they end."""

    took: NDArray[np.float32]
    """Minutes on the clock."""
    queued: NDArray[np.float32]
    """Open minutes of the first wait."""


def plays(line: Line, warm: int, cases: int, chains: int, seed: int) -> list[Play]:
    """So many simulations of a line: the cases after the warm-up, until all have ended."""
    played = Chains(line, chains, seed)
    begins, ends, closed = np.full(chains, np.inf), np.full(chains, np.inf), np.zeros(chains, dtype=np.int64)
    rows = []
    while (closed < cases).any():
        ended = played.step()
        for moments, number in ((begins, warm + 1), (ends, warm + cases + 1)):
            new = (played.came == number) & np.isinf(moments)
            moments[new] = played.now[new]
        counted = (ended.born >= begins[ended.chains]) & (ended.born < ends[ended.chains])
        at, born, done, queued = (column[counted] for column in ended)
        closed[at] += 1
        rows.append((at, (line.clock(done) - line.clock(born)).astype(np.float32), queued.astype(np.float32)))
    at, took, queued = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.argsort(at, kind="stable")
    took, queued = took[order].reshape(chains, cases), queued[order].reshape(chains, cases)
    return [Play(*each) for each in zip(took, queued, strict=True)]


@lru_cache
def settled(line: Line, load: float, chains: int = 6_000) -> Floats:
    """Minutes on the clock that cases take long after the beginning; they come at any open minute of a week alike."""
    played, kept = Chains(line, chains), []
    events = 1 + 1 / (1 - line.again)  # of a case: it comes, and is served once or more
    settle, thin = (round(n * events) for n in (_SETTLING / (1 - load) ** 2, max(1.0, 1 / (1 - load) ** 2)))
    for n in range(settle + _WATCHED * thin):
        ended = played.step()
        if n >= settle and n % thin < _WATCHED:
            kept.append(ended.done - ended.born)
    took = np.concatenate(kept)
    came = played.chance.uniform(0, 5 * _OPEN, len(took))
    return line.clock(came + took) - line.clock(came)
