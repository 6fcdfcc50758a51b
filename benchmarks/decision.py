"""How long a decision takes: an accepted suggestion becomes a version of the design and is written to its page.

python -m benchmarks.decision
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.review.decide import Decision, decide
from frictionaudit.application.review.open import Occasion, open_review
from frictionaudit.store import EventStore

PAGES = Path(__file__).parent.parent / "processes"
TIMES = 5
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
CHOICE = Decision("S1", "accept", "Ann Lee", "people ask for it")


def accepted(page: Path, scratch: Path) -> list[float]:
    """Seconds for the first suggestion of a page, accepted several times in fresh stores."""
    took = []
    for n in range(TIMES):
        folder = scratch / f"{page.stem}-{n}"
        folder.mkdir()
        copy = Path(shutil.copy(page, folder))
        with EventStore.open(folder) as store:
            opened = open_review(str(copy), Occasion("Ann Lee", (), ""), store, AuditOptions.default(), NOW, NOW.date())
            start = perf_counter()
            done = decide(store, opened.state.id, CHOICE, NOW, NOW.date())
            took.append(perf_counter() - start)
            assert "now says version" in done.pages[0], done.pages
    return took


def main() -> None:
    """Print the first decision of a process, which loads what it needs, and the median of the others."""
    with tempfile.TemporaryDirectory() as scratch:
        for page in sorted(PAGES.glob("*.yaml")):
            first, *others = accepted(page, Path(scratch))
            print(f"{page.stem:<28}{first * 1000:>8.0f} ms first{median(others) * 1000:>8.0f} ms after")


if __name__ == "__main__":
    main()
