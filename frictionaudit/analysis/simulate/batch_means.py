"""How far chance moves a mean of values that depend on those before them, from batches of them and from theory."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import Sums, Z

MOST, FEWEST = 32, 8
"""Batches of a long simulation, and the fewest that still tell a variance."""
_LONG = 10.0
"""Distances between independent cases that a batch must span for batches to be almost uncorrelated."""
_CORRELATED, _WORST = 0.1, 0.8
_TRUST, _FEW = 30, 30
"""Degrees of freedom of a variance by heavy-traffic theory, and the independent cases up to which it has them all.

Theory is about as good as 31 independent batches; in a longer play it counts for less, as batches tell by themselves.
"""


@dataclass(frozen=True)
class MeanVariance:
    """The variance of a mean, and on how many degrees of freedom it rests; infinite where that is plenty."""

    variance: float
    degrees: float = math.inf

    @property
    def half_width(self) -> float:
        """Half the 95 % interval, by Student's t."""
        return student(self.degrees) * math.sqrt(self.variance)

    def pooled(self, known: float, independent: float) -> MeanVariance:
        """Together with what theory says, each by its degrees of freedom: batches alone vary, theory alone may err.

        `independent` is how many independent cases the play is worth.
        """
        trust = _TRUST * min(1.0, _FEW / independent)
        if math.isinf(self.degrees):
            return MeanVariance(known, trust)
        degrees = self.degrees + trust
        return MeanVariance((self.degrees * self.variance + trust * known) / degrees, degrees)


def batch_means(values: Floats, apart: float = 1.0) -> MeanVariance:
    """The variance of a mean of autocorrelated values, by batch means.

    Batches hold ten times the values that are worth one independent value (`apart`), and grow until their means are
    all but uncorrelated; what correlation is left widens the interval (Law, Simulation Modeling and Analysis; not read
    first-hand).
    """
    if len(values) < 2 * MOST:
        sums = Sums()
        sums.take(values)
        return MeanVariance(sums.error**2)
    batches = max(FEWEST, min(MOST, int(len(values) / (_LONG * apart))))
    while True:
        means = _means(values, batches)
        means -= means.mean()
        squares = float(means @ means)
        if squares == 0.0:
            return MeanVariance(0.0)
        correlation = float(means[1:] @ means[:-1]) / squares + 1 / batches
        if correlation <= _CORRELATED or batches // 2 < FEWEST:
            break
        batches //= 2
    correlation = min(max(0.0, correlation - 0.5 / math.sqrt(batches)), _WORST)  # half its standard error is chance
    return MeanVariance(squares / (batches - 1) / batches * (1 + correlation) / (1 - correlation), batches - 1)


def _means(values: Floats, batches: int) -> NDArray[np.float64]:
    size = len(values) // batches
    return np.asarray(values[: size * batches].reshape(batches, size).mean(axis=1, dtype=np.float64))


def student(degrees: float) -> float:
    """The 97.5th percentile of Student's t (Cornish and Fisher's expansion; 0.1 % off from five degrees on)."""
    z = Z
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )
