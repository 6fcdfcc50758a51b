"""Tokens that wait for one another at a join."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.model import Gather, SimulationModel
from frictionaudit.analysis.simulate.token_batch import TokenBatch, in_turn, latest_of_each, together


class Waiting:
    """What has come to each join and waits there for the rest."""

    def __init__(self, script: SimulationModel, block: int) -> None:
        self._block = block
        self._ways_in = {step: len(arcs) for step, arcs in script.subject.graph.incoming.items()}
        self._here: dict[str, dict[int, TokenBatch]] = {}
        self._owed: dict[str, NDArray[np.intp]] = {}

    @property
    def stuck(self) -> int:
        """Tokens that still wait."""
        return sum(crowd.size for ways in self._here.values() for crowd in ways.values())

    def come(self, step: str, kind: Gather, arrivals: Sequence[tuple[int, TokenBatch]]) -> TokenBatch:
        """Take in what arrives, and give out what goes on."""
        if kind == "merge":
            return latest_of_each(together([crowd for _, crowd in arrivals], self._block, True))[0]
        if kind == "fed":
            return self._fed(step, [crowd for _, crowd in arrivals])
        here = self._here.setdefault(step, {})
        for slot, crowd in arrivals:
            here[slot] = together([here[slot], crowd], self._block, True) if slot in here else crowd
        if len(here) < self._ways_in[step]:
            return TokenBatch(0)
        return self._all(step, here)

    def _all(self, step: str, here: dict[int, TokenBatch]) -> TokenBatch:
        """The n-th token of a case over each way goes on as one, when the last of them is there."""
        crowds = list(here.values())
        if all(crowd.cases is None for crowd in crowds):
            del self._here[step]
            latest = crowds[0].when()
            for crowd in crowds[1:]:
                latest = np.maximum(latest, crowd.when())
            return TokenBatch(self._block, None, latest)
        turns = {slot: in_turn(crowd) for slot, crowd in here.items()}
        deep = max(int(turn.max(initial=0)) for _, turn in turns.values()) + 1
        keys = {slot: crowd.who() * deep + turn for slot, (crowd, turn) in turns.items()}
        common = next(iter(keys.values()))
        for key in keys.values():
            common = np.intersect1d(common, key, assume_unique=True)
        latest = np.zeros(len(common), dtype=np.float32)
        for slot, (crowd, _) in turns.items():
            at = np.searchsorted(keys[slot], common)
            np.maximum(latest, crowd.when()[at], out=latest)
            rest = np.ones(crowd.size, dtype=bool)
            rest[at] = False
            here[slot] = crowd.take(np.flatnonzero(rest))
        self._here[step] = {slot: crowd for slot, crowd in here.items() if crowd.size}
        everyone = deep == 1 and len(common) == self._block
        return TokenBatch(len(common), None if everyone else common // deep, latest)

    def expect(self, join: str, crowd: TokenBatch, begun: NDArray[np.intp]) -> None:
        """Note how many branches of an inclusive split will come to its join, and how often it is to be passed."""
        owed, passes = self._owed.setdefault(join, np.zeros((2, self._block), dtype=np.intp))
        np.add.at(owed, crowd.who(), np.maximum(begun, 1))
        np.add.at(passes, crowd.who(), 1)

    def _fed(self, step: str, arrivals: Sequence[TokenBatch]) -> TokenBatch:
        """A case goes on when all branches that were begun are there."""
        here = self._here.pop(step, {})
        everyone = together([*here.values(), *arrivals], self._block, True)
        crowd, numbers = latest_of_each(everyone)
        owed, passes = self._owed[step]
        ready = numbers >= owed[crowd.who()]
        late = np.isin(everyone.who(), crowd.who()[~ready])
        if late.any():
            self._here[step] = {0: everyone.take(np.flatnonzero(late))}
        gone = crowd.take(np.flatnonzero(ready))
        times = passes[gone.who()]
        owed[gone.who()] = passes[gone.who()] = 0
        return gone.take(np.repeat(np.arange(gone.size), times))
