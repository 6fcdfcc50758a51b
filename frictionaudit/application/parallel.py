"""Audits of many files, in one process or in several: the same audit, to the byte."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from frictionaudit import sources
from frictionaudit.analysis.patterns.portfolio import Digest
from frictionaudit.application.audit import PartialAudit, collect, merge, part
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.changed import among
from frictionaudit.results.audit import Audit

PORTIONS_PER_JOB = 8
"""More portions than jobs, so that one with large files does not keep the others waiting."""
WORTH_A_FORK, WORTH_A_START = 4, 40
"""Files for which another worker pays: a fork shares what is loaded already, a fresh process loads it all again."""


def audit_files(
    paths: Sequence[Path], options: AuditOptions, jobs: int = 1, changed: frozenset[Path] | None = None
) -> Audit:
    """Audit all files below some paths, each read, audited and forgotten before the next, by up to `jobs` processes.

    `changed` leaves out all files that are not in it; None audits all.
    """
    inputs = sources.find(paths)
    files = inputs.files if changed is None else among(inputs.files, changed)
    ignored = inputs.ignored if changed is None else ()
    unread = PartialAudit((), (), inputs.problems)
    return merge([unread, *_parts(files, options, jobs)], options, ignored, partial(_audit_pair, options))


def workers(files: int, jobs: int, fork: bool) -> int:
    """How many processes are worth it: each has to have enough files to make up for its start."""
    return max(1, min(jobs, files // (WORTH_A_FORK if fork else WORTH_A_START)))


def _parts(files: Sequence[Path], options: AuditOptions, jobs: int) -> Iterator[PartialAudit]:
    fork = sys.platform == "linux"  # elsewhere a fork is missing, or unsafe once system libraries are loaded
    number = workers(len(files), jobs, fork)
    if number < 2:
        yield from (_part(options, [file]) for file in files)
        return
    from concurrent.futures import ProcessPoolExecutor  # most audits need neither
    from multiprocessing import get_context

    size = max(1, -(-len(files) // (number * PORTIONS_PER_JOB)))
    portions = [files[n : n + size] for n in range(0, len(files), size)]
    with ProcessPoolExecutor(number, mp_context=get_context("fork" if fork else "spawn")) as pool:
        yield from pool.map(partial(_part, options), portions)


def _part(options: AuditOptions, files: Sequence[Path]) -> PartialAudit:
    return part(collect(files, options.pool), options)


def _audit_pair(options: AuditOptions, leaving: Digest, entry: Digest) -> PartialAudit:
    """The audit of two files that were read and forgotten in different portions."""
    spans = (digest.where for digest in (leaving, entry))
    return _part(options, [Path(span.path) for span in spans if span is not None])
