"""Named views over the same data: one file per method, each saying what it counts and what it ignores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from frictionaudit.analysis.profiles.base import Profile

__all__ = ["PROFILES", "Profile"]

_MECHANISM = ("base", "case")


class _Profiles(Mapping[str, type[Profile]]):
    """All profiles by name, which is that of their file; the files of this folder are read when first asked."""

    @staticmethod
    @cache
    def _all() -> dict[str, type[Profile]]:
        found: dict[str, type[Profile]] = {}
        for info in sorted(iter_modules(__path__), key=lambda info: info.name):
            if info.name in _MECHANISM:
                continue
            module = import_module(f"{__name__}.{info.name}")
            (profile,) = (
                value
                for value in vars(module).values()
                if isinstance(value, type) and issubclass(value, Profile) and value.__module__ == module.__name__
            )
            found[profile.name()] = profile
        return found

    def __getitem__(self, name: str) -> type[Profile]:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


PROFILES: Mapping[str, type[Profile]] = _Profiles()
