"""An audit to be read in a terminal: what, how much, what to do; about a screen per procedure, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from frictionaudit.exports.wording import numbers, policy
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import SEVERITIES, Audit, Finding, Measure, ProcedureAudit, RuleInfo, Severity

SHOWN = 8
"""Rules shown per procedure before the rest is only counted."""
_HIDDEN = {
    **dict.fromkeys((*range(32), *range(127, 160)), "\ufffd"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
    **dict.fromkeys((9, 10, 13), " "),
}
"""Control characters, which a terminal would obey, and marks that turn the direction of writing."""
_STYLE = {"bold": "1", "dim": "2", "error": "1;31", "warning": "1;33", "info": "1;36", "good": "1;32"}
_SIGN = {"error": "✖", "warning": "▲", "info": "●"}
_PLURAL = {"error": "errors", "warning": "warnings", "info": "hints"}
_SINGULAR = {"error": "error", "warning": "warning", "info": "hint"}


class _Ink:
    """Colour, where it is wanted."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLE[style]}m{text}\x1b[0m" if self.colour else text


def write(audit: Audit, width: int = 100, colour: bool = False, everything: bool = False) -> str:
    """The audit as text of a given width; `everything` lists each finding with its reason, each measure and note.

    Without it one finding of each of the `SHOWN` worst rules is told: errors before warnings before hints, and of
    each the areas (asking, steps, waiting, …) in turn, so that no area hides the others. The rest is counted.
    """
    ink = _Ink(colour)
    lines: list[str] = []
    for one in audit.procedures:
        lines += _procedure(one, audit.rules, width, ink, everything)
        lines.append("")
    lines += _end(audit, width, ink)
    return "\n".join(lines)


def _procedure(
    one: ProcedureAudit, rules: Mapping[str, RuleInfo], width: int, ink: _Ink, everything: bool
) -> Iterator[str]:
    title, source = (text.translate(_HIDDEN) for text in (one.title, one.source))
    gap = max(2, width - len(title) - len(source))
    yield ink(title, "bold") + " " * gap + ink(source, "dim")
    yield ink("─" * width, "dim")
    yield from _account(one, width)
    yield ""
    yield from _headline(one, ink)
    groups = _groups(one.open)
    shown = groups if everything else _first(groups)
    for group in shown:
        yield from _group(group, rules[group[0].rule], width, ink, everything)
    rest = [finding for group in groups if group not in shown for finding in group]
    if rest:
        under = _counted(len(groups) - len(shown), "more rule", "more rules")
        yield from _folded(f"… and {_by_severity(rest)} under {under}: see them with --all", width, "  ", "    ")
    yield from _justified(one, width, ink)
    for line in policy.set_apart(one):
        yield from _folded(line, width, "  ", "    ")
    yield from _coverage(one, width, everything)
    if everything:
        yield from _all_measures(one.measures, ink)
        yield from (line for note in one.notes for line in _folded(f"note: {note}", width, "  ", "    "))
        for skipped in one.skipped:
            yield from _folded(f"skipped: {skipped.what}: {skipped.why}", width, "  ", "    ")


def _account(one: ProcedureAudit, width: int) -> Iterator[str]:
    m = one.measures

    def known(*keys: str) -> list[str]:
        return [numbers.measure(m[key]) for key in keys if m[key].value]

    forms = numbers.measure(m["forms"])
    if m["fields"].value:
        forms += f" with {numbers.measure(m['fields'])}"
    customer = [numbers.measure(m["customer_steps"]), *([forms] if m["forms"].value else [])]
    customer += known("documents", "contacts", "phone_prompts")
    spent = [f"{numbers.measure(m['customer_minutes'])} of their own time", *known("customer_cost")]
    spent += [f"{text} a year" for text in known("customer_hours_year")]
    staff = [numbers.measure(m["staff_steps"]), *known("handoffs", "staff_minutes", "staff_cost")]
    staff += [f"{text} a year" for text in known("staff_hours_year")]
    whose = (("wait_ours", "for us"), ("wait_customer", "for the customer"), ("wait_third", "for others"))
    waiting = [f"{numbers.measure(m[key])} {who}" for key, who in whose if m[key].value != 0]
    if m["silent_time"].value:
        waiting.append(f"up to {numbers.measure(m['silent_time'])} without a word")
    rows = (("Customer", customer), ("", spent), ("Staff", staff), ("Waiting", waiting or ["none drawn"]))
    for label, parts in rows:
        yield from _folded(" · ".join(parts), width, f"  {label:<10}", " " * 12)
    yield from _folded(_evidence(m), width, f"  {'Evidence':<10}", " " * 12)


def _evidence(measures: Mapping[str, Measure]) -> str:
    """Where the numbers of the account come from, and what was assumed."""
    case = [m for m in measures.values() if m.scope == "case" and m.value is not None]
    kinds = Counter(m.evidence.kind for m in case)
    assumed = list(dict.fromkeys(why for m in case for why in m.evidence.assumed))
    unknown = sum(1 for m in measures.values() if m.scope == "case" and m.value is None)
    parts = [f"{kinds[kind]} numbers {kind}" for kind in ("stated", "measured") if kinds[kind]]
    if assumed:
        resting = f"{_counted(kinds['assumed'], 'number rests', 'numbers rest')}"
        more = f"; and {len(assumed) - 2} more" if len(assumed) > 2 else ""
        grounds = _counted(len(assumed), "assumption", "assumptions")
        parts.append(f"{resting} on {grounds} ({'; '.join(assumed[:2])}{more})")
    return ", ".join([*parts, *([f"{unknown} unknown"] if unknown else [])])


def _headline(one: ProcedureAudit, ink: _Ink) -> Iterator[str]:
    if not one.open:
        yield ink("  No open findings.", "good")
        return
    yield "  " + ink(f"{_counted(len(one.open), 'finding', 'findings')}: {_by_severity(one.open)}", "bold")


def _by_severity(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(_counted(counts[s], _SINGULAR[s], _PLURAL[s]) for s in SEVERITIES if counts[s])


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one rule together, in the order in which the rules first appear."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return list(groups.values())


def _first(groups: Sequence[list[Finding]]) -> list[list[Finding]]:
    """The groups to show first, in their order: the worst, and of equally bad ones the areas of the rules in turn."""
    by_weight = sorted(enumerate(groups), key=lambda pair: (SEVERITIES.index(_worst(pair[1])), -len(pair[1]), pair[0]))
    turns: Counter[str] = Counter()
    ranked = []
    for n, group in by_weight:
        area = group[0].rule[:3]
        turns[area] += 1
        ranked.append((SEVERITIES.index(_worst(group)), turns[area], n))
    return [groups[n] for n in sorted(n for _, _, n in sorted(ranked)[:SHOWN])]


def _worst(group: Sequence[Finding]) -> Severity:
    return min((finding.severity for finding in group), key=SEVERITIES.index)


def _group(group: list[Finding], rule: RuleInfo, width: int, ink: _Ink, everything: bool) -> Iterator[str]:
    worst = _worst(group)
    times = {1: "", 2: ", twice"}.get(len(group), f", {len(group)} times")
    yield f"  {ink(f'{_SIGN[worst]} {rule.code} {rule.name}', worst)}{times}"
    shown = group if everything else group[:1]
    for finding in shown:
        place = f" [line {finding.where.line}]" if finding.where else ""
        yield from _folded(finding.message + place, width, "      ", "      ")
    if everything:
        yield from (ink(line, "dim") for line in _folded(f"why: {rule.why}", width, "      ", "           "))
    yield from _folded(f"do:  {rule.do}", width, "      ", "           ")
    for one in shown[0].suggestions[:1]:
        told = f"try: {one.title}: {sentence(one.effect, one=one)}"
        yield from _folded(told.translate(_HIDDEN), width, "      ", "           ")


def _justified(one: ProcedureAudit, width: int, ink: _Ink) -> Iterator[str]:
    if not one.justified:
        return
    reasons = [
        f"{finding.rule} {finding.name} ({finding.justified.purpose}: {finding.justified.basis or 'no basis given'})"
        for finding in one.justified
        if finding.justified
    ]
    yield from _folded(f"Justified on the page: {'; '.join(dict.fromkeys(reasons))}", width, "  ", "    ")


def _coverage(one: ProcedureAudit, width: int, everything: bool) -> Iterator[str]:
    looked = f"Looked at {one.coverage.steps} steps with {_counted(len(one.coverage.rules), 'rule', 'rules')}"
    judged = one.coverage.not_judged
    if not judged:
        yield f"  {looked}."
        return
    reasons = [f"{item.what} ({item.why})" for item in judged]
    listed = reasons if everything else reasons[:2]
    more = f", and {len(reasons) - len(listed)} more" if len(reasons) > len(listed) else ""
    yield from _folded(f"{looked}; could not judge all of {', '.join(listed)}{more}.", width, "  ", "    ")


def _all_measures(measures: Mapping[str, Measure], ink: _Ink) -> Iterator[str]:
    yield "  " + ink("Measures", "bold")
    for key, measure in measures.items():
        note = f"  ({'; '.join(measure.evidence.unknown[:3])})" if measure.evidence.unknown else ""
        yield f"    {key:<26}{numbers.measure(measure):<28}{numbers.evidence(measure)}{note}"


def _folded(text: str, width: int, first: str, then: str) -> list[str]:
    return wrap(
        text.translate(_HIDDEN), width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
    ) or [first.rstrip()]


def _end(audit: Audit, width: int, ink: _Ink) -> Iterator[str]:
    for skipped in audit.skipped:
        if skipped.where is not None:
            yield from (
                ink(line, "error") for line in _folded(f"not read: {skipped.where}: {skipped.why}", width, "", "  ")
            )
    aside = [skipped.what for skipped in audit.skipped if skipped.where is None]
    if aside:
        shown = ", ".join(aside[:4]) + (f" and {len(aside) - 4} more" if len(aside) > 4 else "")
        yield from _folded(f"left aside, no format that is read: {shown}", width, "", "  ")
    for line, style in policy.closing(audit):
        yield from (ink(part, style) for part in _folded(line, width, "", "  "))
    s = audit.summary
    found = ", ".join(_counted(s.findings[sev], _SINGULAR[sev], _PLURAL[sev]) for sev in SEVERITIES)
    unread = f", {_counted(s.unreadable, 'file', 'files')} not read" if s.unreadable else ""
    yield ink(
        f"{_counted(s.procedures, 'procedure', 'procedures')} examined: {found}, {s.justified} justified"
        f"{policy.counts(audit)}{unread}",
        "bold",
    )
