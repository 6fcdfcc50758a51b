"""Waivers: a finding may stay for a while, if somebody says why and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from frictionaudit.results.audit import Audit, Finding, ProcedureAudit, RuleInfo, Waiver, by_severity, fingerprint


def waived(audit: Audit, waivers: Sequence[Waiver], today: date) -> Audit:
    """The audit with the findings set apart that somebody lets stay. A waiver counts until the end of its last day."""
    valid = [waiver for waiver in waivers if today <= waiver.until]
    if not valid:
        return audit
    return audit.model_copy(update={"procedures": tuple(_waived(one, valid) for one in audit.procedures)})


def _waived(one: ProcedureAudit, waivers: Sequence[Waiver]) -> ProcedureAudit:
    here = [waiver for waiver in waivers if concerns(waiver, one)]
    if not here:
        return one
    findings = []
    for finding in one.findings:
        waiver = next((waiver for waiver in here if finding.justified is None and covers(waiver, finding)), None)
        findings.append(finding if waiver is None else finding.model_copy(update={"waived": waiver}))
    return one.model_copy(update={"findings": tuple(findings)})


def concerns(waiver: Waiver, one: ProcedureAudit) -> bool:
    """Whether a waiver is for this procedure: for its file or a folder around it, and for its id."""
    if waiver.procedure not in (None, one.id):
        return False
    if waiver.path is None:
        return True
    source, meant = Path(one.source).resolve(), _meant(waiver)
    return source == meant or meant in source.parents


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver that concerns a procedure is for this finding of it: all its steps have to be named."""
    return (
        waiver.rule == finding.rule
        and waiver.fingerprint in (None, finding.fingerprint)
        and (not waiver.steps or (bool(finding.steps) and set(finding.steps) <= set(waiver.steps)))
    )


def _meant(waiver: Waiver) -> Path:
    folder = Path(waiver.where.path).parent if waiver.where else Path()
    return (folder / (waiver.path or "")).resolve()


def stale(
    audit: Audit, waivers: Iterable[Waiver], today: date, rule: RuleInfo, ran: Iterable[str]
) -> Iterator[Finding]:
    """Findings about waivers that do nothing more: past their date, or without a finding that they cover.

    A waiver is judged only where what it is for was examined, with its rule: an audit of one changed file says
    nothing of the others.
    """
    run = set(ran)
    for waiver in waivers:
        if today > waiver.until:
            message = f"the waiver of {_told(waiver)} by {waiver.by} was for the time until {waiver.until}"
            yield _finding(rule, waiver, message).model_copy(update={"severity": "warning"})
        elif waiver.path is not None and not _meant(waiver).exists():
            yield _finding(rule, waiver, f"the waiver of {_told(waiver)} is for a file that is not there")
        elif waiver.rule in run:
            seen = [one for one in audit.procedures if concerns(waiver, one)]
            if seen and not any(covers(waiver, finding) for one in seen for finding in one.findings):
                yield _finding(rule, waiver, f"the waiver of {_told(waiver)} covers no finding")


def _told(waiver: Waiver) -> str:
    parts = [waiver.path, waiver.procedure, *waiver.steps, waiver.fingerprint]
    return f"{waiver.rule} for {', '.join(part for part in parts if part)}"


def _finding(rule: RuleInfo, waiver: Waiver, message: str) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=rule.level,
        steps=(),
        about=_told(waiver),
        message=message,
        fingerprint=fingerprint(rule.code, _told(waiver), ()),
        where=waiver.where,
    )


def with_summary(audit: Audit) -> Audit:
    """The audit with its summary counted anew."""
    findings = [finding for one in audit.procedures for finding in one.findings]
    counted = {
        "findings": by_severity((*findings, *audit.about_settings)),
        "justified": sum(finding.justified is not None for finding in findings),
        "waived": sum(finding.waived is not None for finding in findings),
        "known": sum(finding.known for finding in findings),
    }
    return audit.model_copy(update={"summary": audit.summary.model_copy(update=counted)})
