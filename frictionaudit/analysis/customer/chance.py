"""Chance on a single walk: lengths of time, shares of paths, and breakdowns, from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from frictionaudit.domain.procedure import CustomerGroup, Flow
from frictionaudit.domain.quantities import Calendar, Duration


class Chance:
    """Draws from a seed; the same seed gives the same walk."""

    def __init__(self, seed: int, calendar: Calendar) -> None:
        self._random, self._calendar = Random(seed), calendar

    def waited(self, time: Duration) -> float:
        """Minutes on the clock of one wait."""
        return self._drawn(time, [self._calendar.elapsed(point) for point in time.points])

    def worked(self, time: Duration) -> float:
        """Minutes of somebody's effort."""
        return self._drawn(time, [self._calendar.touch(point) for point in time.points])

    def happens(self, share: float) -> bool:
        """Whether something that happens in a share of the cases happens now."""
        return self._random.random() < share

    def path(self, step: str, flows: Sequence[Flow], group: CustomerGroup | None) -> Flow:
        """One of several flows, by their shares; where no share is known, each is as likely."""
        weights = [share_of(step, flow, group) for flow in flows]
        known = sum(weight for weight in weights if weight is not None)
        open_ = sum(weight is None for weight in weights)
        rest = max(0.0, 1.0 - known) / open_ if open_ else 0.0
        filled = [rest if weight is None else weight for weight in weights]
        return self._random.choices(list(flows), filled if any(filled) else None)[0]

    def _drawn(self, time: Duration, minutes: list[float]) -> float:
        """A range is uniform, three points are triangular, quantiles are interpolated."""
        if time.quantiles:
            level = self._random.random()
            levels, heights = [0.0, *time.quantiles, 1.0], [minutes[0], *minutes, minutes[-1]]
            n = next(i for i in range(1, len(levels)) if level <= levels[i])
            part = (level - levels[n - 1]) / (levels[n] - levels[n - 1]) if levels[n] > levels[n - 1] else 1.0
            return heights[n - 1] + part * (heights[n] - heights[n - 1])
        if len(minutes) == 1:
            return minutes[0]
        if len(minutes) == 2:
            return self._random.uniform(*minutes)
        return self._random.triangular(minutes[0], minutes[2], minutes[1])


def share_of(step: str, flow: Flow, group: CustomerGroup | None) -> float | None:
    """The share of a flow, of the group's own where it has one; None where it is not known."""
    own = group.flows.get(f"{step}>{flow.key}") if group else None
    share = own or flow.share
    return share.value if share else None
