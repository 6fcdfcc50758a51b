"""The stream as one readable function: sources, graph, measures, findings, audit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import get_args

from frictionaudit import sources
from frictionaudit.analysis.burden.where_it_goes import where_it_goes
from frictionaudit.analysis.coverage import routing_not_judged, steps_not_judged
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing import missing
from frictionaudit.analysis.missing.by_name import by_name
from frictionaudit.analysis.missing.completeness import completeness
from frictionaudit.analysis.patterns.portfolio import Digest, digest
from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rulebook.care_points import care
from frictionaudit.analysis.rulebook.rank import ranked, with_stake_of_steps, worst_first
from frictionaudit.analysis.rulebook.run import across, examine
from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.text.page_readability import readability_of_texts
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.order_of_procedures import in_order
from frictionaudit.application.unnamed_lines import questions_with_lines, with_lines
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import Procedure, Reading, Skipped, SourceSpan
from frictionaudit.errors import InputError, Problem
from frictionaudit.files import shown
from frictionaudit.packs import time_limits
from frictionaudit.results.audit import Audit, Coverage, Element, Finding, Gaps, ProcedureAudit, Summary, by_severity
from frictionaudit.results.burden import Burden
from frictionaudit.results.drawing import Drawing
from frictionaudit.results.measure import definitions_of

_PLACE = re.compile(r"(.*?)(?::([0-9]{1,9}))?(?::([0-9]{1,9}))?", re.DOTALL)


@dataclass(frozen=True)
class Sources:
    """What reading some paths brought: the readings, the faults of what could not be read, and what was ignored."""

    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[Path, ...]


def collect(paths: Iterable[Path], pool: str | None = None) -> Sources:
    """Read all files below the paths; one that cannot be read does not stop the others. `pool`: of drawings, alone."""
    inputs = sources.find(paths)
    readings: list[Reading] = []
    problems: list[Problem] = list(inputs.problems)
    for file in inputs.files:
        try:
            readings.extend(sources.read_all(file, pool))
        except InputError as error:
            problems.extend(error.problems)
    return Sources(tuple(readings), tuple(problems), inputs.ignored)


def subjects(
    procedures: Iterable[Procedure], today: date | None = None, limits: Mapping[str, TimeLimit] | None = None
) -> Iterator[Subject]:
    """Procedures ready for analysis, one after the other, each knowing the others by id; `limits`: or those shipped."""
    known = time_limits(today) if limits is None else limits
    procedures = list(procedures)
    portfolio = {procedure.id: procedure for procedure in procedures}
    return (Subject(procedure, known, portfolio, today) for procedure in procedures)


@dataclass(frozen=True)
class PartialAudit:
    """The audit of some of the procedures, with what has to be kept of them to see them beside the others."""

    audits: tuple[ProcedureAudit, ...]
    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...] = ()


def audit(read: Sources, rules: Sequence[Rule] | None = None, ask: bool = False, today: date | None = None) -> Audit:
    """Audit everything that was read. Files that could not be read are listed, never passed over.

    `ask` has each audit say what would be worth knowing, which takes about as long as the audit itself.
    """
    options = AuditOptions(tuple(chosen_rules() if rules is None else rules), ask, today)
    return merge([part(read, options)], options, read.ignored)


def part(read: Sources, options: AuditOptions) -> PartialAudit:
    """Audit some procedures by themselves; what concerns several together is left to `merge`."""
    prepared = subjects((reading.procedure for reading in read.readings), options.today, options.limits)
    return PartialAudit(
        audits=tuple(
            _audit_procedure(subject, reading, options, len(read.readings))
            for subject, reading in zip(prepared, read.readings, strict=True)
        ),
        digests=tuple(digest(reading.procedure, where=reading.span) for reading in read.readings),
        problems=read.problems,
    )


AuditPair = Callable[[Digest, Digest], PartialAudit]
"""Audits two procedures of different parts together."""


def merge(
    parts: Iterable[PartialAudit],
    options: AuditOptions,
    ignored: Iterable[Path] = (),
    audit_pair: AuditPair | None = None,
) -> Audit:
    """One audit of several parts, with the findings about several procedures together.

    A procedure that leaves another is compared with it. Where the two are in different parts, `audit_pair` audits them
    again, with both at hand; without it such a pair is not compared.
    """
    audits: list[ProcedureAudit] = []
    digests: list[Digest] = []
    problems: list[Problem] = []
    part_of: list[int] = []
    for n, partial in enumerate(parts):
        part_of += [n] * len(partial.audits)
        audits += partial.audits
        digests += [replace(digest, number=len(digests) + k) for k, digest in enumerate(partial.digests)]
        problems += partial.problems
    for leaving, entry in _pair_exit_with_entry(digests, part_of):
        audited_again = audit_pair(leaving, entry).audits if audit_pair else ()
        audits[leaving.number] = next(
            (audit for audit in audited_again if audit.id == leaving.id), audits[leaving.number]
        )
    for owner, finding in across(digests, options.rules):
        priced = with_stake_of_steps(finding, audits[owner.number].burden, options.rules)
        audits[owner.number] = _with_finding(audits[owner.number], priced)
    fired = sorted({code for procedure in audits for finding in procedure.findings for code in finding.codes})
    return Audit(
        procedures=tuple(in_order(audits)),
        rules={code: RULES[code].info() for code in fired},
        definitions=definitions_of(procedure.measures for procedure in audits),
        skipped=(*(_unread(problem) for problem in problems), *(_ignored(path) for path in ignored)),
        summary=_summary(audits, len({_place(problem.where).path for problem in problems})),
    )


def _pair_exit_with_entry(digests: Sequence[Digest], part_of: Sequence[int]) -> Iterator[tuple[Digest, Digest]]:
    """Procedures that leave another of a different part, each with that one."""
    by_id = {digest.id: digest for digest in digests}
    for leaving in digests:
        entry = by_id.get(leaving.leaves or "")
        if entry is not None and part_of[entry.number] != part_of[leaving.number]:
            yield leaving, entry


def _with_finding(procedure: ProcedureAudit, finding: Finding) -> ProcedureAudit:
    """An audit with one more finding, in its place by severity and rule."""
    findings = sorted((*procedure.findings, finding), key=worst_first)
    return procedure.model_copy(update={"findings": tuple(findings)})


def _audit_procedure(subject: Subject, reading: Reading, options: AuditOptions, of: int) -> ProcedureAudit:
    measures = Measures(subject)
    burden = where_it_goes(subject, measures)
    findings = [
        with_lines(finding.model_copy(update={"where": reading.span(*path)}), reading)
        for finding, path in examine(subject, measures, options.rules)
    ]
    if options.suggest:
        findings = _answered(subject, measures, findings)
    findings = ranked(subject, findings, options.rules)
    procedure = subject.procedure
    asked = missing(subject, measures, reading.uncertain) if options.ask else None
    return ProcedureAudit(
        id=procedure.id,
        title=procedure.title,
        kind=procedure.kind,
        source=reading.path,
        measures=by_name(subject, measures),
        burden=burden,
        findings=tuple(findings),
        skipped=reading.skipped,
        notes=reading.notes,
        guessed=reading.uncertain,
        coverage=_coverage(subject, measures, options.rules),
        care=care(procedure, findings, (rule.code() for rule in options.rules)),
        completeness=questions_with_lines(completeness(subject, measures, asked), reading),
        readability=readability_of_texts(procedure),
        missing=asked or (),
        drawing=_drawn(subject, findings, burden, of) if options.draw else None,
    )


def _drawn(subject: Subject, findings: Sequence[Finding], burden: Burden, of: int) -> Drawing | None:
    from frictionaudit.application.drawings.report import drawn  # only the HTML report has a picture

    return drawn(subject, findings, burden, of)


def _answered(subject: Subject, measures: Measures, findings: Sequence[Finding]) -> list[Finding]:
    from frictionaudit.analysis.simplify.suggest import attached, suggestions  # most audits suggest nothing

    return attached(findings, suggestions(subject, measures))


def _coverage(subject: Subject, measures: Measures, rules: Sequence[Rule]) -> Coverage:
    not_judged = [
        Skipped(what=subject.procedure.label(step), why=f"the page does not say: {', '.join(missing)}")
        for step, missing in steps_not_judged(subject, measures).items()
    ]
    not_judged += [Skipped(what="routing", why=note) for note in routing_not_judged(subject)]
    of_each = Counter(rule.element for rule in rules)
    return Coverage(
        steps=len(subject.procedure.steps),
        rules=tuple(rule.code() for rule in rules),
        elements={element: number for element in get_args(Element) if (number := of_each[element])},
        not_judged=tuple(not_judged),
    )


def _unread(problem: Problem) -> Skipped:
    where = _place(problem.where)
    hint = f" ({problem.hint})" if problem.hint else ""
    return Skipped(what=where.path, why=f"{problem.message}{hint} [{problem.slug}]", where=where)


def _place(where: str) -> SourceSpan:
    """The place of a problem: PATH, PATH:LINE or PATH:LINE:COLUMN. A path may have colons too."""
    match = _PLACE.fullmatch(where)
    path, line, column = match.groups("1") if match else (where, "1", "1")
    return SourceSpan(path, int(line), int(column))


def _ignored(path: Path) -> Skipped:
    return Skipped(what=shown(path), why="not a page, a service table or a drawing")


def _summary(audits: Sequence[ProcedureAudit], unreadable: int) -> Summary:
    return Summary(
        procedures=len(audits),
        unreadable=unreadable,
        findings=by_severity(finding for procedure in audits for finding in procedure.findings),
        justified=sum(len(procedure.justified) for procedure in audits),
        gaps=Gaps.of(procedure.completeness for procedure in audits),
    )
