"""Vectorised simulation: a block of cases played step by step, all tokens of a step at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.decisions import choose_limited, choose_some, exclusive
from frictionaudit.analysis.simulate.join_buffer import JoinBuffer
from frictionaudit.analysis.simulate.model import SimulationModel, VisitPart
from frictionaudit.analysis.simulate.promise_clocks import PromiseClocks
from frictionaudit.analysis.simulate.sampling import SLICES, Floats, Sampler, lost
from frictionaudit.analysis.simulate.token_batch import TokenBatch, merge_batches
from frictionaudit.analysis.simulate.totals import Totals
from frictionaudit.analysis.simulate.work import BATCH
from frictionaudit.analysis.simulate.working_time import Moments

MOST_ROUNDS = 10_000
"""A case still in a loop after this many rounds is cut off and counted as unfinished."""
_ALL_BITS = 2**64 - 1
OUTSIDE = -1.0
"""Lead time of a case that reached no end."""


class Block:
    """A block of simulated cases; random numbers are drawn in the order of the steps."""

    def __init__(
        self, model: SimulationModel, size: int, rng: np.random.Generator, promises: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.model, self.size, self.rng = model, size, rng
        self.lead = np.full(size, OUTSIDE, dtype=np.float32)
        self.totals = Totals(size, model.plural)
        self.ends: dict[str, int] = {}
        self.work = 0
        """Visits of steps, and what their batches cost beside."""
        self.cut = 0
        """Tokens cut off in a loop when the cap was reached."""
        self.stuck = 0
        """Tokens left at a join whose other branches never arrive."""
        self._joins = JoinBuffer(model, size)
        self._stopped = np.full(size, np.inf, dtype=np.float32)
        """When an end that stops the case was reached."""
        self._numbers = np.empty(size, dtype=np.float32)
        self._inbox: dict[str, list[tuple[int, TokenBatch]]] = {}
        self._taken: dict[str, NDArray[np.uint32]] = {}
        """How often each case has taken each branch of a decision with a limit."""
        self.beyond = np.zeros(size if model.tails else 0, dtype=np.uint16)
        """How many times of each case lie beyond the last quantile that the page states."""
        self.promises = PromiseClocks(promises, size, len(self.beyond))

    @cached_property
    def born(self) -> Moments:
        """When each case arrives; drawn apart, so that all else is the same with or without a calendar."""
        assert isinstance(self.rng.bit_generator.seed_seq, np.random.SeedSequence)
        (seed,) = self.rng.bit_generator.seed_seq.spawn(1)
        u = 1.0 - np.random.Generator(np.random.SFC64(seed)).random(self.size)
        return self.model.working.arrivals(u)

    def play(self, budget: float = float("inf"), most_rounds: int = MOST_ROUNDS) -> Block:
        """Play all cases; a loop is left once the budget of work or rounds is used up."""
        entries = self.model.subject.graph.entries
        begin = TokenBatch(self.size)
        if len(entries) == 1:
            self._send(entries[0], -1, begin)
        else:
            entry_of = (self._even(self.size) * len(entries)).astype(np.intp)
            for n, entry in enumerate(entries):
                self._send(entry, -1, begin.take(np.flatnonzero(entry_of == n)))
        graph = self.model.subject.graph
        place = {step: n for n, step in enumerate(self.model.subject.procedure.in_reading_order())}
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
                if rounds >= most_rounds or self.work > budget:
                    self.cut += sum(batch.size for step in steps for _, batch in self._inbox.pop(step, ()))
        self.totals.settle()
        self.lead = np.where(np.isfinite(self._stopped), self._stopped, self.lead)
        self.stuck = self._joins.stuck(self._stopped)
        return self

    def _even(self, size: int) -> Floats:
        """Uniform random numbers, in a buffer that the next call overwrites."""
        numbers = self._numbers[:size] if size <= self.size else np.empty(size, dtype=np.float32)
        self.rng.random(dtype=np.float32, out=numbers)
        return numbers

    def _drawn(self, sampler: Sampler, size: int) -> Floats:
        """Sampled durations, in a buffer that the next call overwrites; four from each 64 random bits."""
        bits = self.rng.integers(0, _ALL_BITS, -(-size // 4), dtype=np.uint64, endpoint=True)
        numbers = self._numbers[:size] if size <= self.size else np.empty(size, dtype=np.float32)
        which = bits.view(np.uint16)[:size]
        which &= SLICES - 1
        return np.take(sampler.table, which, out=numbers, mode="wrap")  # wrap: no bounds check is needed

    def _send(self, step: str, slot: int, batch: TokenBatch) -> None:
        if batch.size:
            self._inbox.setdefault(step, []).append((slot, batch))

    def _at(self, step: str) -> None:
        arrivals = self._inbox.pop(step, None)
        if not arrivals:
            return
        kind = self.model.gather[step]
        if kind == "each":
            batch = merge_batches([batch for _, batch in arrivals], self.size, self.model.plural)
        else:
            batch = self._joins.receive(step, kind, [(slot, batch.served()) for slot, batch in arrivals])
        if batch.size:
            self.work += batch.size + BATCH
            batch = self._visit(step, batch)
            self.promises.pass_step(step, batch, self.beyond)
            self._go_on(step, batch)

    def _visit(self, step: str, batch: TokenBatch) -> TokenBatch:
        """One visit of a step; a customer at a counter and the clerk there spend the same minutes."""
        parts, services = self.model.parts[step], self.model.services
        if not services.counters and not services.joint:
            return self._do(parts, batch)
        if step in self.model.looked_through:
            after = self._do(parts, batch)
            after.counter = batch.counter
            return after
        if step not in services.clerks:
            batch = batch.served()
        sides = {clock: np.zeros(batch.size, dtype=np.float32) for clock in ("counter", "work")}
        after = self._do(parts, batch, sides)
        if step in services.counters:
            after.counter = sides["counter"]
        elif step in services.clerks or step in services.joint:
            if batch.counter is not None:
                np.maximum(sides["counter"], batch.counter, out=sides["counter"])
            after.tick(np.maximum(sides["counter"], sides["work"]), mine=False)
        return after

    def _do(
        self, parts: Sequence[VisitPart], batch: TokenBatch, sides: Mapping[str, Floats] | None = None
    ) -> TokenBatch:
        """Apply the parts of a visit: clock time, effort and waiting; `sides` takes up what passes at a counter."""
        after = TokenBatch(batch.size, batch.cases, batch.clock, batch.since)
        mine = not self.model.plural  # tokens of one case may share a clock
        sure: dict[int, float] = {}
        for part in parts:
            factor = self.model.factor(part)
            always = part.sampler.fixed
            drawn = self._drawn(part.sampler, batch.size) if always is None and part.share is None else None
            if part.share is not None:
                drawn = lost(part.sampler, self._even(batch.size) < part.share, self._drawn)
            if drawn is not None and part.sampler.limit is not None:
                np.add.at(self.beyond, batch.who(), drawn > part.sampler.limit)
            mine = self._pass(part, after, drawn, sides, mine)
            if part.into is None:
                continue
            if drawn is not None:
                self.totals.add(part.into, batch, drawn if factor == 1.0 else drawn * np.float32(factor))
            else:
                sure[part.into] = sure.get(part.into, 0.0) + (always or 0.0) * factor
        for into, minutes in sure.items():
            self.totals.add_fixed(into, batch, minutes)
        return after

    def _pass(
        self,
        part: VisitPart,
        after: TokenBatch,
        drawn: Floats | None,
        sides: Mapping[str, Floats] | None,
        mine: bool,
    ) -> bool:
        """Let the time of a part pass, on the clock or at the counter; whether the clock is the batch's own now."""
        minutes: Floats | float = drawn if drawn is not None else part.sampler.fixed or 0.0
        if sides is not None and part.clock in sides:
            sides[part.clock].__iadd__(np.float32(minutes) if drawn is None else drawn)
            return mine
        if not part.elapses:
            return mine
        if part.unit != "clock" and (drawn is not None or minutes):
            after.tick(self._working(part, after, minutes), mine)
            return True
        if drawn is not None:
            after.tick(drawn, mine)
            return True
        after.since += part.sampler.fixed or 0.0
        return mine

    def _working(self, part: VisitPart, batch: TokenBatch, average: Floats | float) -> Floats:
        """Minutes on the clock until working time has passed, for each token from where it is."""
        now = batch.when() + self.born[batch.who()]
        return self.model.working.passing(now, np.asarray(average, dtype=np.float64), part.unit).astype(np.float32)

    def _go_on(self, step: str, batch: TokenBatch) -> None:
        outgoing = self.model.outgoing[step]
        match outgoing.route:
            case "stop":
                if self.model.subject.procedure.steps[step].stops:
                    np.minimum.at(self._stopped, batch.who(), batch.when())
                self.ends[step] = self.ends.get(step, 0) + batch.size
                if batch.cases is None:
                    np.maximum(self.lead, batch.when(), out=self.lead)
                elif self.model.plural:
                    np.maximum.at(self.lead, batch.cases, batch.when())
                else:
                    self.lead[batch.cases] = batch.when()
            case "all":
                for target, slot in zip(outgoing.targets, outgoing.slots, strict=True):
                    self._send(target, slot, batch)
            case "some":
                self._some(step, batch)
            case "one":
                for target, slot, chosen in self._decide(step, batch):
                    self._send(target, slot, chosen)

    def _decide(self, step: str, batch: TokenBatch) -> list[tuple[str, int, TokenBatch]]:
        """The tokens that take each branch of an exclusive decision."""
        outgoing = self.model.outgoing[step]
        if outgoing.limits:
            return self._limited(step, batch)
        return exclusive(outgoing, batch, self._even)

    def _limited(self, step: str, batch: TokenBatch) -> list[tuple[str, int, TokenBatch]]:
        """Each token takes one branch that its case has not taken as often as it can; the shares of others rise."""
        outgoing, cases = self.model.outgoing[step], batch.who()
        taken = self._taken.setdefault(step, np.zeros((len(outgoing.targets), self.size), dtype=np.uint32))
        chosen = choose_limited(outgoing, taken, cases, self._even(batch.size))
        return [
            (target, outgoing.slots[n], batch.take(np.flatnonzero(chosen == n)))
            for n, target in enumerate(outgoing.targets)
        ]

    def _some(self, step: str, batch: TokenBatch) -> None:
        """One branch or several."""
        outgoing = self.model.outgoing[step]
        chosen = choose_some(outgoing, batch.size, self._even)
        for target, slot, taken in zip(outgoing.targets, outgoing.slots, chosen, strict=True):
            self._send(target, slot, batch.take(np.flatnonzero(taken)))
        begun = chosen.sum(axis=0, dtype=np.intp)
        for join in outgoing.ticket:
            self._joins.expect(join, batch, begun)
            self._send(join, -1, batch.take(np.flatnonzero(begun == 0)))
