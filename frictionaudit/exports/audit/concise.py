"""An audit as one line per open finding: place, rule, message. For editors, grep and the log of a build."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.exports.audit.summary import summary
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.locations import place, relative
from frictionaudit.exports.wording.policy import budget_line
from frictionaudit.results.audit import Audit, Finding


def write(audit: Audit) -> str:
    """Files that were not read, then the open findings in the order of files and lines, then how much was examined."""
    found = [(place(finding, procedure), finding) for procedure in audit.procedures for finding in procedure.open]
    found.sort(key=lambda pair: (relative(pair[0].path), pair[0].line, pair[0].column, pair[1].rule))
    lines = [_line(where, finding) for where, finding in found]
    return "\n".join([*_unread(audit), *lines, *_agreed(audit), summary(audit), ""])


def _line(where: SourceSpan | None, finding: Finding) -> str:
    text = f"{finding.severity} {finding.rule} {finding.name}: {sanitize.text(finding.message)}"
    return f"{_place(where)}{text}"


def _place(where: SourceSpan | None) -> str:
    return f"{sanitize.text(relative(where.path))}:{where.line}:{where.column}: " if where else ""


def _unread(audit: Audit) -> Iterator[str]:
    for skipped in audit.skipped:
        if skipped.where is not None:
            yield f"{_place(skipped.where)}error not read: {sanitize.text(skipped.why)}"


def _agreed(audit: Audit) -> Iterator[str]:
    """Budgets that are not kept, and what is stale in the settings."""
    for finding in audit.about_settings:
        yield _line(finding.where, finding)
    for budget in audit.budgets:
        if budget.kept is not True:
            kind = "error" if budget.kept is False else "warning"
            yield f"{_place(budget.where)}{kind} {sanitize.text(budget_line(budget, placed=False))}"
