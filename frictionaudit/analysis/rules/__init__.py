"""The rule book: one file per rule, registered by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from frictionaudit.analysis.rule import Rule
from frictionaudit.registry import Registry, classes_of

_FILE = re.compile(r"\.fa\d{3}_[a-z0-9_]+$")


def _rules(module: ModuleType) -> Iterator[tuple[str, type[Rule]]]:
    if _FILE.search(module.__name__):
        (rule,) = classes_of(module, Rule)
        yield rule.code(), rule


RULES: Mapping[str, type[Rule]] = Registry(__name__, _rules)
"""All rules by code."""
