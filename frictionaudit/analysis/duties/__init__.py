"""Duties of law and how each is checked: one small file per kind of check, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from frictionaudit.analysis.duties.base import Breach
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.limits import Duty

__all__ = ["CHECKS", "Breach", "Check"]

Check = Callable[[Measures, Duty], Iterator[Breach]]
_MECHANISM = ("base", "papers")


class _Checks(Mapping[str, Check]):
    """All kinds of check by name; the files of this folder are read when first asked."""

    @staticmethod
    @cache
    def _all() -> dict[str, Check]:
        names = sorted(info.name for info in iter_modules(__path__) if info.name not in _MECHANISM)
        return {name.replace("_", "-"): import_module(f"{__name__}.{name}").broken for name in names}

    def __getitem__(self, kind: str) -> Check:
        return self._all()[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


CHECKS: Mapping[str, Check] = _Checks()
