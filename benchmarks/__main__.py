"""`python -m benchmarks [startup|pages|visits …]` prints the tables that docs/guide/speed.md quotes.

`python -m benchmarks precision --seed N` draws findings to be judged by a person; it is no part of "all".
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from itertools import dropwhile, takewhile
from pathlib import Path

TABLES = (
    "startup",
    "visits",
    "pages",
    "drawings",
    "layout",
    "simulation",
    "queues",
    "waiting",
    "promises",
    "simplify",
    "prosimos",
)


def main() -> None:
    """Run the tables that are named, or all; what follows the first option belongs to the table before it."""
    given = sys.argv[1:]
    options = tuple(dropwhile(_is_name, given))
    for name in tuple(takewhile(_is_name, given)) or TABLES:
        with tempfile.TemporaryDirectory() as scratch:
            import_module(f"benchmarks.{name}").run(Path(scratch), *options)
        print()


def _is_name(argument: str) -> bool:
    return not argument.startswith("-")


if __name__ == "__main__":
    main()
