"""How long simulated cases take from one step to another, and how many of them keep a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.dependence import Dependence
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.statistics import percentile, rank, rounded
from frictionaudit.analysis.simulate.working_time import Moments, WorkingTime
from frictionaudit.domain.quantities import Period

_UNKNOWN_DAYS = 2**40
_CLOSE = 1.1
"""Two percentiles that differ by less than this factor are told as one."""
SLACK = 1e-6
"""A time is kept if it is exceeded by no more than rounding."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """The cases that pass both ends, one value each."""

    took: Floats
    """Minutes on the clock."""
    begun: Moments
    """When they begin, on the calendar."""
    unsure: NDArray[np.bool_]
    """Whether a part of the time lies beyond the last quantile that the page states; it is longer then."""
    working: WorkingTime
    played: int
    """All cases played, those included that do not pass both ends."""
    dependence: Dependence | None = None
    """How they depend on those before them; None where each is played by itself."""

    @property
    def cases(self) -> int:
        return len(self.took)

    def percentile(self, level: float) -> float | None:
        """Elapsed minutes; None if there are too few cases, or if the page does not say."""
        least, most = self.at_least(level), percentile(self.at_most, level)
        if least is None or most is None or not self._says(level, least):
            return None
        return most if most <= least * _CLOSE else self._longest(self.took, least)

    def days_within(self, level: float) -> int | None:
        """Whole working days within which so large a share is done; None as for the percentile."""
        found = self._within(self.days, level)
        return None if found is None else int(found)

    def days_taken(self, level: float) -> float | None:
        """As `days_within`, with the last day only as far as it is needed: a margin on it is rounded up once."""
        taken = self.working.days_taken(self.begun, self.begun + self.took)
        return self._within(np.where(self.unsure, float(_UNKNOWN_DAYS), taken), level)

    def _within(self, values: NDArray[np.int64] | Moments, level: float) -> float | None:
        at, least = rank(self.cases, level), self.at_least(level)
        if at is None or least is None or not self._says(level, least):
            return None
        found = float(np.partition(values, at - 1)[at - 1])
        most = percentile(self.at_most, level) or 0.0
        return found if most <= least * _CLOSE else self._longest(values, least)

    def _says(self, level: float, least: float) -> bool:
        """Whether what the page leaves open hardly matters at a level, but for what chance explains.

        Cases beyond the last quantile take as long as it, or without end: the percentile is nearly the same.
        """
        if not self.unsure.any():
            return True
        chance = 3 * (level * (1 - level) / self.cases) ** 0.5
        earlier = percentile(self.at_most, max(level - chance, 0.0))
        return earlier is not None and earlier <= least * _CLOSE

    def _longest(self, values: NDArray[np.float32] | NDArray[np.int64] | Moments, least: float) -> float:
        """The largest value among cases that the page states in full, none of them longer than a time."""
        return float(values[~self.unsure & (self.took <= least)].max(initial=0))

    @cached_property
    def at_most(self) -> Floats:
        """The minutes of each case; infinite where the page does not say how long it takes."""
        return np.where(self.unsure, np.float32(np.inf), self.took) if self.unsure.any() else self.took

    def at_least(self, level: float) -> float | None:
        """As the percentile, but the least that it can be where the page does not say."""
        return percentile(self.took, level)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The fewest whole working days in which each case is done; a number beyond all where nobody says."""
        days = self.working.days_needed(self.begun, self.begun + self.took)
        return np.where(self.unsure, _UNKNOWN_DAYS, days) if self.unsure.any() else days

    def kept(self, period: Period) -> NDArray[np.bool_]:
        """Which cases are done within a period, counted from when each of them begins."""
        if not period.working:
            allowed = np.float32(self.working.calendar.elapsed(period))
            return np.asarray(self.took <= allowed * (1 + SLACK))
        return np.asarray(self.took <= self.working.deadline(self.begun, period) * (1 + SLACK) + SLACK)

    def share(self, period: Period) -> float | None:
        """Share of the cases within a period; None without any case."""
        return rounded(float(self.kept(period).mean())) if self.cases else None

    def share_nearly(self, period: Period, late: float) -> float | None:
        """As `share`, with the cases that exceed the period by no more than some minutes on the clock."""
        exceeds = self.took - self.working.deadline(self.begun, period)
        return rounded(float((exceeds <= late + SLACK).mean())) if self.cases else None

    def doubtful(self, period: Period) -> bool:
        """Whether some cases would be within a period by what the page says, but may take longer."""
        return bool((self.kept(period) & self.unsure).any())

    def surely(self, period: Period) -> float | None:
        """Share of the cases within a period whatever the page leaves open; None without any case."""
        return rounded(float((self.kept(period) & ~self.unsure).mean())) if self.cases else None

    def excess(self, period: Period, level: float) -> float | None:
        """By how much so large a share of the cases exceeds a period at most; negative if it keeps it."""
        late = self.took - self.working.deadline(self.begun, period)
        return percentile(np.asarray(late, dtype=np.float32), level)
