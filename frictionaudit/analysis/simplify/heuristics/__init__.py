"""Simplifications: one file per heuristic, registered by its name; graph in, changes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from frictionaudit.analysis.simplify.heuristic import Heuristic
from frictionaudit.registry import Registry, classes_of


def _heuristics(module: ModuleType) -> Iterator[tuple[str, type[Heuristic]]]:
    return ((heuristic.name(), heuristic) for heuristic in classes_of(module, Heuristic))


HEURISTICS: Mapping[str, type[Heuristic]] = Registry(__name__, _heuristics)
"""All heuristics by readable name."""
