"""Methods of verification, one a file; the file is the registration, and a review stores the name of its method.

Before and after is the first. A comparison with a sister procedure and a segmented regression need case logs; each of
them will be a file here.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from frictionaudit.analysis.verify.method import Method
from frictionaudit.registry import Registry, classes_of


def _entries(module: ModuleType) -> Iterator[tuple[str, type[Method]]]:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    yield from ((name, found) for found in classes_of(module, Method))  # type: ignore[type-abstract]


METHODS = Registry(__name__, _entries)
"""Every method by its name."""
