"""How long a history takes to open: with its snapshot, replayed at once, and replayed by the library.

python -m benchmarks.history 10000 100000
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from eventsourcing.application import project_aggregate

from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.design import Design
from frictionaudit.domain.procedure import Procedure
from frictionaudit.sources import read
from frictionaudit.store import EventStore
from frictionaudit.store.replay import project

PAGE = Path(__file__).parent.parent / "processes" / "return-a-product.yaml"
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def filled(folder: Path, events: int, procedure: Procedure) -> EventStore:
    """A store with one design that has `changes` changes."""
    store = EventStore.open(folder)
    design = Design.draft(procedure, "as it is", "Ada", AT)
    steps = sorted(procedure.steps)
    for n in range(events - 1):
        change = StepAmended(id=steps[n % len(steps)], attribute="name", value=f"Step {n}")
        design.trigger_event(
            Design.Amended, changes=[change.model_dump(mode="json")], reason="a name", author="Ada", timestamp=AT
        )
        if n % 2000 == 1999:
            store.save(design)
    store.save(design)
    return store


def main() -> None:
    """Print a line of figures for each size."""
    procedure = read(PAGE).procedure
    for size in map(int, sys.argv[1:] or ["10000"]):
        with tempfile.TemporaryDirectory() as folder, filled(Path(folder), size, procedure) as store:
            id = Design.create_id(procedure.id)
            application = store.application()
            times = {}
            for name, projector in (("library", project_aggregate), ("at once", project)):
                start = perf_counter()
                design = projector(None, application.events.get(id))
                times[name] = perf_counter() - start
                assert design.version == size
            application.take_snapshot(id, projector_func=project)
            store.find(id, "x", None, project)
            start = perf_counter()
            store.find(id, "x", None, project)
            times["snapshot"] = perf_counter() - start
            print(
                f"{size:>7,} events: library {times['library']:.2f} s, at once {times['at once']:.2f} s "
                f"({times['library'] / times['at once']:.1f} times as fast), snapshot {times['snapshot'] * 1e3:.0f} ms"
            )


if __name__ == "__main__":
    main()
