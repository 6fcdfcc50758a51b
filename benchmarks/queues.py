"""Queues beside theory and simpy: percentiles, and how often the printed 95 % intervals hold the truth.

`python -m benchmarks queues [--seeds N] [--load L] [--model m_m_1|m_m_3|m_g_1|rework_in_hours]` prints three tables:
how often the intervals hold the truth, how far all plays together are off, and how far single cases are off a play in
simpy with the same random numbers.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.queue_models import LEVELS, Model, desk_of, m_g_1, m_m_1, m_m_3, rework_in_hours
from benchmarks.queue_simpy import times
from frictionaudit.analysis.simulate.queue_play import QueuePlay, play_queues, warm_up
from frictionaudit.analysis.simulate.queues import result_of
from frictionaudit.results.simulation import Interval, SimulationResult

LOADS = (0.5, 0.8, 0.97)
SEEDS = 200
CASES = {0.5: 5_000, 0.8: 10_000, 0.97: 30_000}
"""Cases of one simulation: the busier, the longer a backlog lasts."""
MODELS: tuple[Callable[[float], Model], ...] = (m_m_1, m_m_3, m_g_1, rework_in_hours)
FIGURES = ("mean", *LEVELS, "kept", "busy")
PAIRED_SEEDS, PAIRED_CASES = 5, 5_000
_NEAR = 0.02
"""Levels to both sides of a percentile between which the slope of the times is taken."""


@dataclass(frozen=True)
class Seed:
    """One simulation: each figure and whether its interval holds the truth; the share of cases within each true
    percentile, and the minutes per share there."""

    figures: dict[str, tuple[float, bool]]
    within: dict[str, tuple[float, float]]


def run(scratch: Path, *options: str) -> None:
    """Print the tables."""
    given = dict(zip(options[::2], options[1::2], strict=True))
    seeds, loads = int(given.get("--seeds", SEEDS)), [float(given["--load"])] if "--load" in given else LOADS
    began = time.perf_counter()
    with multiprocessing.Pool(os.cpu_count() or 1) as pool:
        makers = [make for make in MODELS if make.__name__ == given.get("--model", make.__name__)]
        made = [(make, load) for load in reversed(loads) for make in reversed(makers)]  # the longest first
        known = dict(zip(made, pool.starmap(_made, made, chunksize=1), strict=True))
        models = [known[make, load] for make in makers for load in loads]
        print(f"{seeds} seeds: how often the 95 % intervals hold the truth, and how far the averages are off")
        print(f"  {'model':<26}{'load':>5}{'cases':>8}" + "".join(f"{key:>16}" for key in FIGURES))
        plays = []
        for model in models:
            plays.append(pool.map(partial(one_seed, model), range(1, seeds + 1), chunksize=4))
            print(coverage_row(model, plays[-1]), flush=True)
        print("all seeds together, freed of the chance in utilisation: how far percentiles are off, and its error")
        for model, rows in zip(models, plays, strict=True):
            print(_named(model) + "".join(f"{together(model, rows, key):>18}" for key in LEVELS))
        print(
            f"{PAIRED_CASES:,} cases with the same random numbers in simpy: the largest difference of any, in minutes"
        )
        for model, apart in zip(models, pool.map(paired, models, chunksize=1), strict=True):
            print(f"{_named(model)}{apart:>18.2g}")
    print(f"  {time.perf_counter() - began:.0f} seconds on {os.cpu_count()} processors")


def _made(make: Callable[[float], Model], load: float) -> Model:
    return make(load)


def one_seed(model: Model, seed: int) -> Seed:
    """What one simulation finds of each figure."""
    play = play_queues(model.subject, CASES[model.load], seed)
    found = figures(result_of(play))
    held = {key: (value, holds(interval, model.truth[key])) for key, (value, interval) in found.items()}
    return Seed(held, {key: _within(play, level, model.truth[key]) for key, level in LEVELS.items()})


def _within(play: QueuePlay, level: float, minutes: float) -> tuple[float, float]:
    took = play.whole.took
    low, high = np.quantile(took, [level - _NEAR, level + _NEAR])
    return float((took <= minutes).mean()), float(high - low) / 2 / _NEAR


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


def coverage(rows: list[Seed], key: str) -> float:
    """The share of seeds whose interval holds the truth."""
    return sum(each.figures[key][1] for each in rows) / len(rows)


def coverage_row(model: Model, rows: list[Seed]) -> str:
    """Coverage and bias of each figure."""
    cells = []
    for key in FIGURES:
        off = sum(each.figures[key][0] for each in rows) / len(rows) / model.truth[key] - 1
        cells.append(f"{coverage(rows, key) * 100:.1f} % {off * 100:+.1f} %")
    return f"{_named(model)}{CASES[model.load]:>8,}" + "".join(f"{cell:>16}" for cell in cells)


def together(model: Model, rows: list[Seed], key: str) -> str:
    """How far a percentile of all cases is off, with its standard error.

    A percentile of few effective cases is biased, and the average of many such percentiles as well; a share is not.
    Utilisation, whose expected value is known, is a control variate: it explains much of the chance near saturation.
    """
    shares, slopes = np.array([each.within[key] for each in rows]).T
    busy = np.array([each.figures["busy"][0] for each in rows]) - model.truth["busy"]
    design = np.column_stack([np.ones(len(rows)), busy])
    fitted, *_ = np.linalg.lstsq(design, shares, rcond=None)
    residual = (shares - design @ fitted).std(ddof=2) / len(rows) ** 0.5
    scale = slopes.mean() / model.truth[key] * 100
    return f"{(LEVELS[key] - fitted[0]) * scale:+.1f} % ± {residual * scale:.1f} %"


def paired(model: Model) -> float:
    """The largest difference of a case's time from simpy with the same random numbers, over some seeds."""
    apart = []
    for seed in range(1, PAIRED_SEEDS + 1):
        play = play_queues(model.subject, PAIRED_CASES, seed)
        warm = warm_up(play.staffing, PAIRED_CASES, play.dependences)
        order = np.argsort(play.closed.born[: play.cases])
        theirs = times(desk_of(model), seed, warm, PAIRED_CASES)
        apart.append(float(np.abs(play.closed.lead[order] - theirs).max()))
    return max(apart)


def _named(model: Model) -> str:
    return f"  {model.name:<26}{model.load:>5g}"
