"""Audits of many files on several cores: the same audit as on one, to the byte."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from frictionaudit import sources
from frictionaudit.analysis.rules import Rule
from frictionaudit.audit import Sources, audit, collect
from frictionaudit.domain.findings import SEVERITIES, Audit, Summary

CHUNKS_PER_JOB = 8
"""More portions than jobs, so that one with large files does not keep the others waiting."""


@dataclass(frozen=True)
class _Part:
    """The audit of some files, and the ids of procedures that others could be compared with."""

    audit: Audit
    ids: tuple[tuple[str, str], ...]
    leaves: tuple[tuple[str, str], ...]


def audit_files(paths: Sequence[Path], rules: Sequence[Rule], jobs: int) -> Audit:
    """Audit all files below some paths with a number of processes."""
    found = sources.find(paths)
    if jobs < 2 or len(found.files) < 2:
        return audit(collect(paths), rules)
    size = max(1, -(-len(found.files) // (jobs * CHUNKS_PER_JOB)))
    portions = [found.files[n : n + size] for n in range(0, len(found.files), size)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_part, portions, [list(rules)] * len(portions)))
    return _joined(_linked(parts, rules), audit(Sources((), (), found.aside), rules))


def _part(files: Sequence[Path], rules: Sequence[Rule]) -> _Part:
    read = collect(files)
    source_of = [(reading.procedure, str(span.path)) for reading in read.readings if (span := reading.span())]
    return _Part(
        audit(read, rules),
        tuple((procedure.id, source) for procedure, source in source_of),
        tuple((source, procedure.leaves) for procedure, source in source_of if procedure.leaves),
    )


def _linked(parts: Sequence[_Part], rules: Sequence[Rule]) -> list[Audit]:
    """Audits of pages that are compared with a page of another portion are done again, with both at hand."""
    home = {id: source for part in parts for id, source in part.ids}
    again = {
        source: audit(collect([Path(source), Path(home[other])]), rules)
        for part in parts
        for source, other in part.leaves
        if other in home and home[other] != source
    }
    return [
        part.audit.model_copy(
            update={
                "procedures": tuple(
                    next((new for new in again[one.source].procedures if new.id == one.id), one)
                    if one.source in again
                    else one
                    for one in part.audit.procedures
                )
            }
        )
        for part in parts
    ]


def _joined(parts: Sequence[Audit], aside: Audit) -> Audit:
    """One audit of several, in the order of the files."""
    rules = {code: info for part in parts for code, info in part.rules.items()}
    summaries = [part.summary for part in parts]
    return Audit(
        procedures=tuple(one for part in parts for one in part.procedures),
        rules={code: rules[code] for code in sorted(rules)},
        skipped=(*(skipped for part in parts for skipped in part.skipped), *aside.skipped),
        summary=Summary(
            procedures=sum(summary.procedures for summary in summaries),
            unreadable=sum(summary.unreadable for summary in summaries),
            findings={key: sum(summary.findings[key] for summary in summaries) for key in SEVERITIES},
            justified=sum(summary.justified for summary in summaries),
        ),
    )
