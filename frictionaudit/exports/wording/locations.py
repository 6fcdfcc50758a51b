"""Where a finding is, as other programs want it: a path with forward slashes, from the folder one works in."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import quote

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.results.audit import Finding, ProcedureAudit


def place(finding: Finding, procedure: ProcedureAudit) -> SourceSpan:
    """Where a finding shows; the beginning of the file where the finding has no place of its own."""
    return finding.where or SourceSpan(procedure.source)


def relative(path: str) -> str:
    """The path from the working folder, with forward slashes; what lies elsewhere stays as it is.

    A backslash is taken for a separator, as on Windows; a file's name hardly ever holds one.
    """
    there = PurePosixPath(path.replace("\\", "/"))
    if there.is_absolute():
        here = PurePosixPath(Path.cwd().as_posix())
        if there.is_relative_to(here):
            there = there.relative_to(here)
    return str(there)


def uri(path: str) -> str:
    """The path as a URI reference (RFC 3986): relative where it can be, else a file URI."""
    there = relative(path)
    quoted = quote(there, safe="/", errors="replace")
    return f"file://{quoted}" if there.startswith("/") else quoted
