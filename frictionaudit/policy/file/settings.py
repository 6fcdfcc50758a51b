"""All settings, with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.policy.budgets import Budget
from frictionaudit.results.audit import Waiver


@dataclass(frozen=True)
class Settings:
    """All settings in force; `spans` holds the place of each that a file sets, by its dotted name."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "warning"
    format: str = "text"
    jobs: int = 1
    baseline: Path | None = None
    packs: tuple[Path, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    waivers: tuple[Waiver, ...] = ()
    budgets: tuple[Budget, ...] = ()
    spans: Mapping[str, SourceSpan] = field(default_factory=lambda: MappingProxyType({}))


DEFAULTS = Settings()
"""The settings without a file."""
