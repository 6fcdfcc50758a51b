"""What the procedure takes in a year: per case times volume, net of what people would do anyway."""

from __future__ import annotations

from dataclasses import replace

from frictionaudit.analysis.catalogue import Definition, Measures, measure
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.quantities import Assumed, Measured
from frictionaudit.results.audit import Basis


def yearly(m: Measures, key: str, per: float = 1.0) -> Result:
    """A measure per case times yearly volume, without the business-as-usual share."""
    volume, bau = m.subject.procedure.volume, m.subject.procedure.bau_share
    case = m[key]
    if volume is None:
        return Tally.unknown(m.subject, "the page gives no volume")
    if case.value is None:
        return None, case.evidence
    factor = volume.per_year * (1 - bau.value if bau else 1.0) * per
    evidence = case.evidence
    for source in [volume.evidence, *([bau.evidence] if bau else [])]:
        evidence = _weaker(evidence, source)
    low, high = (None if end is None else end * factor for end in (evidence.low, evidence.high))
    return case.value * factor, replace(evidence, low=low, high=high)


def _weaker(basis: Basis, source: object) -> Basis:
    if isinstance(source, Assumed):
        return replace(basis, kind="assumed", assumed=(*basis.assumed, source.why))
    if basis.kind == "measured" and not isinstance(source, Measured):
        return replace(basis, kind="stated")
    return basis


def _define(key: str, unit: str, case: str, per: float, label: str, headline: int) -> Definition:
    page = f"{label.capitalize()}: {case} × volume × (1 − business-as-usual share)."

    @measure(key, unit, "year", label=label, headline=headline, page=page)
    def total(m: Measures) -> Result:
        return yearly(m, case, per)

    return total


TOTALS = (
    _define("customer_hours_year", "hours", "customer_minutes", 1 / 60, "customers' time per year", 16),
    _define("staff_hours_year", "hours", "staff_minutes", 1 / 60, "staff time per year", 17),
    _define("customer_cost_year", "money", "customer_cost", 1.0, "customers' money per year", 18),
    _define("staff_cost_year", "money", "staff_cost", 1.0, "staff cost per year", 19),
)
