"""Runs rules over procedures, and attaches to each finding the justification that the page gives for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import first_covering, justification_for
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.portfolio import Digest
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath, Procedure, SourceSpan
from frictionaudit.results.audit import SEVERITIES, Finding, fingerprint


@dataclass(frozen=True)
class _Located:
    """A finding, its path on the page, and the rules that can say the same."""

    finding: Finding
    path: PagePath
    same_as: tuple[str, ...]


def examine(subject: Subject, measures: Measures, rules: Sequence[Rule]) -> list[tuple[Finding, PagePath]]:
    """All findings of some rules, each with its path on the page: most severe first, then in reading order.

    Rules about the audit itself run last, on what the other rules found.
    """
    procedure = subject.procedure
    order = {step: n for n, step in enumerate(procedure.in_reading_order())}
    located = [found for rule in rules for found in _located(subject, rule, rule.check(subject, measures), order)]
    findings = [found.finding for found in located]
    for rule in rules:
        located += _located(subject, rule, rule.after(subject, measures, findings), order)
    return sorted(_once(located), key=lambda pair: rank(pair[0], order))


def _located(subject: Subject, rule: Rule, flags: Iterable[Flag], order: Mapping[str, int]) -> list[_Located]:
    """The findings of one rule, those that say the same of several steps as one, each with its path on the page."""
    groups: dict[tuple[object, ...], list[Flag]] = {}
    for n, flag in enumerate(flags):
        justified = justification_for(subject.procedure, rule.code(), flag.at, flag.steps) if flag.together else None
        key = (flag.together, flag.about, flag.severity, repr(justified)) if flag.together else (n,)
        groups.setdefault(key, []).append(flag)
    one_each = [group[0] if len(group) == 1 else _together(subject, group, order) for group in groups.values()]
    return [_Located(_finding(subject.procedure, rule, flag), flag.path, flag.same_as) for flag in one_each]


def _together(subject: Subject, flags: Sequence[Flag], order: Mapping[str, int]) -> Flag:
    """Flags that say the same of several steps as one, with the steps in reading order."""
    flags = sorted(flags, key=lambda flag: order[flag.steps[0]])
    steps = tuple(dict.fromkeys(step for flag in flags for step in flag.steps))
    first = flags[0]
    message = first.together.replace("{places}", describe_all(subject.graph, [flag.steps[0] for flag in flags]))
    priced = tuple(dict.fromkeys(step for flag in flags for step in flag.priced or flag.steps))
    return replace(
        first,
        message=message,
        steps=steps,
        priced=() if priced == steps else priced,
        portion=max(flag.portion for flag in flags),
    )


def across(digests: Sequence[Digest], rules: Sequence[Rule]) -> list[tuple[Digest, Finding]]:
    """Findings about several procedures together, each with the procedure it belongs to."""
    return [(digest, _portfolio_finding(digest, rule, flag)) for rule in rules for digest, flag in rule.across(digests)]


def rank(finding: Finding, order: Mapping[str, int]) -> tuple[int, str, int, str]:
    """Sort key of a finding: severity, then rule, then its first step in reading order."""
    first_step = min((order[step] for step in finding.steps), default=-1)
    return SEVERITIES.index(finding.severity), finding.rule, first_step, finding.about


def _once(located: Sequence[_Located]) -> list[tuple[Finding, PagePath]]:
    """The findings with their paths; two that say the same of the same steps are one, under the rule that says so."""
    merged: dict[int, Finding] = {n: entry.finding for n, entry in enumerate(located)}
    at_step: dict[tuple[str, str], list[int]] = {}  # the findings of each rule at each step
    for n, entry in enumerate(located):
        for step in set(entry.finding.steps):
            at_step.setdefault((entry.finding.rule, step), []).append(n)
    for n, entry in enumerate(located):
        near = {m for rule in entry.same_as for step in entry.finding.steps for m in at_step.get((rule, step), ())}
        same = [m for m in sorted(near) if _says_the_same(located[m].finding, entry.finding)]
        if same:
            merged[n] = _merged(entry.finding, [located[m].finding for m in same])
            for m in same:
                merged.pop(m, None)
    return [(finding, located[n].path) for n, finding in merged.items()]


def _says_the_same(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same steps, or one about some of the other's, and are justified alike."""
    first, second = set(one.steps), set(other.steps)
    return bool(first and second) and (first <= second or second <= first) and one.justified == other.justified


def _merged(finding: Finding, others: Sequence[Finding]) -> Finding:
    severity = min((finding.severity, *(other.severity for other in others)), key=SEVERITIES.index)
    message = ". ".join((finding.message, *(other.message for other in others)))
    codes = tuple(sorted({other.rule for other in others}))
    steps = tuple(dict.fromkeys(step for entry in (finding, *others) for step in entry.steps))
    return finding.model_copy(update={"severity": severity, "message": message, "also": codes, "steps": steps})


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
        portion=min(1.0, max(0.0, flag.portion)),
        priced=flag.priced,
        going_back=flag.going_back,
    )
