"""Audits what a procedure asks of people, says what to simplify, and keeps the history of its design.

import frictionaudit as fa

(procedure,) = fa.read("page.yaml")
report = fa.audit(procedure)
fa.suggest(procedure); fa.plan(procedure, max_changes=3)
quicker = fa.set(procedure, "steps.check.effort.work", "4m")
fa.diff(procedure, quicker).changes
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from frictionaudit.version import __version__

if TYPE_CHECKING:
    from frictionaudit.application.library import audit as audit
    from frictionaudit.application.library import change as change
    from frictionaudit.application.library import diff as diff
    from frictionaudit.application.library import measure as measure
    from frictionaudit.application.library import plan as plan
    from frictionaudit.application.library import promise as promise
    from frictionaudit.application.library import read as read
    from frictionaudit.application.library import sensitivity as sensitivity
    from frictionaudit.application.library import set as set  # noqa: A004 - fa.set(…) is what it does
    from frictionaudit.application.library import simulate as simulate
    from frictionaudit.application.library import suggest as suggest
    from frictionaudit.application.library import whatif as whatif
    from frictionaudit.application.report import Report as Report
    from frictionaudit.domain.changes import Change as Change
    from frictionaudit.domain.changes import apply as apply
    from frictionaudit.domain.changes import difference as difference
    from frictionaudit.domain.procedure import Procedure as Procedure
    from frictionaudit.errors import FrictionauditError as FrictionauditError
    from frictionaudit.results.audit import Audit as Audit
    from frictionaudit.results.audit import Comparison as Comparison
    from frictionaudit.results.audit import Finding as Finding
    from frictionaudit.results.measure import Measure as Measure
    from frictionaudit.results.simulation import PromiseAdvice as PromiseAdvice
    from frictionaudit.results.simulation import SimulationResult as SimulationResult
    from frictionaudit.results.suggestion import Effect as Effect
    from frictionaudit.results.suggestion import Plan as Plan
    from frictionaudit.results.suggestion import Suggestion as Suggestion
    from frictionaudit.store import Designs as Designs

_LIBRARY = "frictionaudit.application.library"
_PUBLIC = {
    "read": _LIBRARY,
    "audit": _LIBRARY,
    "measure": _LIBRARY,
    "suggest": _LIBRARY,
    "plan": _LIBRARY,
    "whatif": _LIBRARY,
    "change": _LIBRARY,
    "diff": _LIBRARY,
    "set": _LIBRARY,
    "simulate": _LIBRARY,
    "promise": _LIBRARY,
    "sensitivity": _LIBRARY,
    "apply": "frictionaudit.domain.changes",
    "difference": "frictionaudit.domain.changes",
    "Audit": "frictionaudit.results.audit",
    "Change": "frictionaudit.domain.changes",
    "Comparison": "frictionaudit.results.audit",
    "Designs": "frictionaudit.store",
    "Effect": "frictionaudit.results.suggestion",
    "Finding": "frictionaudit.results.audit",
    "FrictionauditError": "frictionaudit.errors",
    "Measure": "frictionaudit.results.measure",
    "Plan": "frictionaudit.results.suggestion",
    "Procedure": "frictionaudit.domain.procedure",
    "PromiseAdvice": "frictionaudit.results.simulation",
    "Report": "frictionaudit.application.report",
    "SimulationResult": "frictionaudit.results.simulation",
    "Suggestion": "frictionaudit.results.suggestion",
}
"""Public names and where they are; each is loaded on first use, so that importing the package costs nothing."""

__all__ = [
    "Audit",
    "Change",
    "Comparison",
    "Designs",
    "Effect",
    "Finding",
    "FrictionauditError",
    "Measure",
    "Plan",
    "Procedure",
    "PromiseAdvice",
    "Report",
    "SimulationResult",
    "Suggestion",
    "__version__",
    "apply",
    "audit",
    "change",
    "diff",
    "difference",
    "measure",
    "plan",
    "promise",
    "read",
    "sensitivity",
    "set",
    "simulate",
    "suggest",
    "whatif",
]


def __getattr__(name: str) -> object:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'frictionaudit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
