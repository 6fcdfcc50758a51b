"""What a team has agreed on, in the words of a text: budgets passed, findings waived, known and fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.exports.wording import numbers
from frictionaudit.results.audit import Audit, Finding, JudgedBudget, ProcedureAudit


def budget_line(budget: JudgedBudget) -> str:
    """A budget that was passed, or that nobody can judge, in one line."""
    place = f" [{budget.where}]" if budget.where else ""
    condition = f"{budget.measure} {budget.limit}"
    if budget.kept is None:
        return f"budget of '{budget.procedure}' cannot be judged: {condition}: {budget.why}{place}"
    value = f"{numbers.amount(budget.value or 0.0)} {budget.unit}"
    return f"budget of '{budget.procedure}' is passed: {condition}, and it is {value}{place}"


def set_apart(one: ProcedureAudit) -> Iterator[str]:
    """The findings that are waived, each with who answers for it until when, and how many were known before."""
    waived = [finding for finding in one.findings if finding.waived is not None]
    if waived:
        yield f"Waived: {'; '.join(dict.fromkeys(_waived(finding) for finding in waived))}"
    known = [finding for finding in one.findings if finding.known]
    if known:
        yield f"Known from the baseline: {_by_rule(known)}"


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
    """Lines at the end of an audit, each with the style it is written in."""
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
        yield f"fixed: {known.rule} in {known.procedure}, once known [{known.path}]", "good"


def counts(audit: Audit) -> str:
    """How many findings are waived and known, as the summary goes on."""
    s = audit.summary
    return (f", {s.waived} waived" if s.waived else "") + (f", {s.known} known" if s.known else "")
