"""An audit as SARIF 2.1.0, for code scanning and for editors (OASIS, sarif-v2.1.0-errata01-os)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from frictionaudit import __version__
from frictionaudit.domain.findings import Audit, Finding, ProcedureAudit, RuleInfo
from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.exports.account import looked_at
from frictionaudit.exports.harmless import plain
from frictionaudit.exports.places import place, uri

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "frictionaudit/v1"
"""Names the way our fingerprints are made; another way would get another number."""
GITHUB = "primaryLocationLineHash"
"""The one fingerprint that GitHub looks at; it sees a finding as the same while this stays."""
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SPECIAL = re.compile(r"[\\\[\]]")


def write(audit: Audit) -> str:
    """One run with rules, results and what was not read; the same audit gives the same bytes."""
    index = {code: n for n, code in enumerate(audit.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "frictionaudit",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(info) for info in audit.rules.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not audit.summary.unreadable,
                "toolExecutionNotifications": list(_notifications(audit)),
            }
        ],
        "artifacts": [_artifact(path) for path in dict.fromkeys(one.source for one in audit.procedures)],
        "results": [result for one in audit.procedures for result in _results(one, index)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(info: RuleInfo) -> dict[str, Any]:
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": _message(info.title)},
        "fullDescription": {"text": _message(f"{info.title} {info.why}")},
        "help": {
            "text": _message(f"Why it matters: {info.why} What to do: {info.do}"),
            "markdown": _message(f"**Why it matters.** {info.why}\n\n**What to do.** {info.do}", lines=True),
        },
        "defaultConfiguration": {"level": _LEVEL[info.level]},
        "properties": {"element": info.element, "tags": ["procedural-care", info.element]},
    }


def _results(one: ProcedureAudit, index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in one.findings:
        seen[finding.fingerprint] += 1
        yield _result(finding, one, index, seen[finding.fingerprint])


def _result(finding: Finding, one: ProcedureAudit, index: Mapping[str, int], number: int) -> dict[str, Any]:
    procedure = plain(one.id)
    named = [plain(step) for step in finding.steps]
    steps = [{"name": step, "fullyQualifiedName": f"{procedure}.{step}", "kind": "step"} for step in named]
    whole = {"name": procedure, "fullyQualifiedName": procedure, "kind": "procedure"}
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVEL[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{**_location(place(finding, one)), "logicalLocations": steps or [whole]}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint, GITHUB: f"{finding.fingerprint}:{number}"},
        "properties": {"procedure": procedure, "about": plain(finding.about)},
    }
    if finding.justified is None:
        return result
    reason = f"{finding.justified.purpose}: {finding.justified.basis or 'no basis given'}"
    suppression = {"kind": "inSource", "status": "accepted", "justification": plain(reason)}
    return {**result, "suppressions": [suppression]}


def _notifications(audit: Audit) -> Iterator[dict[str, Any]]:
    """What was not read is an error, what was left aside or could not be judged a note."""
    for skipped in audit.skipped:
        yield _notification(skipped, "note" if skipped.where is None else "error", skipped.where)
    for one in audit.procedures:
        text = f"{looked_at(one)}: {one.title}"
        yield {"level": "none", "message": {"text": _message(text)}, "locations": [_location(SourceSpan(one.source))]}
        for skipped in (*one.coverage.not_judged, *one.skipped):
            yield _notification(skipped, "note", skipped.where or SourceSpan(one.source))


def _notification(skipped: Skipped, level: str, where: SourceSpan | None) -> dict[str, Any]:
    said = {"level": level, "message": {"text": _message(f"{skipped.what}: {skipped.why}")}}
    return {**said, "locations": [_location(where)]} if where else said


def _location(where: SourceSpan) -> dict[str, Any]:
    region = {"startLine": max(1, where.line), "startColumn": max(1, where.column)}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(where.path)}, "region": region}}


def _artifact(path: str) -> dict[str, Any]:
    return {"location": {"uri": uri(path)}, "roles": ["analysisTarget"]}


def _message(text: str, lines: bool = False) -> str:
    """Text as messages hold it (3.11.5, 3.11.6): braces doubled, and brackets that shall not be a link escaped."""
    shown = "\n".join(map(plain, text.split("\n"))) if lines else plain(text)
    return _SPECIAL.sub(r"\\\g<0>", shown).replace("{", "{{").replace("}", "}}")
