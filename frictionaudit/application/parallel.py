"""Audits of many files, one after the other or on several cores: the same audit, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from frictionaudit import sources
from frictionaudit.application.audit import PartialAudit, collect, merge, part
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.results.audit import Audit

CHUNKS_PER_JOB = 8
"""More portions than jobs, so that one with large files does not keep the others waiting."""


def audit_files(paths: Sequence[Path], terms: AuditOptions, jobs: int = 1) -> Audit:
    """Audit all files below some paths, each read, audited and forgotten before the next, by a number of processes."""
    found = sources.find(paths)
    return merge(_parts(found.files, terms, jobs), terms, found.ignored)


def _parts(files: Sequence[Path], terms: AuditOptions, jobs: int) -> Iterator[PartialAudit]:
    if jobs < 2 or len(files) < 2:
        yield from (_part(terms, [file]) for file in files)
        return
    from concurrent.futures import ProcessPoolExecutor  # most audits need neither
    from multiprocessing import get_context

    size = max(1, -(-len(files) // (jobs * CHUNKS_PER_JOB)))
    portions = [files[n : n + size] for n in range(0, len(files), size)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_part, terms), portions)


def _part(terms: AuditOptions, files: Sequence[Path]) -> PartialAudit:
    return part(collect(files), terms)
