"""Friction budgets: how much a procedure may ask of people before somebody has to decide about it."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.results.audit import Audit, JudgedBudget, Measure, ProcedureAudit

COMPARE = MappingProxyType({"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt})
_CONDITION = re.compile(r"^\s*(<=|>=|<|>)\s*([0-9]+(?:\.[0-9]+)?)\s*$")


@dataclass(frozen=True)
class Budget:
    """A condition on a measure: for each procedure, or for the one named."""

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
    """The sign and the amount of a condition such as `<= 45`; None where it is none."""
    match = _CONDITION.match(text)
    return (match[1], float(match[2])) if match else None


def judged(audit: Audit, budgets: Sequence[Budget]) -> Audit:
    """The audit with each budget beside its measure; one of a procedure stands instead of the general one."""
    if not budgets:
        return audit
    results = [result for one in audit.procedures for result in _of(one, budgets)]
    examined = {one.id for one in audit.procedures}
    results += [_absent(budget) for budget in budgets if budget.procedure and budget.procedure not in examined]
    return audit.model_copy(update={"budgets": tuple(results)})


def _of(one: ProcedureAudit, budgets: Sequence[Budget]) -> Iterator[JudgedBudget]:
    own = [budget for budget in budgets if budget.procedure == one.id]
    taken = {budget.measure for budget in own}
    general = [budget for budget in budgets if budget.procedure is None and budget.measure not in taken]
    for budget in (*own, *general):
        measure = one.measures[budget.measure]
        kept, why = _kept(budget, measure)
        yield _result(budget, one.id, measure.value, measure.unit, kept, why)


def _kept(budget: Budget, measure: Measure) -> tuple[bool | None, str]:
    """Whether a measure keeps within a budget, or why nobody can tell."""
    if measure.value is None:
        missing = ", ".join(measure.evidence.unknown[:3])
        return None, f"{budget.measure} is unknown" + (f" ({missing})" if missing else "")
    kept = COMPARE[budget.sign](measure.value, budget.amount)
    if measure.evidence.bound == "at least" and kept == (budget.sign in ("<=", "<")):
        missing = ", ".join(measure.evidence.unknown[:3])
        return None, f"more may come to it: {missing or 'something'} is not known"
    return kept, ""


def _absent(budget: Budget) -> JudgedBudget:
    why = f"no procedure '{budget.procedure}' was examined"
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
