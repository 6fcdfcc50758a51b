"""Two versions of a procedure side by side: the changes in words, and what they do to the measures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap

from frictionaudit.domain.changes import dump
from frictionaudit.exports.wording import changes, numbers
from frictionaudit.results.audit import Comparison, Measure

HEADLINE = (
    *("customer_steps", "forms", "fields", "documents", "contacts", "customer_minutes", "customer_cost"),
    *(
        "staff_steps",
        "handoffs",
        "unit_handoffs",
        "staff_minutes",
        "staff_cost",
        "wait_ours",
        "lead_time",
        "silent_time",
    ),
    *("customer_hours_year", "staff_hours_year", "customer_cost_year", "staff_cost_year"),
)
"""Measures that are shown where they differ, in this order."""


def text(done: Comparison, a: str, b: str) -> str:
    """The comparison to be read: changes, measures that differ, findings solved and new."""
    lines = [f"{done.before.title}: {a} → {b}", ""]
    if not done.changes:
        return "\n".join([*lines, "nothing changed"])
    lines += [
        f"{len(done.changes)} change{'' if len(done.changes) == 1 else 's'}",
        *(f"  - {sentence}" for sentence in changes.describe(done.changes, done.before)),
        "",
    ]
    lines += [*_measures(done), ""]
    if done.solved:
        counts = Counter(f"{finding.rule} {finding.name}" for finding in done.solved)
        solved = ", ".join(f"{rule} ({n})" if n > 1 else rule for rule, n in sorted(counts.items()))
        lines += wrap(f"solved: {solved}", 100, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    lines += [f"  new: {finding.rule} {finding.name}: {finding.message}" for finding in done.new]
    lines.append(f"{len(done.solved)} findings solved, {len(done.new)} new, {done.stays} stay")
    return "\n".join(lines)


def _measures(done: Comparison) -> Iterator[str]:
    yield f"{'per case and year':<22}{'before':>20}{'after':>20}{'change':>24}"
    for key in HEADLINE:
        before, after = done.effect.before[key], done.effect.after[key]
        if before.value != after.value:
            yield (
                f"  {key:<20}{numbers.measure(before):>20}{numbers.measure(after):>20}{_difference(before, after):>24}"
            )
    minutes = [side["customer_hours_year"].value for side in (done.effect.before, done.effect.after)]
    if None not in minutes and minutes[0] != minutes[1]:
        less = (minutes[0] or 0) - (minutes[1] or 0)
        yield f"  {numbers.plain(abs(less) * 60)} customer minutes a year {'saved' if less > 0 else 'added'}"


def _difference(before: Measure, after: Measure) -> str:
    if before.value is None or after.value is None:
        return "unknown"
    change = after.value - before.value
    sign = "+" if change > 0 else "−"
    amount = numbers.time(before.key, abs(change)) if before.unit == "minutes" else numbers.plain(abs(change))
    share = f" ({sign}{abs(change) / before.value * 100:.0f} %)" if before.value else ""
    return f"{sign}{amount}{share}"


def as_json(done: Comparison, a: str, b: str) -> str:
    """`{"schema", "a", "b", "changes", "words", "measures": {KEY: {before, after, difference}}, "solved", "new"}`."""
    measures = {}
    for key, before in done.effect.before.items():
        after = done.effect.after[key]
        known = before.value is not None and after.value is not None
        measures[key] = {
            "before": before.value,
            "after": after.value,
            "difference": round((after.value or 0) - (before.value or 0), 9) if known else None,
            "unit": before.unit,
            "scope": before.scope,
            "evidence": {
                "before": asdict(before.evidence),
                "after": asdict(after.evidence),
            },
        }
    document = {
        "schema": 1,
        "a": a,
        "b": b,
        "changes": dump(done.changes),
        "words": changes.describe(done.changes, done.before),
        "measures": measures,
        "solved": [finding.model_dump(mode="json") for finding in done.solved],
        "new": [finding.model_dump(mode="json") for finding in done.new],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
