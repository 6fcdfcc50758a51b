"""Minutes of each case in a block, by whose they are."""

from __future__ import annotations

import numpy as np

from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.token_batch import TokenBatch

KINDS = 5


class Totals:
    """Minutes by the indices of `model`; `plural` where a case can have several tokens at a time."""

    def __init__(self, size: int, plural: bool) -> None:
        self._size, self._plural = size, plural
        self.sums = [np.zeros(size, dtype=np.float32) for _ in range(KINDS)]
        self._base = [0.0] * KINDS

    def settle(self) -> None:
        """Add what all cases have in common."""
        for n in range(KINDS):
            if self._base[n]:
                self.sums[n] += np.float32(self._base[n])

    def add(self, into: int, batch: TokenBatch, minutes: Floats) -> None:
        """Add the minutes of each token to its case."""
        sums = self.sums[into]
        if batch.cases is None:
            sums += minutes
        elif self._plural:
            sums += np.bincount(batch.cases, minutes, self._size).astype(np.float32)
        else:
            sums[batch.cases] += minutes

    def add_fixed(self, into: int, batch: TokenBatch, minutes: float) -> None:
        """Add the same minutes for each token."""
        if batch.cases is None:
            self._base[into] += minutes
        elif self._plural:
            times = np.bincount(batch.cases, minlength=self._size)
            self.sums[into] += times.astype(np.float32) * np.float32(minutes)
        elif minutes:
            self.sums[into][batch.cases] += np.float32(minutes)
