"""Friction budgets: limits on the measures of a procedure."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.audit import Audit, JudgedBudget, Measure, ProcedureAudit

COMPARE = MappingProxyType({"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt})
_CONDITION = re.compile(r"^\s*(<=|>=|<|>)\s*([0-9]+(?:\.[0-9]+)?)\s*$")


@dataclass(frozen=True)
class Budget:
    """A limit on a measure, for every procedure or for the one named."""

    measure: str
    sign: str
    amount: float
    procedure: str | None = None
    where: SourceSpan | None = None

    @property
    def limit(self) -> str:
        """The condition as written."""
        return f"{self.sign} {self.amount:.12g}"


def condition(text: str) -> tuple[str, float] | None:
    """The sign and the amount of a condition such as `<= 45`; None for other text."""
    match = _CONDITION.match(text)
    return (match[1], float(match[2])) if match else None


def judged(audit: Audit, budgets: Sequence[Budget]) -> Audit:
    """The audit with the result of each budget; a budget of one procedure replaces the general one on that measure."""
    if not budgets:
        return audit
    results = [result for procedure in audit.procedures for result in _results(procedure, budgets)]
    audited = {procedure.id for procedure in audit.procedures}
    results += [_absent(budget) for budget in budgets if budget.procedure and budget.procedure not in audited]
    return audit.model_copy(update={"budgets": tuple(results)})


def _results(procedure: ProcedureAudit, budgets: Sequence[Budget]) -> Iterator[JudgedBudget]:
    own = [budget for budget in budgets if budget.procedure == procedure.id]
    replaced = {budget.measure for budget in own}
    general = [budget for budget in budgets if budget.procedure is None and budget.measure not in replaced]
    for budget in (*own, *general):
        measure = procedure.measures[budget.measure]
        kept, why = _kept(budget, measure)
        yield _result(budget, procedure.id, measure.value, measure.unit, kept, why)


def _kept(budget: Budget, measure: Measure) -> tuple[bool | None, str]:
    """Whether a measure is within its budget; None and the reason if that is unknown."""
    if measure.value is None:
        missing = listed(measure.evidence.unknown)
        return None, f"{budget.measure} is unknown" + (f" ({missing})" if missing else "")
    kept = COMPARE[budget.sign](measure.value, budget.amount)
    if measure.evidence.bound == "at least" and kept == (budget.sign in ("<=", "<")):
        missing = listed(measure.evidence.unknown)
        return None, f"only part of {budget.measure} is known" + (f" (unknown: {missing})" if missing else "")
    return kept, ""


def _absent(budget: Budget) -> JudgedBudget:
    why = f"the audit covers no procedure '{budget.procedure}'"
    return _result(budget, budget.procedure or "", None, "", None, why)


def _result(
    budget: Budget, procedure: str, value: float | None, unit: str, kept: bool | None, why: str
) -> JudgedBudget:
    return JudgedBudget(
        procedure=procedure,
        measure=budget.measure,
        limit=budget.limit,
        value=value,
        unit=unit,
        kept=kept,
        why=why,
        where=budget.where,
    )
