"""Findings as a table for a spreadsheet: one row each, justified ones included and marked."""

from __future__ import annotations

import csv
import io

from frictionaudit.domain.findings import Audit, Finding, ProcedureAudit, RuleInfo
from frictionaudit.exports.harmless import cell
from frictionaudit.exports.places import place, relative

COLUMNS = (
    *("procedure", "title", "source", "line", "column", "rule", "name", "severity", "status", "steps", "about"),
    *("message", "why", "do", "purpose", "basis", "fingerprint"),
)


def write(audit: Audit) -> str:
    """A row per finding, then a row per file that was not read; measures have their own table (`measure`)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in audit.procedures:
        for finding in one.findings:
            table.writerow(map(cell, _row(finding, one, audit.rules[finding.rule])))
    for skipped in audit.skipped:
        if skipped.where is not None:
            where = skipped.where
            row = {"source": relative(where.path), "line": str(where.line), "column": str(where.column)}
            row |= {"severity": "error", "status": "not read", "message": skipped.why}
            table.writerow(cell(row.get(column, "")) for column in COLUMNS)
    return out.getvalue()


def _row(finding: Finding, one: ProcedureAudit, rule: RuleInfo) -> tuple[str, ...]:
    where, reason = place(finding, one), finding.justified
    return (
        *(one.id, one.title, relative(where.path), str(where.line), str(where.column)),
        *(finding.rule, finding.name, finding.severity, "justified" if reason else "open"),
        *("; ".join(finding.steps), finding.about, finding.message, rule.why, rule.do),
        *((str(reason.purpose), reason.basis or "") if reason else ("", "")),
        finding.fingerprint,
    )
