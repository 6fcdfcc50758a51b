"""Auditing files and folders, standard input, pages with answers filled in, or designs on record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from frictionaudit.application.answers import with_answers
from frictionaudit.application.audit import merge, part
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.changed import changed_since
from frictionaudit.application.inputs import STDIN, nothing_examined, read_paths
from frictionaudit.application.parallel import audit_files
from frictionaudit.results.audit import Audit


def audit_paths(
    paths: Sequence[Path],
    options: AuditOptions,
    jobs: int = 1,
    answers: Sequence[Path] = (),
    as_of: str | None = None,
    store: Path = Path(),
    base: str | None = None,
) -> Audit:
    """The audit of some paths; `as_of` takes the designs recorded then instead. Examining nothing is an InputError.

    `base` audits only files that changed since the branch left it. That may be none, which is no error.
    """
    if base is not None:
        return audit_files(paths, options, jobs, changed_since(base))
    if as_of is None and not answers and STDIN not in paths:
        audit = audit_files(paths, options, jobs)
    else:
        if as_of is None:
            read = read_paths(paths, options.pool)
        else:
            from frictionaudit.application.history import recorded_sources

            read = recorded_sources(paths, as_of, store)
        audit = merge([part(with_answers(read, answers), options)], options, read.ignored)
    if not audit.procedures and not audit.summary.unreadable:
        raise nothing_examined(paths)
    return audit
