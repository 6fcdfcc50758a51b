"""An audit as a table of its rules: how many findings each has, in how many procedures, and how many do not count."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.quantities.format import count
from frictionaudit.exports.audit.summary import SEVERITY, status, summary
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.policy import closing
from frictionaudit.results.audit import SEVERITIES, Audit, Finding

_APART = ("known", "waived", "justified")
"""Why findings do not count."""


def write(audit: Audit) -> str:
    """A line per rule with findings, the most frequent first; then what was agreed on, and how much was examined."""
    by_rule: dict[str, list[tuple[str, Finding]]] = {}
    for procedure in audit.procedures:
        for finding in procedure.findings:
            by_rule.setdefault(finding.rule, []).append((procedure.id, finding))
    lines = [_line(found) for _, found in sorted(by_rule.items(), key=lambda item: (-_open(item[1]), item[0]))]
    agreed = [sanitize.text(line) for line, _ in closing(audit)]
    unread = [f"not read: {sanitize.text(skipped.what)}" for skipped in audit.skipped if skipped.where is not None]
    return "\n".join([*lines, *agreed, *unread, summary(audit), ""])


def _open(found: list[tuple[str, Finding]]) -> int:
    return sum(finding.open for _, finding in found)


def _line(found: list[tuple[str, Finding]]) -> str:
    finding = found[0][1]
    where = count(len({procedure for procedure, finding in found if finding.open}), "procedure")
    parts = [", ".join(_severities(found)) + f" in {where}"] if _open(found) else []
    parts += [f"{number} {kind}" for kind in _APART if (number := _counted(found, kind))]
    return f"{_open(found):>6}  {finding.rule}  {finding.name:<28}{'; '.join(parts)}"


def _severities(found: list[tuple[str, Finding]]) -> Iterator[str]:
    for severity in SEVERITIES:
        number = sum(finding.open and finding.severity == severity for _, finding in found)
        if number:
            yield count(number, *SEVERITY[severity])


def _counted(found: list[tuple[str, Finding]], kind: str) -> int:
    return sum(status(finding) == kind for _, finding in found)
