"""An audit as SARIF 2.1.0, for code scanning and for editors (OASIS, sarif-v2.1.0-errata01-os)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.exports.audit.summary import looked_at, reason
from frictionaudit.exports.wording import burden, sanitize
from frictionaudit.exports.wording.locations import place, uri
from frictionaudit.exports.wording.policy import budget_line
from frictionaudit.results.audit import Audit, Finding, JudgedBudget, ProcedureAudit, RuleInfo, fingerprint
from frictionaudit.version import HOME, __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "frictionaudit/v1"
"""Names the way our fingerprints are made; another way would get another number."""
GITHUB = "primaryLocationLineHash"
"""The one fingerprint that GitHub looks at; it sees a finding as the same while this stays."""
_PAGES = f"{HOME}/blob/v{__version__}/docs"
"""The documentation of this version."""
BUDGET: dict[str, Any] = {
    "id": "budget",
    "name": "friction-budget",
    "shortDescription": {"text": "A procedure asks more of people than was agreed."},
    "fullDescription": {"text": "A measure of the procedure is beyond the friction budget in the settings."},
    "help": {"text": "Take friction out of the procedure until it is within the budget again."},
    "helpUri": f"{_PAGES}/guide/settings.md#budgets",
    "defaultConfiguration": {"level": "error"},
    "properties": {"element": "procedural", "tags": ["procedural-care", "procedural"]},
}
"""What stands as rule behind a friction budget that was passed, as every result needs one."""
SETTINGS = SourceSpan("frictionaudit.toml")
"""Where a result about the settings is put that has no place of its own: GitHub refuses files with results without."""
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SPECIAL = re.compile(r"[\\\[\]]")


def write(audit: Audit) -> str:
    """One run with rules, results and what was not read; the same audit gives the same bytes."""
    passed = [budget for budget in audit.budgets if budget.kept is False]
    rules = [*(_rule(info) for info in audit.rules.values()), *([BUDGET] if passed else [])]
    index = {str(rule["id"]): n for n, rule in enumerate(rules)}
    results = [result for procedure in audit.procedures for result in _results(procedure, index)]
    results += [_of_settings(finding, index) for finding in audit.about_settings]
    results += [_of_budget(budget, index) for budget in passed]
    run = {
        "tool": {
            "driver": {
                "name": "frictionaudit",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not audit.summary.unreadable,
                "toolExecutionNotifications": list(_notifications(audit)),
            }
        ],
        "artifacts": [
            _artifact(path) for path in dict.fromkeys(uri(procedure.source) for procedure in audit.procedures)
        ],
        "results": _beside_the_baseline(results) if audit.summary.known else results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(info: RuleInfo) -> dict[str, Any]:
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": _message(info.title)},
        "fullDescription": {"text": _message(f"{info.title} {info.why}")},
        "helpUri": f"{_PAGES}/rules/{info.code}.md",
        "help": {
            "text": _message(f"Why it matters: {info.why} What to do: {info.do}"),
            "markdown": _message(f"**Why it matters.** {info.why}\n\n**What to do.** {info.do}", lines=True),
        },
        "defaultConfiguration": {"level": _LEVEL[info.level]},
        "properties": {"element": info.element, "tags": ["procedural-care", info.element]},
    }


def _results(procedure: ProcedureAudit, index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in procedure.findings:
        seen[finding.fingerprint] += 1
        yield _result(finding, procedure, index, seen[finding.fingerprint])


def _result(finding: Finding, procedure: ProcedureAudit, index: Mapping[str, int], number: int) -> dict[str, Any]:
    procedure_id = sanitize.text(procedure.id)
    named = dict.fromkeys(map(sanitize.text, finding.steps))  # a promise may begin and end at one step
    steps = [{"name": step, "fullyQualifiedName": f"{procedure_id}.{step}", "kind": "step"} for step in named]
    whole = {"name": procedure_id, "fullyQualifiedName": procedure_id, "kind": "procedure"}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVEL[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{**_location(place(finding, procedure)), "logicalLocations": steps or [whole]}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint, GITHUB: f"{finding.fingerprint}:{number}"},
        "properties": {"procedure": procedure_id, "about": sanitize.text(finding.about), **_more(finding)},
    }
    if finding.at_stake is not None:
        result["rank"] = round(finding.at_stake.share * 100, 1)  # 3.27.25: importance from 0 to 100
    if finding.known:
        return {**result, "baselineState": "unchanged"}
    if finding.open:
        return result
    kind = "inSource" if finding.justified else "external"
    return {
        **result,
        "suppressions": [{"kind": kind, "status": "accepted", "justification": sanitize.text(reason(finding))}],
    }


def _more(finding: Finding) -> dict[str, Any]:
    """The other rules that say the same, and what is at stake, in words."""
    stake = burden.stake(finding.at_stake)
    return {**({"also": list(finding.also)} if finding.also else {}), **({"atStake": stake} if stake else {})}


def _of_settings(finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    """What is to be said of the settings themselves."""
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVEL[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [_location(finding.where or SETTINGS)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint, GITHUB: f"{finding.fingerprint}:1"},
    }


def _of_budget(budget: JudgedBudget, index: Mapping[str, int]) -> dict[str, Any]:
    mark = fingerprint("budget", budget.measure, (budget.procedure,))
    return {
        "ruleId": "budget",
        "ruleIndex": index["budget"],
        "level": "error",
        "message": {"text": _message(budget_line(budget))},
        "locations": [_location(budget.where or SETTINGS)],
        "partialFingerprints": {FINGERPRINT: mark, GITHUB: f"{mark}:1"},
    }


def _beside_the_baseline(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where some findings were known before, each result says whether it is new (3.27.24)."""
    return [{"baselineState": "new", **result} for result in results]


def _notifications(audit: Audit) -> Iterator[dict[str, Any]]:
    """What was not read is an error, what was ignored or could not be judged a note."""
    for skipped in audit.skipped:
        yield _notification(skipped, "note" if skipped.where is None else "error", skipped.where)
    for procedure in audit.procedures:
        text = f"{looked_at(procedure)}: {procedure.title}"
        yield {
            "level": "none",
            "message": {"text": _message(text)},
            "locations": [_location(SourceSpan(procedure.source))],
        }
        for skipped in (*procedure.coverage.not_judged, *procedure.skipped):
            yield _notification(skipped, "note", skipped.where or SourceSpan(procedure.source))


def _notification(skipped: Skipped, level: str, where: SourceSpan | None) -> dict[str, Any]:
    notification = {"level": level, "message": {"text": _message(f"{skipped.what}: {skipped.why}")}}
    return {**notification, "locations": [_location(where)]} if where else notification


def _location(where: SourceSpan) -> dict[str, Any]:
    region = {"startLine": max(1, where.line), "startColumn": max(1, where.column)}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(where.path)}, "region": region}}


def _artifact(path: str) -> dict[str, Any]:
    return {"location": {"uri": path}, "roles": ["analysisTarget"]}


def _message(text: str, lines: bool = False) -> str:
    """Text as messages hold it (3.11.5, 3.11.6): braces doubled, and brackets that shall not be a link escaped."""
    shown = "\n".join(map(sanitize.text, text.split("\n"))) if lines else sanitize.text(text)
    return _SPECIAL.sub(r"\\\g<0>", shown).replace("{", "{{").replace("}", "}}")
