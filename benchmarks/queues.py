"""Queues beside theory and simpy: percentiles, and how often the printed 95 % intervals hold the truth."""

from __future__ import annotations

import math
import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import simulate_queues
from frictionaudit.analysis.simulate.hours import Hours
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.simulation import Interval, SimulationResult

LOADS = (0.5, 0.8, 0.97)
SEEDS = 200
CASES = {0.5: 5_000, 0.8: 10_000, 0.97: 40_000}
"""Cases of one simulation: the busier, the longer a backlog lasts."""
ALWAYS, OFFICE = "Mon-Sun 00:00-24:00", "Mon-Fri 09:00-17:00"
LEVELS = {"p50": 0.5, "p80": 0.8, "p90": 0.9}
MINUTES = 10.0
"""Mean time of one service."""


@dataclass(frozen=True)
class Model:
    """A model with its page and the truth: mean, percentiles and utilisation."""

    name: str
    page: dict[str, Any]
    truth: dict[str, float]


def run(scratch: Path) -> None:
    """Print the tables; one seed takes seconds, so all of them take a while on each processor."""
    print(f"{SEEDS} seeds: share of the printed 95 % intervals that hold the truth, and how far the average is off")
    print(f"  {'model':<32}{'load':>6}{'cases':>8}{'mean':>15}{'p50':>15}{'p80':>15}{'p90':>15}{'kept':>7}{'busy':>7}")
    for model in models(LOADS):
        rows = table(model, SEEDS)
        print(row(model, rows), flush=True)


def models(loads: Sequence[float]) -> list[Model]:
    """M/M/1, M/M/3, M/D/1 and two desks with rework in opening hours, at each load."""
    makers: tuple[Callable[[float], Model], ...] = (m_m_1, m_m_3, m_d_1, rework_in_hours)
    return [make(load) for make in makers for load in loads]


def table(model: Model, seeds: int) -> list[dict[str, tuple[float, bool]]]:
    """For each seed what is found of each figure, and whether its interval holds the truth."""
    with multiprocessing.Pool(min(2, os.cpu_count() or 1)) as pool:
        return pool.starmap(one_seed, [(model, seed) for seed in range(1, seeds + 1)], chunksize=4)


def one_seed(model: Model, seed: int) -> dict[str, tuple[float, bool]]:
    """What one simulation finds of each figure."""
    found = simulate_queues(Subject(Procedure.model_validate(model.page)), CASES[load_of(model)], seed)
    return {key: (value, holds(interval, model.truth[key])) for key, (value, interval) in figures(found).items()}


def figures(found: SimulationResult) -> dict[str, tuple[float, Interval | None]]:
    """Each figure with its interval."""
    lead, promise, desk = found.lead_time, found.promises[0], found.workload[0]
    shown = {key: (getattr(lead, key), getattr(lead, f"{key}_interval")) for key in ("mean", *LEVELS)}
    return {
        **shown,
        "kept": (promise.kept, promise.kept_interval),
        "busy": (desk.utilisation, desk.utilisation_interval),
    }


def holds(interval: Interval | None, truth: float) -> bool:
    """Whether a figure lies in its interval, whose upper end may be open."""
    if interval is None:
        return False
    slack = 1e-6 * abs(truth)
    return interval.low - slack <= truth and (interval.high is None or truth <= interval.high + slack)


def load_of(model: Model) -> float:
    """The load of a model, from its page."""
    return float(model.page["title"])


def row(model: Model, rows: list[dict[str, tuple[float, bool]]]) -> str:
    """Coverage and bias of each figure."""
    cells = []
    for key in ("mean", *LEVELS, "kept", "busy"):
        cover = sum(each[key][1] for each in rows) / len(rows)
        bias = sum(each[key][0] for each in rows) / len(rows) / model.truth[key] - 1
        cells.append(f"{cover * 100:.0f} %" + (f" {bias * 100:+.1f} %" if key in ("mean", *LEVELS) else ""))
    widths = (15, 15, 15, 15, 7, 7)
    shown = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"  {model.name:<32}{load_of(model):>6g}{CASES[load_of(model)]:>8,}{shown}"


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


def m_m_1(load: float) -> Model:
    """Exponential times at one desk: the time in the system is exponential too."""
    mean = MINUTES / (1 - load)
    truth = {"mean": mean, **{key: -mean * math.log(1 - q) for key, q in LEVELS.items()}}
    truth |= {"kept": 1 - math.exp(-1.0), "busy": load}
    return Model("M/M/1", page(load, exponential(MINUTES), 1, a_week(load, 1), mean), truth)


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
    return Model("M/M/3", page(load, exponential(MINUTES), servers, a_week(load, servers), mean), truth)


def m_d_1(load: float) -> Model:
    """A fixed time at one desk: Pollaczek and Khinchine for the mean, Lindley's recursion for the percentiles."""
    mean = MINUTES + load * MINUTES / 2 / (1 - load)
    times = lindley(load)
    truth = {"mean": mean, **{key: float(np.quantile(times, q)) for key, q in LEVELS.items()}}
    truth |= {"kept": float((times <= mean).mean()), "busy": load}
    return Model("M/G/1, fixed times", page(load, f"{MINUTES:g}m", 1, a_week(load, 1), mean), truth)


def lindley(load: float, chains: int = 4_000) -> np.ndarray:
    """Times in M/D/1 of many independent chains, long after their beginning."""
    chance, wait = np.random.default_rng(5), np.zeros(chains)
    settle, thin = round(20 / (1 - load) ** 2), max(1, round(1 / (1 - load) ** 2))
    kept = []
    for n in range(settle + 40 * thin):
        if n >= settle and n % thin == 0:
            kept.append(wait + MINUTES)
        wait = np.maximum(0.0, wait + MINUTES - chance.exponential(MINUTES / load, chains))
    return np.concatenate(kept)


def bisected(longer: Callable[[float], float], share: float) -> float:
    """The minutes beyond which so large a share lies."""
    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if longer(middle) > share else (low, middle)
    return low


def rework_in_hours(load: float) -> Model:
    """Two people in opening hours, one case in five served again; the truth is a long run in simpy."""
    servers, again = 2, 0.2
    weekly = load * servers * 2_400 / (MINUTES / (1 - again))
    described = page(load, "5m..15m", servers, weekly, 30.0, OFFICE)
    described["steps"]["a"]["next"] = [{"to": "a", "share": again}, {"to": "e", "share": 1 - again}]
    times, busy = in_simpy(described, weekly, servers, again, 1_000_000 if load > 0.9 else 400_000)
    truth = {"mean": float(times.mean()), **{key: float(np.quantile(times, q)) for key, q in LEVELS.items()}}
    within = truth["p80"]
    described["promises"][0]["within"] = f"{within:.6f}m"
    truth |= {"kept": float((times <= within).mean()), "busy": busy}
    return Model("two desks, rework, office hours", described, truth)


def in_simpy(page: dict[str, Any], weekly: float, servers: int, again: float, cases: int) -> tuple[np.ndarray, float]:
    """Times in the same model, by simpy; utilisation is the load, as Little's law has it."""
    import random

    import simpy

    hours = Hours.of(Procedure.model_validate(page).calendar)
    environment, chance, warm = simpy.Environment(), random.Random(7), cases // 20
    desk, lead = simpy.Resource(environment, servers), []

    def case(number: int) -> Any:
        born, back = environment.now, True
        while back:
            with desk.request() as request:
                yield request
                yield environment.timeout(hours.opens(environment.now) - environment.now)
                yield environment.timeout(hours.after(environment.now, chance.uniform(5, 15)) - environment.now)
            back = chance.random() < again
        if number >= warm:
            lead.append(environment.now - born)

    def arrivals() -> Any:
        worked = 0.0
        for number in range(warm + cases):
            worked += chance.expovariate(weekly / 2_400)
            yield environment.timeout(max(0.0, hours.when(worked) - environment.now))
            environment.process(case(number))

    environment.process(arrivals())
    environment.run()
    return np.array(lead), weekly * MINUTES / (1 - again) / servers / 2_400
