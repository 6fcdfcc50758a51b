"""Simplifications: one file per redesign heuristic, registered by its name; graph in, changes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from frictionaudit.analysis.simplify.base import Heuristic, Idea

__all__ = ["HEURISTICS", "Heuristic", "Idea"]

_MECHANISM = ("base", "plan", "proving", "rewriting", "sparing", "suggesting", "together")


class _Heuristics(Mapping[str, type[Heuristic]]):
    """All heuristics by readable name; the files of this folder are read when first asked."""

    @staticmethod
    @cache
    def _all() -> dict[str, type[Heuristic]]:
        found: dict[str, type[Heuristic]] = {}
        for info in iter_modules(__path__):
            if info.name in _MECHANISM:
                continue
            module = import_module(f"{__name__}.{info.name}")
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, Heuristic) and value.__module__ == module.__name__:
                    found[value.readable()] = value
        return dict(sorted(found.items()))

    def __getitem__(self, name: str) -> type[Heuristic]:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


HEURISTICS: Mapping[str, type[Heuristic]] = _Heuristics()
