"""Playing what was read: simulations and promises, one procedure after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from frictionaudit.analysis.flow.promise_path import LEVEL
from frictionaudit.analysis.promises.advice import MARGIN, advise
from frictionaudit.analysis.promises.by_end import times_by_end
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.application.audit import subjects
from frictionaudit.domain.procedure import Reading
from frictionaudit.results.simulation import PromiseAdvice, SimulationResult

Progress = Callable[[str, int, int], None]


def simulate_all(
    readings: Iterable[Reading], cases: int, seed: int, queues: bool = False, progress: Progress | None = None
) -> list[SimulationResult]:
    """Play each procedure, with queues for limited staff or without.

    `progress` is told which procedure it is, and how many of how many cases are done.
    """
    readings = list(readings)
    results = []
    for subject, reading in zip(subjects(reading.procedure for reading in readings), readings, strict=True):
        title = reading.procedure.title

        def tell(done: int, total: int, title: str = title) -> None:
            if progress is not None:
                progress(title, done, total)

        result = (simulate_queues if queues else simulate)(subject, cases, seed, tell)
        results.append(result.model_copy(update={"source": reading.path}))
    return results


def promised(
    readings: Iterable[Reading], cases: int, seed: int, level: float = LEVEL, margin: float = MARGIN
) -> list[PromiseAdvice]:
    """What each procedure could honestly promise."""
    readings = list(readings)
    return [
        advise(subject, cases, seed, level, margin).model_copy(
            update={"source": reading.path, "ends": times_by_end(subject, cases, seed)}
        )
        for subject, reading in zip(subjects(reading.procedure for reading in readings), readings, strict=True)
    ]
