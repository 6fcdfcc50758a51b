"""When the promises of each case in a block begin, and how long they take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.token_batch import TokenBatch

Beyond = NDArray[np.uint16]
"""How many times of each case lie beyond the last quantile that the page states; empty if none can."""


class PromiseClocks:
    """The clocks of promises, each from the end of one step to the end of another."""

    def __init__(self, promises: Sequence[tuple[str, str]], size: int, tails: int) -> None:
        self._promises = promises
        self.begun = [np.full(size, np.inf, dtype=np.float32) for _ in promises]
        self.taken = [np.full(size, np.inf, dtype=np.float32) for _ in promises]
        """Minutes of each promise; infinite for a case that does not pass both ends."""
        self._beyond_at_begin = [np.zeros(tails, dtype=np.uint16) for _ in promises]
        self.unsure = [np.zeros(tails, dtype=bool) for _ in promises]
        """Whether a time beyond the last quantile stated is part of the promise."""

    def pass_step(self, step: str, batch: TokenBatch, beyond: Beyond) -> None:
        """Stop the clocks of promises that end at a step, and start those that begin there."""
        for n, (begin, end) in enumerate(self._promises):
            if step == end:
                who, took = batch.who(), batch.when() - self.begun[n][batch.who()]
                right = np.flatnonzero(took >= 0)
                first = right[np.isinf(self.taken[n][who[right]])]
                np.minimum.at(self.taken[n], who[right], took[right])
                if len(beyond):
                    cases = who[first]
                    self.unsure[n][cases] = beyond[cases] > self._beyond_at_begin[n][cases]
            if step == begin:
                if len(beyond):
                    first = batch.who()[np.isinf(self.begun[n][batch.who()])]
                    self._beyond_at_begin[n][first] = beyond[first]
                np.minimum.at(self.begun[n], batch.who(), batch.when())
