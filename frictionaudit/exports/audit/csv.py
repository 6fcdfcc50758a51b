"""Findings as a table for a spreadsheet: one row each, with whether it counts."""

from __future__ import annotations

import csv
import io

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.exports.audit.summary import reason, status
from frictionaudit.exports.wording import burden, sanitize
from frictionaudit.exports.wording.locations import place, relative
from frictionaudit.results.audit import Audit, Finding, ProcedureAudit, RuleInfo

COLUMNS = (
    *("procedure", "title", "source", "line", "column", "rule", "name", "severity", "status", "steps", "about"),
    *("message", "why", "do", "reason", "fingerprint", "also", "at_stake", "customer_hours_year", "staff_hours_year"),
    "element",
)


def write(audit: Audit) -> str:
    """A row per finding, then those about the settings, then a row per file that was not read.

    Measures have their own table: `frictionaudit measure --format csv`.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for procedure in audit.procedures:
        for finding in procedure.findings:
            table.writerow(map(sanitize.cell, _row(finding, procedure, audit.rules[finding.rule])))
    for finding in audit.about_settings:
        named = {"rule": finding.rule, "name": finding.name, "about": finding.about, "fingerprint": finding.fingerprint}
        values = {"severity": finding.severity, "status": "open", "message": finding.message}
        table.writerow(_sparse(finding.where, **named, **values))
    for skipped in audit.skipped:
        if skipped.where is not None:
            table.writerow(_sparse(skipped.where, severity="error", status="not read", message=skipped.why))
    return out.getvalue()


def _sparse(where: SourceSpan | None, **cells: str) -> list[str]:
    """A row about no procedure: its place, and the cells that are given."""
    place = {"source": relative(where.path), "line": str(where.line), "column": str(where.column)} if where else {}
    return [sanitize.cell({**place, **cells}.get(column, "")) for column in COLUMNS]


def _row(finding: Finding, procedure: ProcedureAudit, rule: RuleInfo) -> tuple[str, ...]:
    where, state = place(finding, procedure), status(finding)
    return (
        *(procedure.id, procedure.title, relative(where.path), str(where.line), str(where.column)),
        *(finding.rule, finding.name, finding.severity, state),
        *("; ".join(finding.steps), finding.about, finding.message, rule.why, rule.do),
        "" if state == "open" else reason(finding),
        finding.fingerprint,
        "; ".join(finding.also),
        *_stake(finding),
        rule.element,
    )


def _stake(finding: Finding) -> tuple[str, str, str]:
    """What is at stake, in words, and the hours of customers and staff a year."""
    stake = finding.at_stake
    if stake is None:
        return "", "", ""
    hours = (stake.customer_hours_year, stake.staff_hours_year)
    customer, staff = ("" if amount is None else f"{amount:.15g}" for amount in hours)
    return burden.stake(stake), customer, staff
