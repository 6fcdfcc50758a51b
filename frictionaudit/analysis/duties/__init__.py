"""How each kind of legal duty is checked: one file per kind, found by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from frictionaudit.analysis.duty import Check
from frictionaudit.registry import Registry


def _checks(module: ModuleType) -> Iterator[tuple[str, Check]]:
    yield module.__name__.rsplit(".", 1)[-1].replace("_", "-"), module.breaches


CHECKS: Mapping[str, Check] = Registry(__name__, _checks)
"""The checks by name, as packs of duties refer to them."""
