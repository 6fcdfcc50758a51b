"""`python -m benchmarks [startup|pages|visits …]` prints the tables that docs/guide/speed.md quotes."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

TABLES = ("startup", "visits", "pages", "drawings", "simulation", "queues", "simplify", "prosimos")


def main() -> None:
    """Run the tables that are named, or all."""
    for name in sys.argv[1:] or TABLES:
        with tempfile.TemporaryDirectory() as scratch:
            import_module(f"benchmarks.{name}").run(Path(scratch))
        print()


if __name__ == "__main__":
    main()
