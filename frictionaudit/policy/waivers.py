"""Waivers: findings that a named person accepts, with a reason and until a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from frictionaudit.files import exists
from frictionaudit.policy.new_steps import beyond
from frictionaudit.results.audit import Audit, Finding, ProcedureAudit, RuleInfo, Waiver, by_severity, fingerprint


def waived(audit: Audit, waivers: Sequence[Waiver], today: date) -> Audit:
    """The audit with waived findings marked. A waiver is valid until the end of its last day."""
    valid = [waiver for waiver in waivers if today <= waiver.until]
    if not valid:
        return audit
    return audit.model_copy(update={"procedures": tuple(_waived(procedure, valid) for procedure in audit.procedures)})


def _waived(procedure: ProcedureAudit, waivers: Sequence[Waiver]) -> ProcedureAudit:
    relevant = [waiver for waiver in waivers if concerns(waiver, procedure)]
    if not relevant:
        return procedure
    findings = []
    for finding in procedure.findings:
        waiver = next((waiver for waiver in relevant if finding.justified is None and covers(waiver, finding)), None)
        if waiver is not None:
            findings.append(finding.model_copy(update={"waived": waiver}))
            continue
        named = {step for waiver in relevant if _same_kind(waiver, finding) for step in waiver.steps}
        partly = finding.open and named & set(finding.steps)
        findings.append(beyond(finding, named, "not waived") if partly else finding)
    return procedure.model_copy(update={"findings": tuple(findings)})


def concerns(waiver: Waiver, procedure: ProcedureAudit) -> bool:
    """Whether a waiver is for this procedure: for its file or a folder around it, and for its id."""
    if waiver.procedure not in (None, procedure.id):
        return False
    if waiver.path is None:
        return True
    source, path = Path(procedure.source).resolve(), _path(waiver)
    return source == path or path in source.parents


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver for a procedure is for this finding: the waiver has to name all steps of it, if it names any."""
    return _same_kind(waiver, finding) and (
        not waiver.steps or (bool(finding.steps) and set(finding.steps) <= set(waiver.steps))
    )


def _same_kind(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver is for findings of this kind, at whichever steps."""
    return (
        waiver.rule == finding.rule
        and waiver.about in (None, finding.about)
        and waiver.fingerprint in (None, finding.fingerprint)
    )


def _path(waiver: Waiver) -> Path:
    """The file or folder of a waiver, which is relative to the folder of the settings."""
    folder = Path(waiver.where.path).parent if waiver.where else Path()
    return (folder / (waiver.path or "")).resolve()


def stale(
    audit: Audit, waivers: Iterable[Waiver], today: date, rule: RuleInfo, ran: Iterable[str]
) -> Iterator[Finding]:
    """Findings about waivers that have expired, or that cover no finding.

    A waiver is only checked if the audit covers its procedure and ran its rule, so that an audit of one changed file
    reports nothing about the others.
    """
    rules = set(ran)
    for waiver in waivers:
        if today > waiver.until:
            message = f"The waiver of {_scope(waiver)} expired on {waiver.until} (granted by {waiver.by})"
            yield _finding(rule, waiver, message).model_copy(update={"severity": "warning"})
        elif waiver.path is not None and not exists(_path(waiver)):
            yield _finding(rule, waiver, f"The waiver of {_scope(waiver)} is for a file that does not exist")
        elif waiver.rule in rules:
            concerned = [procedure for procedure in audit.procedures if concerns(waiver, procedure)]
            findings = [finding for procedure in concerned for finding in procedure.findings]
            if concerned and not any(covers(waiver, finding) or waiver.rule in finding.also for finding in findings):
                yield _finding(rule, waiver, f"The waiver of {_scope(waiver)} covers no finding")


def _scope(waiver: Waiver) -> str:
    """What a waiver is for, in words: its rule, file, procedure and steps."""
    parts = [waiver.path, waiver.procedure, *waiver.steps, waiver.about, waiver.fingerprint]
    return f"{waiver.rule} for {', '.join(part for part in parts if part)}"


def _finding(rule: RuleInfo, waiver: Waiver, message: str) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=rule.level,
        steps=(),
        about=_scope(waiver),
        message=message,
        fingerprint=fingerprint(rule.code, _scope(waiver), ()),
        where=waiver.where,
    )


def with_summary(audit: Audit) -> Audit:
    """The audit with its summary counted again."""
    findings = [finding for procedure in audit.procedures for finding in procedure.findings]
    counts = {
        "findings": by_severity((*findings, *audit.about_settings)),
        "justified": sum(finding.justified is not None for finding in findings),
        "waived": sum(finding.waived is not None for finding in findings),
        "known": sum(finding.known for finding in findings),
    }
    return audit.model_copy(update={"summary": audit.summary.model_copy(update=counts)})
