"""Runs rules over procedures, and attaches to each finding the justification that the page gives for it."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import first_covering, justification_for
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.portfolio import Digest
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath, Procedure, SourceSpan
from frictionaudit.results.audit import SEVERITIES, Finding, fingerprint


def examine(subject: Subject, measures: Measures, rules: Sequence[Rule]) -> list[tuple[Finding, PagePath]]:
    """All findings of some rules, each with its path on the page: most severe first, then in reading order.

    Rules about the audit itself run last, on what the other rules found.
    """
    procedure = subject.procedure
    order = {step: n for n, step in enumerate(procedure.in_reading_order())}
    located = [(_finding(procedure, rule, flag), flag.path) for rule in rules for flag in rule.check(subject, measures)]
    findings = [finding for finding, _ in located]
    located += [
        (_finding(procedure, rule, flag), flag.path)
        for rule in rules
        for flag in rule.after(subject, measures, findings)
    ]
    return sorted(located, key=lambda pair: rank(pair[0], order))


def across(digests: Sequence[Digest], rules: Sequence[Rule]) -> list[tuple[Digest, Finding]]:
    """Findings about several procedures together, each with the procedure it belongs to."""
    return [(digest, _portfolio_finding(digest, rule, flag)) for rule in rules for digest, flag in rule.across(digests)]


def rank(finding: Finding, order: dict[str, int]) -> tuple[int, str, int, str]:
    """Sort key of a finding: severity, then rule, then its first step in reading order."""
    first_step = min((order[step] for step in finding.steps), default=-1)
    return SEVERITIES.index(finding.severity), finding.rule, first_step, finding.about


def _finding(procedure: Procedure, rule: Rule, flag: Flag) -> Finding:
    return _build(rule, flag, justification_for(procedure, rule.code(), flag.at, flag.steps))


def _portfolio_finding(digest: Digest, rule: Rule, flag: Flag) -> Finding:
    asked = next((asked for asked in digest.things if asked.path == flag.path), None)
    reasons = (
        *(asked.because if asked else ()),
        *(because for because in digest.because if because.covers),  # of the whole procedure: must name the rule
    )
    where = asked.where if asked else digest.where
    return _build(rule, flag, first_covering(reasons, rule.code()), where)


def _build(rule: Rule, flag: Flag, justified: Because | None, where: SourceSpan | None = None) -> Finding:
    return Finding(
        rule=rule.code(),
        name=rule.name(),
        severity=flag.severity or rule.level,
        steps=flag.steps,
        about=flag.about,
        message=flag.message,
        fingerprint=fingerprint(rule.code(), flag.about, () if flag.whole else flag.steps),
        where=where,
        justified=justified,
    )
