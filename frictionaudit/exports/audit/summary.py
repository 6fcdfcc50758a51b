"""What a procedure asks of people, in a few words: the customer's side, the staff's, the waiting, and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from frictionaudit.exports.wording import numbers, policy
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import SEVERITIES, Audit, Finding, Measure, ProcedureAudit

SEVERITY = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("hint", "hints")}
"""What a severity is called: one of them, and many."""
_WAITS = (("wait_ours", "for us"), ("wait_customer", "for the customer"), ("wait_third", "for others"))


def rows(one: ProcedureAudit) -> list[tuple[str, list[str]]]:
    """The account in four headings, each with its numbers; one without a known number is left out."""
    m = one.measures

    def known(*keys: str, after: str = "") -> list[str]:
        return [numbers.measure(m[key]) + after for key in keys if key in m and m[key].value]

    forms = " with ".join(known("forms", "fields"))
    customer = [*known("customer_steps"), *([forms] if forms else []), *known("documents", "contacts", "phone_prompts")]
    spent = known("customer_minutes", after=" of their own time") + known("customer_cost")
    staff = known("staff_steps", "handoffs", "staff_minutes", "staff_cost")
    waiting = [text for key, whom in _WAITS for text in known(key, after=f" {whom}")]
    waiting += [f"up to {text} without a word" for text in known("silent_time")]
    year = known("customer_hours_year", after=" of customers") + known("staff_hours_year", after=" of staff")
    account = (
        ("Customer", customer + spent),
        ("Staff", staff),
        ("Waiting", waiting),
        ("A year", year),
    )
    return [(heading, parts) for heading, parts in account if parts]


def evidence(measures: Mapping[str, Measure]) -> tuple[str, tuple[str, ...]]:
    """How many numbers of a case are drawn, measured, assumed and unknown; and each assumption once."""
    case = [m for m in measures.values() if m.scope == "case"]
    kinds = Counter("unknown" if m.value is None else m.evidence.kind for m in case)
    parts = [f"{kinds[kind]} {kind}" for kind in ("stated", "measured", "assumed", "unknown") if kinds[kind]]
    assumed = tuple(dict.fromkeys(why for m in case for why in m.evidence.assumed))
    return ", ".join(parts), assumed


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def by_severity(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity: 2 errors, 1 hint."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(counted(counts[severity], *SEVERITY[severity]) for severity in SEVERITIES if counts[severity])


def grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one rule together, the most severe rules first."""
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        groups.setdefault(finding.rule, []).append(finding)
    return list(groups.values())


def status(finding: Finding) -> str:
    """Whether a finding counts: open; else justified, waived or known."""
    if finding.open:
        return "open"
    return "justified" if finding.justified else "waived" if finding.waived else "known"


def reason(finding: Finding) -> str:
    """Why a finding does not count: what the page says, or who waived it until when, or that it was known."""
    if finding.justified:
        return f"{finding.justified.purpose}: {finding.justified.basis or 'no basis given'}"
    if finding.waived:
        return f"by {finding.waived.by} until {finding.waived.until}: {finding.waived.reason}"
    return "in the baseline"


def apart(one: ProcedureAudit) -> list[tuple[str, list[Finding]]]:
    """Findings that do not count, under the heading that says why."""
    headings = {
        "justified": "Justified on the page",
        "waived": "Waived for a while",
        "known": "Known from the baseline",
    }
    kinds = ((heading, [f for f in one.findings if status(f) == kind]) for kind, heading in headings.items())
    return [(heading, findings) for heading, findings in kinds if findings]


def summary(audit: Audit) -> str:
    """The whole audit in a line: 3 procedures examined: 1 error, 4 warnings, no hints, 2 justified, 1 file not read."""
    s = audit.summary
    found = [counted(s.findings.get(severity, 0), *SEVERITY[severity]) for severity in SEVERITIES]
    more = [
        f"{s.justified:,} justified{policy.counts(audit)}",
        *([counted(s.unreadable, "file", "files") + " not read"] * bool(s.unreadable)),
    ]
    return f"{counted(s.procedures, 'procedure', 'procedures')} examined: {', '.join([*found, *more])}"


def looked_at(one: ProcedureAudit) -> str:
    """How much was looked at: 41 steps with 30 rules."""
    steps = counted(one.coverage.steps, "step", "steps")
    return f"Looked at {steps} with {counted(len(one.coverage.rules), 'rule', 'rules')}"


def remedies(group: Sequence[Finding], most: int = 2) -> list[tuple[str, str]]:
    """What would resolve some findings of one rule, the most helpful first: what to do, and what it brings."""
    found = {one.title: sentence(one.effect, one=one) for finding in group for one in finding.suggestions}
    return list(found.items())[:most]
