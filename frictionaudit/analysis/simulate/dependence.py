"""How cases in one queue depend on those before them, and how many of them are worth one independent case."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.sampling import Floats

_BUSY, _SATURATED = 0.7, 0.85
"""Loads from which heavy-traffic theory helps to tell the error of a mean, and from which times are exponential."""
_MOSTLY = 0.5


@dataclass(frozen=True, eq=False)
class Dependence:
    """The load of the busiest party, and how many cases are worth one independent one as far as its queue goes.

    The latter is the integrated autocorrelation time, 2 (1 + c²) ρ / (1 − ρ)² cases, where c² is the squared
    coefficient of variation of the work that a case brings: that of reflected Brownian motion (Whitt 1989, Planning
    queueing simulations; not read first-hand) with ρ for ρ², which also meets M/M/1 at a load of 0.7 and 0.8.
    """

    load: float = 0.0
    cases: float = 1.0
    backlog: Floats | None = field(default=None, repr=False)
    """What each case found when it came to that party: the open minutes of its first wait, −1 if it never came."""

    @property
    def busy(self) -> bool:
        """Whether theory helps."""
        return self.load >= _BUSY

    def of(self, cases: NDArray[np.intp]) -> Dependence:
        """The same of some cases."""
        return self if self.backlog is None else replace(self, backlog=self.backlog[cases])

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self.backlog, kind="stable") if self.backlog is not None else np.arange(0)

    def shared(self, values: Floats) -> float:
        """The part of a variance that is due to the backlog, and so shared with the cases nearby; 1 where not known.

        What is left are the differences between cases that found as good as the same backlog: half of their mean
        square is the rest of the variance (Rice 1984; not read first-hand).
        """
        if self.backlog is None or len(values) < 2:
            return 1.0
        apart = np.diff(values[self._order].astype(np.float64))
        variance = float(values.var(dtype=np.float64))
        return min(1.0, max(0.0, 1 - float(apart @ apart) / 2 / len(apart) / variance)) if variance > 0 else 1.0

    def saturates(self, shared: float) -> bool:
        """Whether times with this shared part are all but those in the queue, and all but exponential."""
        return self.load >= _SATURATED and shared >= _MOSTLY

    def alike(self, shared: float, played: int) -> float:
        """Number of cases that tell as much about a mean as one independent case."""
        return max(1.0, shared * self._within(played))

    def alike_in_share(self, share: float, shared: float, played: int) -> float:
        """Number of cases that tell as much about a share within a time as one independent case.

        For an indicator of an exponential time the autocorrelation lasts 1 + (1 − p) ln(1 − p) / p times as long as for
        the time itself, which follows from the variance constant of reflected Brownian motion. The less of the
        indicator the backlog decides, the more smoothly it does so.
        """
        shorter = 1 + (1 - share) * math.log1p(-share) / share
        return max(1.0, shared * (shared * shorter + 1 - shared) * self._within(played))

    def _within(self, played: int) -> float:
        """A play hardly longer than the dependence shows less of it, by 5/8 of their ratio for a first term."""
        return self.cases / (1 + 0.625 * self.cases / max(1, played))


NONE = Dependence()
