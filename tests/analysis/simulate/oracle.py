"""The same models in simpy, written down independently; times in minutes."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import simpy

from frictionaudit.analysis.simulate.hours import Hours

Draw = Callable[[random.Random], float]


class Office:
    """Desks with limited staff in opening hours; cases arrive at random, and the first tenth is not counted."""

    def __init__(self, hours: Hours, desks: dict[str, int], per_week: float, cases: int, seed: int = 7) -> None:
        self.hours, self.per_week, self.cases, self.warm = hours, per_week, cases, cases // 10
        self.env = simpy.Environment()
        self.chance = random.Random(seed)
        self.desks = {id: simpy.PriorityResource(self.env, number) for id, number in desks.items()}
        self.lead: list[float] = []
        self.waits: dict[tuple[str, int], list[float]] = {}
        self.stayed: dict[str, list[bool]] = {}

    def run(self, way: Callable[[], Iterator[Any]]) -> list[float]:
        """Lead times of the counted cases, each of which goes one way."""
        self.env.process(self._arrivals(way))
        self.env.run()
        return sorted(self.lead)

    def _arrivals(self, way: Callable[[], Iterator[Any]]) -> Iterator[Any]:
        for number in range(self.cases + 2 * self.warm):
            yield self.env.timeout(self.chance.expovariate(self.per_week / 10_080))
            self.env.process(self._case(number, way))

    def _case(self, number: int, way: Callable[[], Iterator[Any]]) -> Iterator[Any]:
        born = self.env.now
        yield from way()
        if self.warm <= number < self.warm + self.cases:
            self.lead.append(self.env.now - born)

    def served(self, desk: str, work: float, priority: int = 0, patience: float = math.inf) -> Iterator[Any]:
        """Wait for the doors, for a free hand, and until the work is done; return whether the customer stayed for it.

        How long each customer waited is kept by desk and priority, and of those who stay or go by desk.
        """
        yield self.env.timeout(self.hours.opens(self.env.now) - self.env.now)
        began = self.env.now
        with self.desks[desk].request(priority=priority) as request:
            if patience < math.inf:
                yield request | self.env.timeout(patience)
            else:
                yield request
            self.waits.setdefault((desk, priority), []).append(self.env.now - began)
            self.stayed.setdefault(desk, []).append(request.triggered)
            if not request.triggered:
                return False
            yield self.env.timeout(self.hours.opens(self.env.now) - self.env.now)
            yield self.env.timeout(self.hours.after(self.env.now, work) - self.env.now)
        return True


def level(ordered: list[float], q: float) -> float:
    return ordered[min(len(ordered) - 1, int((len(ordered) + 1) * q) - 1)]
