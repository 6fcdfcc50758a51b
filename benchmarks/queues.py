"""Queues beside theory and simpy: percentiles, and how often the printed 95 % intervals hold the truth.

`python -m benchmarks queues [--seeds N] [--plays N] [--load L] [--model m_m_1|m_m_3|m_g_1|rework_in_hours]` prints

1. how often the intervals hold the truth in N plays of each line without the engine, and how far averages are off;
2. how far the percentiles of all these plays together are off;
3. the same as 1 for simulations with N seeds;
4. the largest difference of a case's time from simpy, with the same random numbers.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.queue_chains import plays
from benchmarks.queue_models import LEVELS, Model, desk_of, m_g_1, m_m_1, m_m_3, rework_in_hours
from benchmarks.queue_simpy import times
from frictionaudit.analysis.simulate.backlog import dependences
from frictionaudit.analysis.simulate.intervals import dependent, of_dependent_share
from frictionaudit.analysis.simulate.queue_play import play_queues, warm_up
from frictionaudit.analysis.simulate.queues import result_of
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.results.simulation import Distribution, Interval, SimulationResult

LOADS = (0.5, 0.8, 0.97)
SEEDS, PLAYS = 200, 2_000
_SIDE_BY_SIDE = 200
CASES = {0.5: 5_000, 0.8: 10_000, 0.97: 60_000}
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
    seeds, many = int(given.get("--seeds", SEEDS)), int(given.get("--plays", PLAYS))
    loads = [float(given["--load"])] if "--load" in given else LOADS
    began = time.perf_counter()
    with multiprocessing.Pool(os.cpu_count() or 1) as pool:
        makers = [make for make in MODELS if make.__name__ == given.get("--model", make.__name__)]
        made = [(make, load) for load in reversed(loads) for make in reversed(makers)]  # the longest first
        known = dict(zip(made, pool.starmap(_made, made, chunksize=1), strict=True))
        models = [known[make, load] for make in makers for load in loads]
        print(f"{many} plays: how often the 95 % intervals hold the truth, and how far the averages are off")
        print(_heading(FIGURES[:-1]))
        found = []
        for model in models:
            parts = pool.map(partial(without_engine, model), range(-(-many // _SIDE_BY_SIDE)), chunksize=1)
            found.append([play for part in parts for play in part][:many])
            print(coverage_row(model, found[-1], FIGURES[:-1]), flush=True)
        print("all plays together: how far percentiles are off, and the error of that")
        for model, rows in zip(models, found, strict=True):
            print(_named(model) + "".join(f"{together(model, rows, key):>18}" for key in LEVELS))
        print(f"{seeds} seeds of the simulation: the same")
        print(_heading(FIGURES))
        for model in models:
            print(coverage_row(model, pool.map(partial(one_seed, model), range(1, seeds + 1), chunksize=4), FIGURES))
        print(
            f"{PAIRED_CASES:,} cases with the same random numbers in simpy: the largest difference of any, in minutes"
        )
        for model, apart in zip(models, pool.map(paired, models, chunksize=1), strict=True):
            print(f"{_named(model)}{apart:>18.2g}")
    print(f"  {time.perf_counter() - began:.0f} seconds on {os.cpu_count()} processors")


def _heading(keys: tuple[str, ...]) -> str:
    return f"  {'model':<26}{'load':>5}{'cases':>8}" + "".join(f"{key:>16}" for key in keys)


def _made(make: Callable[[float], Model], load: float) -> Model:
    return make(load)


def one_seed(model: Model, seed: int) -> Seed:
    """What one simulation finds of each figure."""
    play = play_queues(model.subject, CASES[model.load], seed)
    return _seed(model, figures(result_of(play)), play.whole.took)


def without_engine(model: Model, part: int) -> list[Seed]:
    """What some plays of the same line find, with the same warm-up and the same intervals."""
    cases, staffing = CASES[model.load], Staffing(model.subject)
    (about,) = dependences(staffing, cases).values()
    warm = warm_up(staffing, cases, {"desk": about})
    promise = model.subject.procedure.promises[0].within.high
    within = model.subject.procedure.calendar.elapsed(promise)
    found = []
    for play in plays(model.line, warm, cases, _SIDE_BY_SIDE, part + 1):
        alike, hits = replace(about, backlog=play.queued), play.took <= within
        kept = float(hits.mean()), of_dependent_share(hits, alike)
        found.append(_seed(model, _of_times(dependent(play.took, alike)) | {"kept": kept}, play.took))
    return found


def _seed(model: Model, found: dict[str, tuple[float, Interval | None]], took: Floats) -> Seed:
    held = {key: (value, holds(interval, model.truth[key])) for key, (value, interval) in found.items()}
    return Seed(held, {key: _within(took, level, model.truth[key]) for key, level in LEVELS.items()})


def _within(took: Floats, level: float, minutes: float) -> tuple[float, float]:
    low, high = np.quantile(took, [level - _NEAR, level + _NEAR])
    return float((took <= minutes).mean()), float(high - low) / 2 / _NEAR


def figures(found: SimulationResult) -> dict[str, tuple[float, Interval | None]]:
    """Each figure with its interval."""
    lead, promise, desk = found.lead_time, found.promises[0], found.workload[0]
    return {
        **_of_times(lead),
        "kept": (promise.kept, promise.kept_interval),
        "busy": (desk.utilisation, desk.utilisation_interval),
    }


def _of_times(found: Distribution) -> dict[str, tuple[float, Interval | None]]:
    return {key: (getattr(found, key), getattr(found, f"{key}_interval")) for key in ("mean", *LEVELS)}


def holds(interval: Interval | None, truth: float) -> bool:
    """Whether a figure lies in its interval, whose upper end may be open."""
    if interval is None:
        return False
    slack = 1e-6 * abs(truth)
    return interval.low - slack <= truth and (interval.high is None or truth <= interval.high + slack)


def coverage(rows: list[Seed], key: str) -> float:
    """The share of seeds whose interval holds the truth."""
    return sum(each.figures[key][1] for each in rows) / len(rows)


def coverage_row(model: Model, rows: list[Seed], keys: tuple[str, ...]) -> str:
    """Coverage and bias of each figure."""
    cells = []
    for key in keys:
        off = sum(each.figures[key][0] for each in rows) / len(rows) / model.truth[key] - 1
        cells.append(f"{coverage(rows, key) * 100:.1f} % {off * 100:+.1f} %")
    return f"{_named(model)}{CASES[model.load]:>8,}" + "".join(f"{cell:>16}" for cell in cells)


def together(model: Model, rows: list[Seed], key: str) -> str:
    """How far a percentile of all cases is off, with its standard error.

    A percentile of few effective cases is biased, and the average of many such percentiles as well; the share of all
    cases that lies within the true percentile is not.
    """
    shares, slopes = np.array([each.within[key] for each in rows]).T
    scale = slopes.mean() / model.truth[key] * 100
    error = shares.std(ddof=1) / len(rows) ** 0.5
    return f"{(LEVELS[key] - shares.mean()) * scale:+.1f} % ± {error * scale:.1f} %"


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
