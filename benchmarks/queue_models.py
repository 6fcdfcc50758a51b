"""Queues whose percentiles are known: M/M/1, M/M/3, M/G/1, and two desks with rework in opening hours."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from benchmarks.queue_chains import Draw, Floats, Line, settled
from benchmarks.queue_simpy import Desk
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.model import SimulationModel
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.domain.procedure import Procedure

ALWAYS, OFFICE = "Mon-Sun 00:00-24:00", "Mon-Fri 09:00-17:00"
OPEN_MINUTES = 2_400
"""A week, in office hours."""
LEVELS = {"p50": 0.5, "p80": 0.8, "p90": 0.9}
MINUTES = 10.0
"""Mean time of one service."""
AGAIN = 0.2
"""Cases that are served again, in the model with rework."""


@dataclass(frozen=True)
class Model:
    """A model with its page and the truth: mean, percentiles, share within the promise, and utilisation."""

    name: str
    load: float
    page: dict[str, Any]
    truth: dict[str, float]
    line: Line
    """The same as a line of its own, for many plays side by side."""

    @property
    def subject(self) -> Subject:
        """The procedure of its page."""
        return Subject(Procedure.model_validate(self.page))


def page(load: float, work: Any, servers: int, per_week: float, promise: float, hours: str = ALWAYS) -> dict[str, Any]:
    """One desk between start and end, with a promise in minutes."""
    return {
        "id": "p",
        "title": f"{load:g}",
        "parties": {"desk": {"side": "frontstage", "capacity": servers}},
        "steps": {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "effort": {"work": work}, "next": "e"},
            "e": {"kind": "end"},
        },
        "promises": [{"from": "s", "to": "e", "within": f"{promise:.6f}m"}],
        "volume": f"{per_week:.9f} per week",
        "calendar": {"hours": hours},
    }


def exponential(mean: float) -> dict[str, Any]:
    """An exponential time by quantiles, straight in between, whose mean is the one asked for."""
    levels = [*(n / 1000 for n in range(1, 990)), *(0.99 + n / 10_000 for n in range(100)), 0.99995, 0.99999]
    heights = [-math.log(1 - level) for level in levels]
    bounds, values = [0.0, *levels, 1.0], [heights[0], *heights, heights[-1]]
    drawn = sum((bounds[n + 1] - bounds[n]) * (values[n] + values[n + 1]) / 2 for n in range(len(bounds) - 1))
    return {"points": [{"minutes": mean * height / drawn} for height in heights], "quantiles": levels}


def a_week(load: float, servers: int) -> float:
    """Arrivals per week at a load, as the program counts a year."""
    return load * servers / MINUTES * 10_080


def _exponential(chance: np.random.Generator, number: int) -> Floats:
    return chance.exponential(MINUTES, number)


def _triangular(bounds: tuple[float, float, float], chance: np.random.Generator, number: int) -> Floats:
    return chance.triangular(*bounds, number)


def _uniform(bounds: tuple[float, float], chance: np.random.Generator, number: int) -> Floats:
    return chance.uniform(*bounds, number)


def always(load: float, draw: Draw, desks: int) -> Line:
    """A line at a load that is always open."""
    return Line(MINUTES / load / desks, draw, desks)


def m_m_1(load: float) -> Model:
    """Exponential times at one desk: the time in the system is exponential too."""
    mean = MINUTES / (1 - load)
    truth = {"mean": mean, **{key: -mean * math.log(1 - q) for key, q in LEVELS.items()}}
    truth |= {"kept": 1 - math.exp(-1.0), "busy": load}
    described = page(load, exponential(MINUTES), 1, a_week(load, 1), mean)
    return Model("M/M/1", load, described, truth, always(load, _exponential, 1))


def m_m_3(load: float) -> Model:
    """Exponential times at three desks: Erlang's C, and the law of the time in the system."""
    servers, offered = 3, 3 * load
    full = offered**servers / math.factorial(servers) / (1 - load)
    waits = full / (sum(offered**k / math.factorial(k) for k in range(servers)) + full)
    serving, leaving = 1 / MINUTES, servers * (1 - load) / MINUTES

    def longer(minutes: float) -> float:
        """Probability that the wait and the service together last longer."""
        alone = math.exp(-serving * minutes)
        joint = (serving * math.exp(-leaving * minutes) - leaving * alone) / (serving - leaving)
        return (1 - waits) * alone + waits * joint

    mean = MINUTES + waits / leaving
    truth = {"mean": mean, **{key: bisected(longer, 1 - q) for key, q in LEVELS.items()}}
    truth |= {"kept": 1 - longer(mean), "busy": load}
    described = page(load, exponential(MINUTES), servers, a_week(load, servers), mean)
    return Model("M/M/3", load, described, truth, always(load, _exponential, servers))


def m_g_1(load: float) -> Model:
    """Triangular times at one desk, 2 to 24 minutes, most often 4: Pollaczek and Khinchine, and many chains."""
    low, mode, high = 2.0, 4.0, 24.0
    square = MINUTES**2 + ((high - low) ** 2 - (mode - low) * (high - mode)) / 18
    mean = MINUTES + load * square / MINUTES / 2 / (1 - load)
    line = always(load, partial(_triangular, (low, mode, high)), 1)
    found = settled(line, load)
    truth = {"mean": mean, **{key: float(np.quantile(found, q)) for key, q in LEVELS.items()}}
    truth |= {"kept": float((found <= mean).mean()), "busy": load}
    described = page(load, f"{low:g}m/{mode:g}m/{high:g}m", 1, a_week(load, 1), mean)
    return Model("M/G/1", load, described, truth, line)


def bisected(longer: Callable[[float], float], share: float) -> float:
    """The minutes beyond which so large a share lies."""
    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if longer(middle) > share else (low, middle)
    return low


def rework_in_hours(load: float) -> Model:
    """Two people in opening hours, one case in five served again; the truth is many chains played side by side."""
    servers, (least, most) = 2, (5.0, 15.0)
    weekly = load * servers * OPEN_MINUTES / (MINUTES / (1 - AGAIN))
    described = page(load, f"{least:g}m..{most:g}m", servers, weekly, 30.0, OFFICE)
    described["steps"]["a"]["next"] = [{"to": "a", "share": AGAIN}, {"to": "e", "share": 1 - AGAIN}]
    line = Line(OPEN_MINUTES / weekly, partial(_uniform, (least, most)), servers, AGAIN, in_hours=True)
    found = settled(line, load)
    truth = {"mean": float(found.mean()), **{key: float(np.quantile(found, q)) for key, q in LEVELS.items()}}
    within = truth["p80"]
    described["promises"][0]["within"] = f"{within:.6f}m"
    truth |= {"kept": float((found <= within).mean()), "busy": load}
    return Model("two desks, rework, hours", load, described, truth, line)


def desk_of(model: Model) -> Desk:
    """The desk of a model's page."""
    staffing = Staffing(model.subject)
    (work,) = SimulationModel(model.subject, model.subject.segments[0]).parts["a"]
    again = AGAIN if isinstance(model.page["steps"]["a"]["next"], list) else 0.0
    fixed = work.sampler.fixed
    return Desk(
        staffing.hours,
        staffing.gap,
        staffing.capacities[0],
        again,
        work.sampler.one if fixed is None else _always(fixed),
    )


def _always(minutes: float) -> Callable[[float], float]:
    return lambda chance: minutes
