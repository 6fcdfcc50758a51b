"""What playing the calendar does to the promises of the scenes: each cause switched off on a copy of the page.

`python -m benchmarks promises` prints how often today's promise is kept and the 90th percentile in days: as it is, with
waits in working time turned into minutes of an average week, with promises turned into them, and with both.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from frictionaudit import sources
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.advice import advise
from frictionaudit.domain.procedure import Procedure, Step
from frictionaudit.domain.quantities import Calendar, Duration, Period
from frictionaudit.results.simulation import PromiseCandidate

Change = Callable[[Procedure], Procedure]
DAY = 1440


def run(scratch: Path) -> None:
    """Print a line for each promise, and for each page as a whole."""
    copies: tuple[tuple[str, Change], ...] = (
        ("as it is", lambda procedure: procedure),
        ("waits averaged", averaged_waits),
        ("promise averaged", averaged_promises),
        ("both", lambda procedure: averaged_promises(averaged_waits(procedure))),
    )
    print(f"{'promise':<62}" + "".join(f"{name:>20}" for name, _ in copies))
    for path in sorted((Path(__file__).parent.parent / "processes").rglob("*.yaml")):
        for reading in sources.read_all(path):
            rows = [advise(Subject(change(reading.procedure))).stretches for _, change in copies]
            for cells in zip(*rows, strict=True):
                name = f"{path.parent.name}/{path.stem}: {cells[0].key}"
                print(f"{name:<62}" + "".join(f"{told(cell):>20}" for cell in cells))


def told(candidate: PromiseCandidate) -> str:
    """The kept share and the percentile."""
    kept = "" if candidate.kept_today is None else f"{candidate.kept_today * 100:.1f} %, "
    return kept + ("unknown" if candidate.percentile is None else f"{candidate.percentile / DAY:.2f} d")


def averaged_waits(procedure: Procedure) -> Procedure:
    """The page with waits in working time as minutes of an average week."""
    steps = {id: _averaged_step(procedure.calendar, step) for id, step in procedure.steps.items()}
    return procedure.model_copy(update={"steps": steps})


def _averaged_step(calendar: Calendar, step: Step) -> Step:
    if step.wait is None:
        return step
    waits = {key: getattr(step.wait, key) for key in type(step.wait).model_fields}
    update = {key: _averaged(calendar, wait) for key, wait in waits.items() if isinstance(wait, Duration)}
    return step.model_copy(update={"wait": step.wait.model_copy(update=update)})


def averaged_promises(procedure: Procedure) -> Procedure:
    """The page with promises in working time as minutes of an average week."""
    promises = (
        promise.model_copy(update={"within": _averaged(procedure.calendar, promise.within)})
        for promise in procedure.promises
    )
    return procedure.model_copy(update={"promises": tuple(promises)})


def _averaged(calendar: Calendar, duration: Duration) -> Duration:
    points = (Period(minutes=calendar.elapsed(point)) if point.working else point for point in duration.points)
    return duration.model_copy(update={"points": tuple(points)})
