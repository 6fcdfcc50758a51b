"""An audit as the lines that GitHub Actions turns into annotations on the files of a change."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.exports.audit.summary import summary
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.locations import place, relative
from frictionaudit.exports.wording.policy import budget_line
from frictionaudit.results.audit import SEVERITIES, Audit, Finding, ProcedureAudit

_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def write(audit: Audit) -> str:
    """One line per open finding, the worst first, as GitHub shows only the first ten of a kind.

    Then what was not read, and a line for people that says how much was looked at.
    """
    findings = [(finding, procedure) for procedure in audit.procedures for finding in procedure.open]
    findings.sort(key=lambda pair: (SEVERITIES.index(pair[0].severity), -_share(pair[0])))
    lines = (_line(finding, procedure, audit) for finding, procedure in findings)
    return "\n".join([*_unread(audit), *_budgets(audit), *lines, *_settings(audit), summary(audit), ""])


def _share(finding: Finding) -> float:
    return finding.at_stake.share if finding.at_stake else 0.0


def _line(finding: Finding, procedure: ProcedureAudit, audit: Audit) -> str:
    rule = audit.rules[finding.rule]
    text = f"{sanitize.text(finding.message)}\n{rule.do}"
    return _command(
        _COMMAND[finding.severity],
        text,
        **_location(place(finding, procedure)),
        title=f"{finding.rule} {finding.name} ({rule.element})",
    )


def _budgets(audit: Audit) -> Iterator[str]:
    for budget in audit.budgets:
        if budget.kept is not True:
            kind = "error" if budget.kept is False else "warning"
            yield _command(kind, sanitize.text(budget_line(budget)), **_location(budget.where), title="friction budget")


def _settings(audit: Audit) -> Iterator[str]:
    for finding in audit.about_settings:
        title = f"{finding.rule} {finding.name}"
        yield _command(
            _COMMAND[finding.severity], sanitize.text(finding.message), **_location(finding.where), title=title
        )


def _unread(audit: Audit) -> Iterator[str]:
    for skipped in audit.skipped:
        if skipped.where is None:
            yield _command("notice", f"{sanitize.text(skipped.what)}: {sanitize.text(skipped.why)}", title="ignored")
        else:
            yield _command("error", sanitize.text(skipped.why), **_location(skipped.where), title="not read")


def _location(where: SourceSpan | None) -> dict[str, str]:
    return {"file": relative(where.path), "line": str(where.line), "col": str(where.column)} if where else {}


def _command(name: str, text: str, **properties: str) -> str:
    fields = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {fields}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as the toolkit of Actions does it (actions/toolkit, core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(sanitize.text(text)).replace(":", "%3A").replace(",", "%2C")
