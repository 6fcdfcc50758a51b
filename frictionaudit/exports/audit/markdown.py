"""An audit as Markdown, to be read in a merge request, a wiki or the summary of a build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_number
from frictionaudit.exports.audit.summary import (
    SEVERITY,
    by_severity,
    cost,
    evidence,
    grouped,
    looked_at,
    not_counting,
    reason,
    remedies,
    rows,
    summary,
)
from frictionaudit.exports.wording import burden as words
from frictionaudit.exports.wording import numbers, sanitize
from frictionaudit.exports.wording.completeness import told as said
from frictionaudit.exports.wording.locations import relative
from frictionaudit.exports.wording.policy import budget_line, under_review
from frictionaudit.exports.wording.readability import reads
from frictionaudit.results.audit import SEVERITIES, Audit, Burden, Completeness, Finding, ProcedureAudit, RuleInfo

SHOWN = 3
"""Findings of one rule that stand open; the rest can be unfolded."""
STEPS = 5
"""Steps that show where the time goes."""
_SIGN = {"error": "✖", "warning": "▲", "info": "●"}
_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_REFERENCE = re.compile(
    r"(?<=[@#!])(?=\w)|(?<=&amp;)(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=mailto)(?=:)", re.IGNORECASE
)
"""Where a platform would make a mention, a number of an issue or a link of plain text."""


def write(audit: Audit) -> str:
    """The summary, a table of the procedures where there are several, and a section for each."""
    lines = ["# Friction audit", "", f"**{summary(audit)}**", "", *_unread(audit), *_agreed(audit)]
    if len(audit.procedures) > 1:
        lines += _overview(audit)
    for procedure in audit.procedures:
        lines += _procedure(procedure, audit)
    return "\n".join(lines).rstrip("\n") + "\n"


def _overview(audit: Audit) -> Iterator[str]:
    yield "| procedure | errors | warnings | hints | customer's time | waiting for us |"
    yield "|---|--:|--:|--:|--:|--:|"
    for procedure in audit.procedures:
        counts = Counter(finding.severity for finding in procedure.open)
        severities = [str(counts[severity]) for severity in SEVERITIES]
        minutes = [
            numbers.measure(procedure.measures[k]) if k in procedure.measures else ""
            for k in ("customer_minutes", "wait_ours")
        ]
        yield f"| {' | '.join([text(procedure.title), *severities, *minutes])} |"
    yield ""


def _procedure(procedure: ProcedureAudit, audit: Audit) -> Iterator[str]:
    yield from (f"## {text(procedure.title)}", "", _code(relative(procedure.source)), "")
    yield from (f"**{text(cost(procedure))}**", "")
    yield from _where_it_goes(procedure.burden)
    kinds, assumed = evidence(procedure.measures)
    account = [*rows(procedure), *([("Evidence", [f"figures per case: {kinds}"])] if kinds else [])]
    account += [("Reading", [reads(procedure.readability)])] if procedure.readability else []
    yield from (f"- **{heading}:** {text(' · '.join(parts))}" for heading, parts in account)
    yield from ([""] if account else [])
    if procedure.care:
        yield from _care(procedure)
    yield from (
        ["### Findings", "", f"{by_severity(procedure.open)}", ""] if procedure.open else ["No open findings.", ""]
    )
    if told := under_review(procedure):
        yield from (f"**Under review:** {text(told)}", "")
    for group in grouped(procedure.open):
        yield from _group(group, audit.rules[group[0].rule], procedure)
    for heading, findings in not_counting(procedure):
        yield from (f"### {heading}", "")
        items = [f"- **{f.rule} {text(f.name)}:** {text(f.message)} — {text(reason(f))}" for f in findings]
        yield from ([*items, ""] if len(items) <= 2 * SHOWN else _unfolding(f"{len(items)} findings", items))
    yield from _not_told(procedure.completeness)
    yield from _coverage(procedure, assumed)


def _where_it_goes(burden: Burden) -> Iterator[str]:
    """A table of the worst steps, then what loops cost and how routes differ."""
    lines = [line for line in burden.steps if line.minutes > 0][:STEPS]
    if not lines:
        return
    yearly = lines[0].customer_hours_year is not None
    heads = ["customers", *(["h a year"] if yearly else []), "staff", *(["h a year"] if yearly else [])]
    yield from ("### Where the time goes", "", f"| step | {' | '.join(heads)} |", f"|---|{'--:|' * len(heads)}")
    for line in lines:
        cells = [format_effort(line.customer_minutes) if line.customer_minutes else "–"]
        cells += [format_number(line.customer_hours_year or 0.0) if line.customer_minutes else "–"] if yearly else []
        cells += [format_effort(line.staff_minutes) if line.staff_minutes else "–"]
        cells += [format_number(line.staff_hours_year or 0.0) if line.staff_minutes else "–"] if yearly else []
        yield f"| {' | '.join([text(line.label), *cells])} |"
    yield ""
    rest, routes = words.rest(burden.steps, len(lines)), words.routes(burden)
    notes = [f"- {text(rest)}"] if rest else []
    notes += [f"- **Loop:** {text(loop)}" for loop in words.loops(burden, 4)]
    notes += [f"- **Customer's time** {text(routes)}"] if routes else []
    yield from [*notes, ""] if notes else []


def _not_told(completeness: Completeness) -> Iterator[str]:
    told = said(completeness)
    if told:
        yield from ("### What the page does not say", "", f"{text(told)}. These are no findings.", "")
        if completeness.answers:
            yield from ("These answers would help most:", "")
            yield from (f"{n}. {text(question.ask)}" for n, question in enumerate(completeness.answers, start=1))
            yield ""


def _group(group: Sequence[Finding], rule: RuleInfo, procedure: ProcedureAudit) -> Iterator[str]:
    worst = group[0].severity
    codes, stake = ", ".join((f"{rule.code} {rule.name}", *group[0].also)), words.stake(words.together(group))
    about = f"{rule.element}; {text(stake)}" if stake else rule.element
    yield f"#### {_SIGN[worst]} {SEVERITY[worst][0].capitalize()}: {codes} ({about})"
    yield ""
    yield from (_item(finding, procedure) for finding in group[:SHOWN])
    yield ""
    if len(group) > SHOWN:
        yield from _unfolding(
            f"{len(group) - SHOWN} more like it", [_item(finding, procedure) for finding in group[SHOWN:]]
        )
    yield from (f"**Why it matters.** {text(rule.why)}  ", f"**What to do.** {text(rule.do)}", "")
    for title, brings in remedies(group):
        yield from (f"**What would help.** {text(title)}: {text(brings)}", "")


def _care(procedure: ProcedureAudit) -> Iterator[str]:
    """The ten points of care: those that are open with their rules, the others by number."""
    yield from ("### Ten points of care", "")
    yield from (
        f"- **open:** {point.point} ({', '.join(point.rules)})" for point in procedure.care if point.state == "open"
    )
    for state in ("kept", "not stated"):
        if names := [point.point for point in procedure.care if point.state == state]:
            yield f"- {state}: {'; '.join(names)}"
    yield ""


def _item(finding: Finding, procedure: ProcedureAudit) -> str:
    where = finding.where
    place = f" ({_code(f'{relative(where.path)}:{where.line}')})" if where else ""
    return f"- {text(finding.message)}{place}"


def _coverage(procedure: ProcedureAudit, assumed: Sequence[str]) -> Iterator[str]:
    judged = procedure.coverage.not_judged
    yield f"{looked_at(procedure)}{f'; could not judge {len(judged)}, because:' if judged else '.'}"
    yield ""
    if judged:
        yield from (f"- {text(item.what)}: {text(item.why)}" for item in judged[:SHOWN])
        yield ""
        if len(judged) > SHOWN:
            yield from _unfolding(
                f"{len(judged) - SHOWN} more", [f"- {text(item.what)}: {text(item.why)}" for item in judged[SHOWN:]]
            )
    if assumed:
        yield from _unfolding(f"{len(assumed)} assumed", [f"- {text(why)}" for why in assumed])
    left = [f"- {text(item.what)}: {text(item.why)}" for item in procedure.skipped] + [
        f"- {text(n)}" for n in procedure.notes
    ]
    if left:
        yield from _unfolding(f"{len(left)} not taken over from the file, or worth knowing", left)


def _unread(audit: Audit) -> Iterator[str]:
    """Files that were not read, above all else: what follows is not the whole."""
    unread = [f"- {_code(str(item.where))}: {text(item.why)}" for item in audit.skipped if item.where is not None]
    left_out = [f"- {text(item.what)}: {text(item.why)}" for item in audit.skipped if item.where is None]
    if unread:
        yield from ("## Not read", "", *unread, "")
    if left_out:
        yield from _unfolding(f"{len(left_out)} ignored", left_out)


def _unfolding(heading: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"<details><summary>{heading}</summary>", "", *lines, "", "</details>", "")


def _agreed(audit: Audit) -> Iterator[str]:
    """Budgets, and what is to be said of the settings and the baseline."""
    lines = []
    for budget in audit.budgets:
        state = {True: "kept", False: "**over budget**", None: "unclear"}[budget.kept]
        sentence = f"{budget.procedure}: {budget.measure} {budget.limit}" if budget.kept else budget_line(budget)
        lines.append(f"- {state}: {text(sentence)}")
    lines += [f"- **{finding.rule} {text(finding.name)}:** {text(finding.message)}" for finding in audit.about_settings]
    lines += [f"- fixed: {text(known.rule)} in {text(known.procedure)}" for known in audit.fixed]
    if lines:
        yield from ("## What was agreed", "", *lines, "")


def text(label: str) -> str:
    """A label as mere text: no HTML, no emphasis, no link, and nobody is mentioned by it."""
    shown = (
        _SPECIAL.sub(r"\\\g<0>", sanitize.text(label)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return _REFERENCE.sub("<!-- -->", shown)


def _code(label: str) -> str:
    """A path as code; where it holds backticks, the fence is longer than any run of them."""
    shown = sanitize.text(label)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    return f"{fence}{shown}{fence}" if fence == "`" else f"{fence} {shown} {fence}"
