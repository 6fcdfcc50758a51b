"""An audit as one HTML file to read, to print and to pass on: no script, nothing fetched, light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from jinja2 import Template

from frictionaudit.domain.quantities.format import count, format_effort
from frictionaudit.domain.quantities.listing import and_more
from frictionaudit.exports.audit.in_short import ideas, linked_marks, numbered, pictured, worst
from frictionaudit.exports.audit.summary import (
    EFFORTS,
    SEVERITY,
    by_severity,
    cost,
    evidence,
    grouped,
    looked_at,
    not_counting,
    reason,
    remedies,
    rows,
    summary,
)
from frictionaudit.exports.templates import environment
from frictionaudit.exports.wording import burden, completeness, numbers, policy
from frictionaudit.exports.wording.locations import relative
from frictionaudit.exports.wording.readability import reads
from frictionaudit.results.audit import SEVERITIES, Audit, Burden, BurdenLine, Finding, Measure, ProcedureAudit

SHOWN = 4
"""Findings of one rule that stand open; the rest can be unfolded."""
STEPS = 8
"""Steps that show where the time goes."""
_REASONS = 3
"""Reasons that a number gives for its evidence before it says how many more there are."""
_SCOPES = {"case": "Per case", "year": "Per year", "model": "Of the drawing", "log": "Of the cases recorded"}
_BIG = {
    "Customer": ("Customer, per case", "customer_minutes"),
    "Staff": ("Staff, per case", "staff_minutes"),
    "Waits": ("Waiting on us", "wait_ours"),
}
"""The number that stands large in each part of the account; the chart shows where the time goes."""
_WAITS = ("wait_ours", "wait_customer", "wait_third")


@dataclass(frozen=True)
class Card:
    """One number in large, with the smaller ones that belong to it."""

    heading: str
    big: str
    small: list[str]


@dataclass(frozen=True)
class Bar:
    """A number with its part of the largest, in hundredths."""

    name: str
    value: str
    width: float


def write(audit: Audit) -> str:
    """The report; the same audit gives the same bytes."""
    return _template().render(
        audit=audit,
        summary=summary(audit),
        names=list(_names(audit.procedures)),
        repeated={
            title for title, times in Counter(procedure.title for procedure in audit.procedures).items() if times > 1
        },
        unread=[item for item in audit.skipped if item.where is not None],
        ignored=[item for item in audit.skipped if item.where is None],
    )


@cache
def _template() -> Template:
    return environment(
        SHOWN=SHOWN,
        SEVERITIES=SEVERITIES,
        SEVERITY=SEVERITY,
        and_more=and_more,
        not_counting=not_counting,
        bars=_bars,
        basis=_basis,
        budget_line=policy.budget_line,
        decided=policy.decided,
        of_review=policy.of_review,
        under_review=policy.under_review,
        by_severity=by_severity,
        cards=_cards,
        effort=_effort,
        hours=burden.hours,
        loops=burden.loops,
        part=_part,
        rest=burden.rest,
        routes=burden.routes,
        stake=burden.stake,
        together=burden.together,
        told_gaps=completeness.told,
        worst_steps=_worst_steps,
        count=count,
        counts=_counts,
        cost=cost,
        efforts=EFFORTS,
        evidence=evidence,
        grouped=grouped,
        looked_at=looked_at,
        ideas=ideas,
        linked_marks=linked_marks,
        measured=_measured,
        number=numbered,
        pictured=pictured,
        worst=worst,
        reads=reads,
        reason=reason,
        relative=relative,
        remedies=remedies,
        scopes=_scopes,
        waits=_WAITS,
    ).get_template("report.html")


def _names(procedures: Sequence[ProcedureAudit]) -> Iterator[str]:
    """A name for each procedure to link to; a second procedure of the same id gets a number."""
    seen: Counter[str] = Counter()
    for procedure in procedures:
        seen[procedure.id] += 1
        yield f"p-{procedure.id}" if seen[procedure.id] == 1 else f"p-{procedure.id}--{seen[procedure.id]}"


def _counts(findings: Sequence[Finding]) -> Mapping[str, int]:
    return Counter(finding.severity for finding in findings)


def _measured(measure: Measure) -> str:
    """A value with its unit, but for units that say nothing in a table."""
    return numbers.measure(measure).removesuffix(" count").removesuffix(" ratio")


def _cards(procedure: ProcedureAudit) -> Iterator[Card]:
    for heading, parts in rows(procedure):
        if heading not in _BIG:
            continue
        title, key = _BIG[heading]
        big = numbers.measure(procedure.measures[key]) if key in procedure.measures else "unknown"
        yield Card(title, big, [part for part in parts if not part.startswith(big)])


def _worst_steps(burden: Burden) -> list[BurdenLine]:
    return [line for line in burden.steps if line.minutes > 0][:STEPS]


def _effort(minutes: float) -> str:
    return format_effort(minutes) if minutes else "–"


def _part(minutes: float, longest: float) -> float:
    """The width of a bar, in hundredths of the longest."""
    return round(minutes / longest * 100, 1)


def _bars(procedure: ProcedureAudit, keys: Sequence[str]) -> list[Bar]:
    """Known parts of a time, the longest at full width; nothing where there is nothing to compare."""
    known = [
        (key, procedure.measures[key]) for key in keys if key in procedure.measures and procedure.measures[key].value
    ]
    if len(known) < 2:
        return []
    longest = max(measure.value or 0 for _, measure in known)
    return [
        Bar(measure.definition.label, numbers.measure(measure), round((measure.value or 0) / longest * 100, 1))
        for key, measure in known
    ]


def _scopes(procedure: ProcedureAudit) -> Iterator[tuple[str, str, list[Measure]]]:
    """Measures of each scope, in the order of their names; those that are unknown come last."""
    order = list(_SCOPES)
    ranked = sorted(
        procedure.measures.values(), key=lambda m: (order.index(m.scope), m.value is None, m.definition.label)
    )
    for scope, measures in groupby(ranked, key=lambda m: m.scope):
        yield scope, _SCOPES[scope], list(measures)


def _basis(measure: Measure) -> str:
    """Where a number comes from, in words: drawn; assumed: said by the desk; unknown: two steps say nothing."""
    basis = measure.evidence
    kind = "unknown" if measure.value is None else basis.kind
    grounds = []
    if basis.bound == "between" and basis.low is not None and basis.high is not None:
        low, high = (numbers.quantity(measure, v) for v in (basis.low, basis.high))
        grounds.append(f"between {low} and {high}")
    grounds += [basis.note] if basis.note else []
    grounds += _first_reasons(basis.assumed)
    grounds += (
        [f"nothing said by: {', '.join(_first_reasons(basis.unknown))}"]
        if basis.unknown and measure.value is not None
        else []
    )
    grounds += _first_reasons(basis.unknown) if measure.value is None else []
    return f"{kind}: {'; '.join(grounds)}" if grounds else kind


def _first_reasons(texts: Sequence[str]) -> list[str]:
    return [*texts[:_REASONS], *filter(None, [and_more(texts, _REASONS)])]
