"""How long people wait, and how many give up: the simulation beside queueing theory and simpy."""

from __future__ import annotations

import math
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.queue_models import ALWAYS, MINUTES, a_week, exponential
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import simulate_queues
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.simulation import SimulationResult

SEEDS = 40
CASES = 20_000
URGENT = 0.25
"""Share of the cases that go first."""
PATIENCE = 15.0
"""Mean minutes that people wait before they give up."""
Figures = dict[str, float]


@dataclass(frozen=True)
class Model:
    """A model with its page, the figures of theory, and the number of people at its desk and arrivals a minute."""

    name: str
    page: dict[str, Any]
    theory: Figures
    figures: Callable[[SimulationResult], Figures]
    servers: int
    arriving: float


def run(scratch: Path) -> None:
    """Print the table: the average over all seeds, and how far it is off theory and off simpy."""
    print(f"{SEEDS} seeds of {CASES:,} cases: minutes of waiting and shares, beside theory and one long run of simpy")
    print(f"  {'model':<28}{'figure':<24}{'theory':>9}{'simpy':>9}{'found':>9}{'off':>9}{'error':>9}")
    for model in models():
        rows, beside = table(model, SEEDS), in_simpy(model, SEEDS * CASES // 2)
        for key, truth in model.theory.items():
            each = np.array([row[key] for row in rows])
            error = each.std(ddof=1) / math.sqrt(len(each)) / truth
            print(
                f"  {model.name:<28}{key:<24}{truth:>9.3f}{beside[key]:>9.3f}{each.mean():>9.3f}"
                f"{(each.mean() / truth - 1) * 100:>+7.1f} %{error * 100:>7.1f} %",
                flush=True,
            )


def models() -> list[Model]:
    """Priorities at two loads, patience below and above what the desk can serve, and one more person at a desk."""
    priorities = [with_priority(3, load) for load in (0.6, 0.8)]
    patience = [with_patience(3, load) for load in (0.8, 1.2)]
    capacity = [with_capacity(servers, 0.24) for servers in (3, 4)]
    return [*priorities, *patience, *capacity]


def table(model: Model, seeds: int) -> list[Figures]:
    """The figures of each seed."""
    with multiprocessing.Pool(min(2, os.cpu_count() or 1)) as pool:
        return pool.starmap(one_seed, [(model, seed) for seed in range(1, seeds + 1)], chunksize=4)


def one_seed(model: Model, seed: int) -> Figures:
    """What one simulation finds."""
    return model.figures(simulate_queues(Subject(Procedure.model_validate(model.page)), CASES, seed))


def with_priority(servers: int, load: float) -> Model:
    """M/M/c, a share of the cases first, nobody interrupted: Cobham's waits."""
    delay = erlang_c(servers, load * servers) * MINUTES / servers
    first = delay / (1 - load * URGENT)
    theory = {"wait, urgent": first, "wait, others": first / (1 - load), "wait, all in turn": delay / (1 - load)}
    page = _page(servers, load, groups={"urgent": {"share": URGENT, "urgent": True}})
    page["steps"]["a"]["triage"] = True
    return Model(f"M/M/{servers} first, load {load:g}", page, theory, _by_priority, servers, load * servers / MINUTES)


def _by_priority(found: SimulationResult) -> Figures:
    urgent, others = found.group_waits
    rows = ((urgent.mean_without_priority, urgent.visits), (others.mean_without_priority, others.visits))
    in_turn = sum((mean or 0.0) * visits for mean, visits in rows) / (urgent.visits + others.visits)
    return {
        "wait, urgent": urgent.wait.mean or 0.0,
        "wait, others": others.wait.mean or 0.0,
        "wait, all in turn": in_turn,
    }


def with_patience(servers: int, load: float) -> Model:
    """M/M/c+M: Erlang's A, by birth and death."""
    arriving = load * servers / MINUTES
    weights = [1.0]
    for n in range(1, 400):
        leaving = max(0, n - servers) / PATIENCE
        weights.append(weights[-1] * arriving / (min(n, servers) / MINUTES + leaving))
    waiting = sum((n - servers) * weight for n, weight in enumerate(weights) if n > servers) / sum(weights)
    theory = {"share who give up": waiting / PATIENCE / arriving, "wait": waiting / arriving}
    page = _page(servers, load)
    page["steps"]["a"]["patience"] = exponential(PATIENCE)
    return Model(f"M/M/{servers}+M, load {load:g}", page, theory, _by_patience, servers, arriving)


def _by_patience(found: SimulationResult) -> Figures:
    return {"share who give up": found.gave_up[0].share, "wait": found.workload[0].wait_mean}


def with_capacity(servers: int, arriving: float) -> Model:
    """The same arrivals before fewer or more people: Erlang's C."""
    load = arriving * MINUTES / servers
    theory = {"wait": erlang_c(servers, load * servers) * MINUTES / servers / (1 - load), "busy": load}
    return Model(f"{servers} people", _page(servers, load), theory, _by_capacity, servers, arriving)


def _by_capacity(found: SimulationResult) -> Figures:
    return {"wait": found.workload[0].wait_mean, "busy": found.workload[0].utilisation}


def erlang_c(servers: int, offered: float) -> float:
    """Probability of having to wait in M/M/c."""
    full = offered**servers / math.factorial(servers) / (1 - offered / servers)
    return full / (sum(offered**k / math.factorial(k) for k in range(servers)) + full)


def _page(servers: int, load: float, **more: Any) -> dict[str, Any]:
    return {
        "id": "p",
        "title": "p",
        "parties": {"desk": {"side": "frontstage", "capacity": servers}},
        "steps": {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "effort": {"work": exponential(MINUTES)}, "next": "e"},
            "e": {"kind": "end"},
        },
        "volume": f"{a_week(load, servers):.9f} per week",
        "calendar": {"hours": ALWAYS},
        **more,
    }


def in_simpy(model: Model, cases: int) -> Figures:
    """The same figures by simpy, in one long run or, with and without priority, two."""
    waits, left, busy = _played(model, cases, "wait, urgent" in model.theory)
    found = {"share who give up": left, "busy": busy}
    if "wait, urgent" in model.theory:
        in_turn, _, _ = _played(model, cases, False)
        found |= {"wait, urgent": float(np.mean(waits[0])), "wait, others": float(np.mean(waits[1]))}
        found["wait, all in turn"] = float(np.mean(in_turn[1]))
    else:
        found["wait"] = float(np.mean(waits[1]))
    return found


def _played(model: Model, cases: int, first: bool) -> tuple[dict[int, list[float]], float, float]:
    """Waits by priority, the share who give up, and how busy the desk is."""
    import random

    import simpy

    environment, chance = simpy.Environment(), random.Random(7)
    desk = simpy.PriorityResource(environment, model.servers)
    waits: dict[int, list[float]] = {0: [], 1: []}
    patient, left, worked = "share who give up" not in model.theory, [], []

    def case() -> Any:
        priority = 0 if first and chance.random() < URGENT else 1
        began, work = environment.now, chance.expovariate(1 / MINUTES)
        with desk.request(priority=priority) as request:
            yield request if patient else request | environment.timeout(chance.expovariate(1 / PATIENCE))
            waits[priority].append(environment.now - began)
            left.append(not request.triggered)
            if request.triggered:
                worked.append(work)
                yield environment.timeout(work)

    def arrivals() -> Any:
        for _ in range(cases):
            yield environment.timeout(chance.expovariate(model.arriving))
            environment.process(case())

    environment.process(arrivals())
    environment.run()
    return waits, float(np.mean(left)), sum(worked) / model.servers / environment.now
