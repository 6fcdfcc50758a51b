"""Policy results in words: budgets exceeded, findings waived, known and fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from frictionaudit.domain.quantities.format import count, format_number
from frictionaudit.results.audit import Audit, Finding, JudgedBudget, ProcedureAudit

_BREACHES = {
    "<=": ("exceeded", "limit"),
    "<": ("exceeded", "limit below"),
    ">=": ("not met", "minimum"),
    ">": ("not met", "minimum above"),
}
"""How a budget is broken, and what its amount is called, by the sign of its condition."""


def budget_line(budget: JudgedBudget, placed: bool = True) -> str:
    """A budget that is exceeded or cannot be checked, in one line, with its place in the settings at the end."""
    place = f" [{budget.where}]" if placed and budget.where else ""
    if budget.kept is None:
        limit = f"{budget.measure} {budget.limit}"
        return f"budget of '{budget.procedure}' ({limit}) cannot be checked: {budget.why}{place}"
    sign, _, amount = budget.limit.partition(" ")
    value = f"{_beside(float(amount), budget.value or 0.0)} {budget.unit}"
    breach, limit = _BREACHES[sign]
    measure = "" if budget.unit == budget.measure else f" ({budget.measure})"
    return f"budget of '{budget.procedure}' {breach}: {value}{measure}, {limit} {amount}{place}"


def _beside(limit: float, value: float) -> str:
    """A value with as many digits as it takes to see on which side of its limit it is."""
    texts = [format_number(value), format_number(value, tenths=True), *(f"{value:,.{n}f}" for n in range(2, 10))]
    side = (value > limit) - (value < limit)
    readings = ((text, float(text.replace(",", ""))) for text in texts)
    return next((text for text, read in readings if (read > limit) - (read < limit) == side), f"{value}")


def set_apart(procedure: ProcedureAudit) -> Iterator[str]:
    """The waived findings, each with who accepted it until when, and the number of known findings."""
    waived = [finding for finding in procedure.findings if finding.waived is not None]
    if waived:
        yield f"Waived: {'; '.join(dict.fromkeys(_waived(finding) for finding in waived))}"
    known = [finding for finding in procedure.findings if finding.known]
    if known:
        yield f"Known from the baseline: {_by_rule(known)}"
    if told := under_review(procedure):
        yield f"Under review: {told}"


def _waived(finding: Finding) -> str:
    waiver = finding.waived
    if waiver is None:
        return ""
    return f"{finding.rule} {finding.name} (by {waiver.by} until {waiver.until}: {waiver.reason})"


def _by_rule(findings: Sequence[Finding]) -> str:
    names = [f"{finding.rule} {finding.name}" for finding in findings]
    counts = {name: names.count(name) for name in names}
    return ", ".join(f"{count} × {name}" if count > 1 else name for name, count in counts.items())


def closing(audit: Audit) -> Iterator[tuple[str, str]]:
    """The lines at the end of an audit, each with its style."""
    for finding in audit.about_settings:
        place = f" [{finding.where}]" if finding.where else ""
        yield f"{finding.rule} {finding.name}: {finding.message}{place}", finding.severity
    for budget in audit.budgets:
        if budget.kept is not True:
            yield budget_line(budget), "error" if budget.kept is False else "warning"
    kept = sum(budget.kept is True for budget in audit.budgets)
    if kept:
        yield f"{kept} {'budget is' if kept == 1 else 'budgets are'} kept", "good"
    for known in audit.fixed:
        yield f"fixed: {known.rule} in {known.procedure} (was in the baseline) [{known.path}]", "good"


def counts(audit: Audit) -> str:
    """How many findings are waived and known, to continue the summary."""
    summary = audit.summary
    waived = f", {summary.waived} waived" if summary.waived else ""
    return waived + (f", {summary.known} known" if summary.known else "")


def under_review(procedure: ProcedureAudit) -> str:
    """How many open findings are under review, in which, and by when; empty where none is."""
    notes = [finding.review for finding in procedure.findings if finding.review is not None]
    if not notes:
        return ""
    ids = ", ".join(sorted({f"{note.id} ({note.owner})" for note in notes}))
    states = Counter(note.state for note in notes)
    told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    until = min((note.until for note in notes if note.until), default=None)
    return f"{count(len(notes), 'finding')} in {ids}: {told}" + (f"; the next day is {until}" if until else "")


def decided(finding: Finding) -> bool:
    """Whether somebody has decided on a finding in a review."""
    return finding.review is not None and finding.review.state != "to decide"


def of_review(finding: Finding) -> str:
    """Where one finding stands in its review: accepted in permit-1 (Ann Lee), until 2027-03-01."""
    note = finding.review
    if note is None:
        return ""
    return f"{note.state} in {note.id} ({note.owner})" + (f", until {note.until}" if note.until else "")
