"""Buffers of the joins: tokens that wait for the other branches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.model import Gather, SimulationModel
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.token_batch import TokenBatch, arrival_order, latest_of_each, merge_batches


class JoinBuffer:
    """Tokens that have reached each join and wait there."""

    def __init__(self, model: SimulationModel, block: int) -> None:
        self._block = block
        self._incoming = {step: len(arcs) for step, arcs in model.subject.graph.incoming.items()}
        self._here: dict[str, dict[int, TokenBatch]] = {}
        self._owed: dict[str, NDArray[np.intp]] = {}

    def stuck(self, stopped: Floats) -> int:
        """Number of tokens that still wait, those of stopped cases left out."""
        waiting = [batch for slots in self._here.values() for batch in slots.values()]
        return sum(int(np.isinf(stopped[batch.who()]).sum()) for batch in waiting)

    def receive(self, step: str, kind: Gather, arrivals: Sequence[tuple[int, TokenBatch]]) -> TokenBatch:
        """Take in arriving tokens; returns those that go on."""
        if kind == "merge":
            return latest_of_each(merge_batches([batch for _, batch in arrivals], self._block, True))[0]
        if kind == "fed":
            return self._fed(step, [batch for _, batch in arrivals])
        here = self._here.setdefault(step, {})
        for slot, batch in arrivals:
            here[slot] = merge_batches([here[slot], batch], self._block, True) if slot in here else batch
        if len(here) < self._incoming[step]:
            return TokenBatch(0)
        return self._all(step, here)

    def _all(self, step: str, here: dict[int, TokenBatch]) -> TokenBatch:
        """The n-th tokens of a case, one per branch, go on as one token at the latest of their times."""
        batches = list(here.values())
        if all(batch.cases is None for batch in batches):
            del self._here[step]
            latest = batches[0].when()
            for batch in batches[1:]:
                latest = np.maximum(latest, batch.when())
            return TokenBatch(self._block, None, latest)
        turns = {slot: arrival_order(batch) for slot, batch in here.items()}
        deep = max(int(turn.max(initial=0)) for _, turn in turns.values()) + 1
        keys = {slot: batch.who() * deep + turn for slot, (batch, turn) in turns.items()}
        common = next(iter(keys.values()))
        for key in keys.values():
            common = np.intersect1d(common, key, assume_unique=True)
        latest = np.zeros(len(common), dtype=np.float32)
        for slot, (batch, _) in turns.items():
            at = np.searchsorted(keys[slot], common)
            np.maximum(latest, batch.when()[at], out=latest)
            rest = np.ones(batch.size, dtype=bool)
            rest[at] = False
            here[slot] = batch.take(np.flatnonzero(rest))
        self._here[step] = {slot: batch for slot, batch in here.items() if batch.size}
        everyone = deep == 1 and len(common) == self._block
        return TokenBatch(len(common), None if everyone else common // deep, latest)

    def expect(self, join: str, batch: TokenBatch, begun: NDArray[np.intp]) -> None:
        """Record how many branches of an inclusive split will reach its join, and how often it fires."""
        owed, passes = self._owed.setdefault(join, np.zeros((2, self._block), dtype=np.intp))
        np.add.at(owed, batch.who(), np.maximum(begun, 1))
        np.add.at(passes, batch.who(), 1)

    def _fed(self, step: str, arrivals: Sequence[TokenBatch]) -> TokenBatch:
        """A case goes on once all branches it began have arrived."""
        here = self._here.pop(step, {})
        everyone = merge_batches([*here.values(), *arrivals], self._block, True)
        batch, numbers = latest_of_each(everyone)
        owed, passes = self._owed.setdefault(step, np.zeros((2, self._block), dtype=np.intp))
        ready = numbers >= owed[batch.who()]
        late = np.isin(everyone.who(), batch.who()[~ready])
        if late.any():
            self._here[step] = {0: everyone.take(np.flatnonzero(late))}
        gone = batch.take(np.flatnonzero(ready))
        alone = owed[gone.who()] == 0  # back from behind the join: nothing more can arrive
        times = np.where(alone, 1, passes[gone.who()])
        owed[gone.who()] = passes[gone.who()] = 0
        return gone.take(np.repeat(np.arange(gone.size), times))
