"""How cases in one queue depend on those before them, and how many of them are worth one independent case."""

from __future__ import annotations

import math
from dataclasses import dataclass

_BUSY, _SATURATED = 0.7, 0.85
"""Loads from which heavy-traffic theory helps to tell the error of a mean, and from which times are exponential."""
_MOSTLY = 0.5


@dataclass(frozen=True)
class Dependence:
    """The load of the busiest party, and how many cases are worth one independent one as far as its queue goes.

    The latter is the integrated autocorrelation time, 2 (1 + c²) ρ / (1 − ρ)² cases, where c² is the squared
    coefficient of variation of the work that a case brings: that of reflected Brownian motion (Whitt 1989, Planning
    queueing simulations; not read first-hand) with ρ for ρ², which also meets M/M/1 at a load of 0.7 and 0.8.
    `queue` is the variance of the minutes in the queue; what else varies
    in a case's time is its own.
    """

    load: float = 0.0
    cases: float = 1.0
    queue: float = math.inf

    @property
    def busy(self) -> bool:
        """Whether theory helps."""
        return self.load >= _BUSY

    def saturates(self, variance: float) -> bool:
        """Whether times with this variance are all but those in the queue, and all but exponential."""
        return self.load >= _SATURATED and self._shared(variance) >= _MOSTLY

    def alike(self, variance: float, played: int) -> float:
        """Number of cases that tell as much about a mean as one independent case; `variance` is that of the minutes."""
        return max(1.0, self._shared(variance) * self._within(played))

    def alike_in_share(self, share: float, variance: float, played: int) -> float:
        """Number of cases that tell as much about a share within a time as one independent case.

        For an indicator of an exponential time the autocorrelation lasts 1 + (1 − p) ln(1 − p) / p times as long as for
        the time itself, which follows from the variance constant of reflected Brownian motion.
        """
        shared = self._shared(variance)
        shorter = 1 + (1 - share) * math.log1p(-share) / share
        return max(1.0, shared * (shared * shorter + 1 - shared) * self._within(played))

    def _within(self, played: int) -> float:
        """A play hardly longer than the dependence shows less of it, by 5/8 of their ratio for a first term."""
        return self.cases / (1 + 0.625 * self.cases / max(1, played))

    def _shared(self, variance: float) -> float:
        """The part of a variance that is due to the queue, and so shared with the cases nearby."""
        return min(1.0, self.queue / variance) if variance > 0 else 1.0


NONE = Dependence()
