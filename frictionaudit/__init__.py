"""Audits what a procedure asks of people, and keeps the history of its design."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "Audit": "frictionaudit.results.audit",
    "Designs": "frictionaudit.store",
    "FrictionGraph": "frictionaudit.analysis.flow.graph",
    "FrictionauditError": "frictionaudit.errors",
    "Measures": "frictionaudit.analysis.measures",
    "Procedure": "frictionaudit.domain.procedure",
    "Subject": "frictionaudit.analysis.flow.subject",
    "apply": "frictionaudit.domain.changes",
    "collect": "frictionaudit.application.audit",
    "compare": "frictionaudit.application.compare",
    "difference": "frictionaudit.domain.changes",
    "read": "frictionaudit.sources",
}
"""Public names and where they are; each is loaded on first use, so that importing the package costs nothing."""


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'frictionaudit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
