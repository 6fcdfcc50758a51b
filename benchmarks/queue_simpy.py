"""One desk with rework in opening hours, in simpy: the same model as `queue_models` describes on a page."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from frictionaudit.analysis.simulate.hours import Hours

Chance = Callable[[], float]


@dataclass(frozen=True)
class Desk:
    """Cases come after `gap` open minutes on average, and are served again with the probability `again`."""

    hours: Hours
    gap: float
    servers: int
    again: float
    service: Callable[[float], float]
    """The minutes of a service, from a random number."""


def times(desk: Desk, seed: int, warm: int, cases: int) -> np.ndarray:
    """The times of the cases after the warm-up, in the order in which they come.

    Random numbers are drawn when the engine draws them, so that the same seed gives the same cases: the next arrival
    when a case comes, the minutes when its service begins, and whether it comes again when the service is done.
    """
    import simpy

    environment, chance = simpy.Environment(), random.Random(seed).random
    resource, lead = simpy.Resource(environment, desk.servers), np.full(cases, np.nan)
    left = cases

    def case(number: int) -> Any:
        nonlocal left
        born, back = environment.now, True
        while back:
            with resource.request() as request:
                yield request
                yield environment.timeout(desk.hours.opens(environment.now) - environment.now)
                done = desk.hours.after(environment.now, desk.service(chance()))
                yield environment.timeout(done - environment.now)
            back = desk.again > 0 and chance() < desk.again
        if 0 <= number - warm < cases:
            lead[number - warm] = environment.now - born
            left -= 1

    def arrivals() -> Any:
        number, worked = 0, -math.log(1 - chance()) * desk.gap
        while left:
            yield environment.timeout(max(0.0, desk.hours.when(worked) - environment.now))
            worked -= math.log(1 - chance()) * desk.gap
            environment.process(case(number))
            number += 1

    environment.process(arrivals())
    environment.run()
    return lead
