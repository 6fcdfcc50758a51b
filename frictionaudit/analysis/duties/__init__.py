"""Duties of law and how each is checked: one small file per kind of check, found by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from frictionaudit.analysis.duty import Check
from frictionaudit.registry import Registry


def _checks(module: ModuleType) -> Iterator[tuple[str, Check]]:
    yield module.__name__.rsplit(".", 1)[-1].replace("_", "-"), module.breaches


CHECKS: Mapping[str, Check] = Registry(__name__, _checks)
"""All kinds of check by name."""
