"""What a procedure asks of people, in a few words: who pays what per year, each side, the waits, and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from frictionaudit.domain.procedure import CUSTOMER_PARTS, GuessedSide, Side, Skipped
from frictionaudit.domain.quantities.format import count, format_share
from frictionaudit.domain.quantities.listing import listed, shortened
from frictionaudit.exports.wording import numbers, policy
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.exports.wording.no_customer import no_customer
from frictionaudit.exports.wording.vocabulary import care_point
from frictionaudit.results.audit import SEVERITIES, Audit, CarePoint, CareState, Finding, Measure, ProcedureAudit

SEVERITY = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("hint", "hints")}
"""What a severity is called: one of them, and many."""
_WAITS = (("wait_ours", "on us"), ("wait_customer", "on the customer"), ("wait_third", "on others"))
CARE_STATES: tuple[CareState, ...] = ("kept", "not stated", "open")
"""The states of a point of care, in the order in which they are counted; the open points are then named."""
_STAFF_BEARS = (("asked_upward", "ask upward"), ("hard_news", "give bad news"))
EFFORTS = (*CUSTOMER_PARTS, "search_customer")
TIME_GOES_ON = "Time goes on"
"""Heading of the parts of the customer's time."""


def cost(procedure: ProcedureAudit) -> str:
    """What the procedure costs customers and staff: per year where the page gives a volume, else per case."""
    m = procedure.measures
    per_year, per_case = [], []
    for who, effort, money in (("customers", "customer", "customer_cost"), ("staff", "staff", "staff_cost")):
        year, case = m.get(f"{effort}_hours_year"), m.get(f"{effort}_minutes")
        if year is not None and year.value:
            amounts = [numbers.measure(year)]
            spent = m.get(f"{money}_year")
            if spent is not None and spent.value:
                amounts.append(numbers.measure(spent))
            per_year.append(f"{who} {' and '.join(amounts)}")
        elif case is not None and case.value:
            per_case.append(f"{who} {numbers.measure(case)}")
    parts = [f"Costs per {per}: {'; '.join(of)}" for per, of in (("year", per_year), ("case", per_case)) if of]
    return ". ".join(parts) or "The page says too little to tell what it costs people"


def rows(procedure: ProcedureAudit) -> list[tuple[str, list[str]]]:
    """The account in a few headings, each with its numbers; one without a known number is left out."""
    m = procedure.measures

    def known(*keys: str, after: str = "") -> list[str]:
        return [numbers.bounded_things(m[key]) + after for key in keys if key in m and m[key].value]

    def shown(key: str) -> list[str]:
        return [numbers.measure(m[key])] if key in m and m[key].value else []

    forms = " with ".join(known("forms", "fields"))
    customer = [*shown("customer_steps"), *([forms] if forms else []), *known("documents", "contacts", "phone_prompts")]
    customer += known("customer_minutes", after=" of their own time") + known("customer_cost")
    if not customer and (none := no_customer(m)):
        customer = [none]
    staff = shown("staff_steps") + known("handoffs", "staff_minutes", "staff_cost")
    staff += known("contractor_minutes", after=" of contractors") + known("contractor_cost", after=" for contractors")
    staff += known("third_minutes", after=" of third parties")
    staff += known("staff_search", after=" searching") + known("system_switches")
    staff += [f"{does} {often}" for key, does in _STAFF_BEARS for often in shown(key)]
    waits = [text for key, whom in _WAITS for text in known(key, after=f" {whom}")]
    if waits:  # a wait of which nobody knows how long it is stands beside those that are known
        waits += [
            f"unknown {whom}" for key, whom in _WAITS if key in m and not m[key].value and m[key].evidence.unknown
        ]
    waits += [f"longest silence {text}" for text in known("silent_time")]
    account = (("Customer", customer), ("Staff", staff), ("Waits", waits), (TIME_GOES_ON, time_goes_on(procedure)))
    return [(heading, parts) for heading, parts in account if parts]


def time_goes_on(procedure: ProcedureAudit, shown: int = 3) -> list[str]:
    """The largest parts of the customer's time per case, each with its share of the whole."""
    whole = procedure.measures.get("customer_minutes")
    parts = [procedure.measures[key] for key in EFFORTS if key in procedure.measures and procedure.measures[key].value]
    if whole is None or not whole.value or len(parts) < 2:
        return []
    largest = sorted(parts, key=lambda part: (-(part.value or 0.0), part.key))[:shown]
    return [
        f"{part.definition.label} {numbers.measure(part)} ({format_share((part.value or 0.0) / whole.value)})"
        for part in largest
    ]


def care_line(points: Sequence[CarePoint], room: int | None = None) -> str:
    """How many of the ten points of care are kept, not stated and open, and the first open ones by name.

    Three are named; fewer where that would take more characters than `room`, but one at least.

    Empty where the page gives nothing to judge any of them by.
    """
    states = Counter(point.state for point in points)
    if len(states) < 2 and "not stated" in states:
        return ""
    told = [f"{state} {states[state]}" for state in CARE_STATES if states[state]]
    names = [care_point(point.name) for point in points if point.state == "open" and point.name]
    lines = [" · ".join(told) + (f": {shortened(names, named)}" if names else "") for named in (3, 2, 1)]
    return next((line for line in lines if room is None or len(line) <= room), lines[-1])


def evidence(measures: Mapping[str, Measure]) -> tuple[str, tuple[str, ...]]:
    """How many figures per case are stated, measured, assumed and unknown; and each assumption once."""
    case = [m for m in measures.values() if m.scope == "case"]
    kinds = Counter("unknown" if m.value is None else m.evidence.kind for m in case)
    parts = [f"{kinds[kind]} {kind}" for kind in ("stated", "measured", "assumed", "unknown") if kinds[kind]]
    assumed = tuple(dict.fromkeys(why for m in case for why in m.evidence.assumed))
    return ", ".join(parts), assumed


def evidence_line(measures: Mapping[str, Measure]) -> str:
    """Where the figures per case come from, and the first assumptions that they depend on."""
    kinds, assumed = evidence(measures)
    if not kinds:
        return ""
    if not assumed:
        return f"figures per case: {kinds}"
    depends = f"depends on {count(len(assumed), 'assumption')}: {shortened(assumed, 2, '; ')}"
    return f"figures per case: {kinds}; {depends}"


def by_severity(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity: 2 errors, 1 hint."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(count(counts[severity], *SEVERITY[severity]) for severity in SEVERITIES if counts[severity])


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


def not_counting(procedure: ProcedureAudit) -> list[tuple[str, list[Finding]]]:
    """Findings that do not count, under the heading that says why."""
    headings = {
        "justified": "Justified on the page",
        "waived": "Waived for a while",
        "known": "Known from the baseline",
    }
    kinds = ((heading, [f for f in procedure.findings if status(f) == kind]) for kind, heading in headings.items())
    return [(heading, findings) for heading, findings in kinds if findings]


def ignored(audit: Audit) -> str:
    """Which files of a folder are no procedures; empty where all are."""
    names = [skipped.what for skipped in audit.skipped if skipped.where is None]
    if not names:
        return ""
    were = "were not read: none of them is" if len(names) > 1 else "was not read: it is not"
    return f"{shortened(names)} {were} a page, a service table or a drawing"


def summary(audit: Audit) -> str:
    """The whole audit in a line: 3 procedures examined: 1 error, 4 warnings, no hints, 2 justified, 1 file not read."""
    s = audit.summary
    severities = [count(s.findings.get(severity, 0), *SEVERITY[severity]) for severity in SEVERITIES]
    more = [
        f"{s.justified:,} justified{policy.counts(audit)}",
        *([count(s.unreadable, "file", "files") + " not read"] * bool(s.unreadable)),
    ]
    return f"{count(s.procedures, 'procedure', 'procedures')} examined: {', '.join([*severities, *more])}"


_SIDE = {
    Side.CUSTOMER: "the customer",
    Side.FRONTSTAGE: "yours, met by customers",
    Side.BACKSTAGE: "yours",
    Side.THIRD: "a third party",
}


def sides(guessed: Sequence[GuessedSide]) -> str:
    """The sides that were guessed, by side: "'Tenant' is the customer, 'Planner' is yours"."""
    names: dict[Side, list[str]] = {}
    for guess in guessed:
        names.setdefault(guess.side, []).append(f"'{guess.name}'")
    return "; ".join(
        f"{listed(named)} {'are' if len(named) > 1 else 'is'} {_SIDE[side]}" for side, named in names.items()
    )


def looked_at(procedure: ProcedureAudit) -> str:
    """How much was looked at, and with which kinds of care in mind: 41 steps with 3 rules: 2 procedural, 1 physical."""
    coverage = procedure.coverage
    kinds = ", ".join(f"{number} {element}" for element, number in coverage.elements.items())
    steps, rules = count(coverage.steps, "step", "steps"), count(len(coverage.rules), "rule", "rules")
    return f"Looked at {steps} with {rules}{f': {kinds}' if kinds else ''}"


def by_reason(places: Iterable[Skipped]) -> dict[str, list[str]]:
    """Places by why they could not be judged, both in the order in which they first appear."""
    found: dict[str, list[str]] = {}
    for place in places:
        found.setdefault(place.why, []).append(place.what)
    return found


def remedies(group: Sequence[Finding], most: int = 2) -> list[tuple[str, str]]:
    """What would resolve some findings of one rule, the most helpful first: what to do, and what it brings."""
    effects = {
        suggestion.title: sentence(suggestion.effect, found=suggestion)
        for finding in group
        for suggestion in finding.suggestions
    }
    return list(effects.items())[:most]
