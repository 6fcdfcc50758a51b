"""Running the rules over a procedure, and setting apart what the page justifies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.portfolio import Digest
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath, Procedure, SourceSpan
from frictionaudit.results.audit import SEVERITIES, Finding, fingerprint


def examine(subject: Subject, measures: Measures, rules: Sequence[Rule]) -> list[tuple[Finding, PagePath]]:
    """All findings of some rules, each with its path on the page; the worst first, then as a reader meets them."""
    order = {step: n for n, step in enumerate(subject.procedure.in_reading_order())}
    procedure = subject.procedure
    found = [(_finding(procedure, rule, flag), flag.path) for rule in rules for flag in rule.check(subject, measures)]
    said = [finding for finding, _ in found]
    found += [
        (_finding(procedure, rule, flag), flag.path) for rule in rules for flag in rule.after(subject, measures, said)
    ]
    return sorted(found, key=lambda pair: rank(pair[0], order))


def across(digests: Sequence[Digest], rules: Sequence[Rule]) -> list[tuple[Digest, Finding]]:
    """What the rules say about several procedures together, each finding with the procedure it belongs to."""
    return [(about, _foreign(about, rule, flag)) for rule in rules for about, flag in rule.across(digests)]


def _foreign(about: Digest, rule: Rule, flag: Flag) -> Finding:
    asked = next((asked for asked in about.asked if asked.path == flag.path), None)
    reasons = (*(asked.because if asked else ()), *(one for one in about.because if one.covers))
    justified = next((because for because in reasons if covers(because, rule.code())), None)
    return _stated(rule, flag, justified, asked.where if asked else about.where)


def rank(finding: Finding, order: dict[str, int]) -> tuple[int, str, int, str]:
    first = min((order[step] for step in finding.steps), default=-1)
    return SEVERITIES.index(finding.severity), finding.rule, first, finding.about


def _finding(procedure: Procedure, rule: Rule, flag: Flag) -> Finding:
    """A flag as a finding, with what the page says to justify it."""
    return _stated(rule, flag, _justification(procedure, flag, rule.code()))


def _stated(rule: Rule, flag: Flag, justified: Because | None, where: SourceSpan | None = None) -> Finding:
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


def _justification(procedure: Procedure, flag: Flag, code: str) -> Because | None:
    """Why the page says that this friction is right.

    It may say so at the place itself or at any part around it, at each of the steps concerned (one of several
    is not enough), or for the procedure as a whole, where the rule has to be named.
    """
    for because in reasons_along(procedure, flag.at):
        if covers(because, code):
            return because
    steps = [_answer(procedure, step, code) for step in flag.steps]
    if steps and all(steps):
        return steps[0]
    return next((because for because in procedure.because if code in because.covers), None)


def _answer(procedure: Procedure, step: str, code: str) -> Because | None:
    """Why a rule's friction is right at a step, or at the wait before it."""
    drawn = procedure.steps[step]
    reasons = (drawn.because, drawn.wait.because if drawn.wait else None)
    return next((because for because in reasons if because is not None and covers(because, code)), None)


def covers(because: Because, code: str) -> bool:
    """Whether a justification answers a rule: one that names no rules answers all."""
    return not because.covers or code in because.covers


def reasons_along(procedure: Procedure, path: PagePath) -> Iterator[Because]:
    """What the page says to justify a part, or any part around it, the nearest first."""
    found = []
    part: object = procedure
    for key in path:
        if isinstance(part, dict):
            part = part.get(key)
        elif isinstance(part, tuple):
            part = next((one for n, one in enumerate(part) if key in (n, getattr(one, "key", None))), None)
        else:
            part = getattr(part, str(key), None)
        because = getattr(part, "because", None)
        if isinstance(because, Because):
            found.append(because)
    yield from reversed(found)
