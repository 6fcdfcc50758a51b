"""The rule book: one file per rule, registered by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from frictionaudit.analysis.rules.base import Flag, Rule

__all__ = ["RULES", "Flag", "Rule"]

_FILE = re.compile(r"^(fa\d{3})_[a-z0-9_]+$")


class _Rules(Mapping[str, type[Rule]]):
    """All rules by code; the files of this folder are read when first asked."""

    @staticmethod
    @cache
    def _all() -> dict[str, type[Rule]]:
        found: dict[str, type[Rule]] = {}
        for info in sorted(iter_modules(__path__), key=lambda info: info.name):
            file = _FILE.match(info.name)
            if file is None:
                continue
            module = import_module(f"{__name__}.{info.name}")
            code = file[1].upper()
            (rule,) = (
                value
                for value in vars(module).values()
                if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
            )
            if code in found:
                raise ValueError(f"two files for {code}")
            found[code] = rule
        return found

    def __getitem__(self, code: str) -> type[Rule]:
        return self._all()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


RULES: Mapping[str, type[Rule]] = _Rules()
