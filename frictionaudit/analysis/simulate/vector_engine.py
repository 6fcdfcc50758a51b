"""One block of cases played from start to end, step by step, all cases of a step at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from frictionaudit.analysis.simulate.join_buffer import Waiting
from frictionaudit.analysis.simulate.model import SimulationModel, VisitPart
from frictionaudit.analysis.simulate.sampling import SLICES, Floats, Sampler
from frictionaudit.analysis.simulate.token_batch import TokenBatch, together

MOST_ROUNDS = 10_000
"""A case that is still in a loop after so many rounds is taken out, and counted as unfinished."""
_ALL_BITS = 2**64 - 1
OUTSIDE = -1.0
"""Lead time of a case that came to no end."""


class Block:
    """What happened to the cases of a block; random numbers are drawn in the order of the steps, float32 at a time."""

    def __init__(
        self, script: SimulationModel, size: int, rng: np.random.Generator, promises: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.script, self.size, self.rng = script, size, rng
        self.lead = np.full(size, OUTSIDE, dtype=np.float32)
        self.sums = [np.zeros(size, dtype=np.float32) for _ in range(5)]
        self.base = [0.0] * 5
        self.ends: dict[str, int] = {}
        self.visits = 0
        self.cut = 0
        """Tokens that were taken out of a loop when the cap was reached."""
        self.stuck = 0
        """Tokens that wait at a join for others that never come."""
        self._waiting = Waiting(script, size)
        self._numbers = np.empty(size, dtype=np.float32)
        self._inbox: dict[str, list[tuple[int, TokenBatch]]] = {}
        self._promises = promises
        self._begun = [np.full(size, np.inf, dtype=np.float32) for _ in promises]
        self.taken = [np.full(size, np.inf, dtype=np.float32) for _ in promises]
        """Minutes each promise took; infinite for a case that did not go its way."""

    def play(self, budget: float = float("inf"), most_rounds: int = MOST_ROUNDS) -> Block:
        """Play all cases; a loop that has used up the budget of visits or rounds is left."""
        entries = self.script.subject.graph.entries
        begin = TokenBatch(self.size)
        if len(entries) == 1:
            self._send(entries[0], -1, begin)
        else:
            door = (self._even(self.size) * len(entries)).astype(np.intp)
            for n, entry in enumerate(entries):
                self._send(entry, -1, begin.take(np.flatnonzero(door == n)))
        graph = self.script.subject.graph
        place = {step: n for n, step in enumerate(self.script.subject.procedure.in_reading_order())}
        loops = set(graph.loops)
        for component in graph.components:
            steps = sorted(component, key=place.__getitem__)
            rounds = 0
            while any(self._inbox.get(step) for step in steps):
                for step in steps:
                    self._at(step)
                rounds += 1
                if component not in loops:
                    break
                if rounds >= most_rounds or self.visits > budget:
                    self.cut += sum(crowd.size for step in steps for _, crowd in self._inbox.pop(step, ()))
        for n in range(5):
            if self.base[n]:
                self.sums[n] += np.float32(self.base[n])
        self.stuck = self._waiting.stuck
        return self

    def _even(self, size: int) -> Floats:
        """Even random numbers, in a place that the next ones overwrite."""
        numbers = self._numbers[:size] if size <= self.size else np.empty(size, dtype=np.float32)
        self.rng.random(dtype=np.float32, out=numbers)
        return numbers

    def _drawn(self, sampler: Sampler, size: int) -> Floats:
        """Lengths of time, in a place that the next ones overwrite; four are drawn from each 64 random bits."""
        bits = self.rng.integers(0, _ALL_BITS, -(-size // 4), dtype=np.uint64, endpoint=True)
        numbers = self._numbers[:size] if size <= self.size else np.empty(size, dtype=np.float32)
        which = bits.view(np.uint16)[:size]
        which &= SLICES - 1
        return np.take(sampler.table, which, out=numbers, mode="wrap")  # wrap: nothing to check, none is beyond

    def _send(self, step: str, slot: int, crowd: TokenBatch) -> None:
        if crowd.size:
            self._inbox.setdefault(step, []).append((slot, crowd))

    def _at(self, step: str) -> None:
        arrivals = self._inbox.pop(step, None)
        if not arrivals:
            return
        kind = self.script.gather[step]
        if kind == "each":
            crowd = together([crowd for _, crowd in arrivals], self.size, self.script.plural)
        else:
            crowd = self._waiting.come(step, kind, arrivals)
        if crowd.size:
            self.visits += crowd.size
            crowd = self._do(self.script.parts[step], crowd)
            self._done(step, crowd)
            self._go_on(step, crowd)

    def _do(self, parts: Sequence[VisitPart], crowd: TokenBatch) -> TokenBatch:
        """What one visit takes: time on the clock, and the minutes of whoever is busy or waiting."""
        after = TokenBatch(crowd.size, crowd.cases, crowd.clock, crowd.since)
        mine = not self.script.plural  # where a case can be in two places, they share their clock until now
        sure: dict[int, float] = {}
        for part in parts:
            factor = self.script.factor(part)
            always = part.sampler.fixed
            if always is None:
                drawn = self._drawn(part.sampler, crowd.size)
                if part.elapses:
                    after.tick(drawn, mine)
                    mine = True
                if part.into is not None:
                    self._add(part.into, crowd, drawn if factor == 1.0 else drawn * np.float32(factor))
                continue
            if part.elapses:
                after.since += always
            if part.into is not None:
                sure[part.into] = sure.get(part.into, 0.0) + always * factor
        for into, minutes in sure.items():
            self._add_fixed(into, crowd, minutes)
        return after

    def _add(self, into: int, crowd: TokenBatch, minutes: Floats) -> None:
        sums = self.sums[into]
        if crowd.cases is None:
            sums += minutes
        elif self.script.plural:
            sums += np.bincount(crowd.cases, minutes, self.size).astype(np.float32)
        else:
            sums[crowd.cases] += minutes

    def _add_fixed(self, into: int, crowd: TokenBatch, minutes: float) -> None:
        if crowd.cases is None:
            self.base[into] += minutes
        elif self.script.plural:
            times = np.bincount(crowd.cases, minlength=self.size)
            self.sums[into] += times.astype(np.float32) * np.float32(minutes)
        elif minutes:
            self.sums[into][crowd.cases] += np.float32(minutes)

    def _done(self, step: str, crowd: TokenBatch) -> None:
        """Stop the clocks of promises that end here, and start those that begin."""
        for n, (begin, end) in enumerate(self._promises):
            if step == end:
                who, took = crowd.who(), crowd.when() - self._begun[n][crowd.who()]
                right = np.flatnonzero(took >= 0)
                np.minimum.at(self.taken[n], who[right], took[right])
            if step == begin:
                np.minimum.at(self._begun[n], crowd.who(), crowd.when())

    def _go_on(self, step: str, crowd: TokenBatch) -> None:
        ways = self.script.ways[step]
        match ways.route:
            case "stop":
                self.ends[step] = self.ends.get(step, 0) + crowd.size
                if crowd.cases is None:
                    np.maximum(self.lead, crowd.when(), out=self.lead)
                elif self.script.plural:
                    np.maximum.at(self.lead, crowd.cases, crowd.when())
                else:
                    self.lead[crowd.cases] = crowd.when()
            case "all":
                for target, slot in zip(ways.targets, ways.slots, strict=True):
                    self._send(target, slot, crowd)
            case "some":
                self._some(step, crowd)
            case "one":
                for target, slot, chosen in self._one(ways.levels, ways.targets, ways.slots, crowd):
                    self._send(target, slot, chosen)

    def _one(
        self, levels: Sequence[float], targets: Sequence[str], slots: Sequence[int], crowd: TokenBatch
    ) -> list[tuple[str, int, TokenBatch]]:
        """Each token goes one way; what the shares leave over goes nowhere."""
        sure = [n for n, level in enumerate(levels) if level - (levels[n - 1] if n else 0.0) >= 1.0]
        if sure:
            return [(targets[sure[0]], slots[sure[0]], crowd)]
        u = self._even(crowd.size)
        if len(levels) == 2 and levels[1] >= 1.0:
            first = u < levels[0]
            chosen = (np.flatnonzero(first), np.flatnonzero(~first))
            return [(targets[n], slots[n], crowd.take(chosen[n])) for n in (0, 1)]
        way = np.searchsorted(np.asarray(levels, dtype=np.float32), u, side="right")
        return [(target, slots[n], crowd.take(np.flatnonzero(way == n))) for n, target in enumerate(targets)]

    def _some(self, step: str, crowd: TokenBatch) -> None:
        """One branch or several: each as often as its share says, and none at all as seldom as shares allow."""
        ways = self.script.ways[step]
        u = self._even(crowd.size)
        begun = np.zeros(crowd.size, dtype=np.intp)
        below = 0.0
        for target, slot, level in zip(ways.targets, ways.slots, ways.levels, strict=True):
            taken = np.floor(u + np.float32(level)) > np.floor(u + np.float32(below))
            begun += taken
            self._send(target, slot, crowd.take(np.flatnonzero(taken)))
            below = level
        for join in ways.ticket:
            self._waiting.expect(join, crowd, begun)
            self._send(join, -1, crowd.take(np.flatnonzero(begun == 0)))
