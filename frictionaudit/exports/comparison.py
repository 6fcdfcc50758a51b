"""Two versions of a procedure side by side: the changes in words, and what they do to the measures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from frictionaudit.domain.changes import dump
from frictionaudit.domain.quantities.format import count
from frictionaudit.exports.wording import changes, numbers
from frictionaudit.exports.wording.effects import headline_keys
from frictionaudit.exports.wording.tables import Column, folded, heading, table
from frictionaudit.results.audit import Comparison, Measure
from frictionaudit.results.staffing import StaffingComparison

FORMATS = ("text", "json", "html", "github")
"""Formats of a comparison; `github` is Markdown for a comment on a pull request."""
DRAWN = ("html", "github")
"""Those that show a drawing of the difference."""
_COLUMNS = (
    Column("per case, and per year"),
    Column("before", numbers=True),
    Column("after", numbers=True),
    Column("change", numbers=True),
)


_LEAST_TABLE = 76
"""Columns from which measures stand in a table."""


def text(done: Comparison, a: str, b: str, width: int = 100) -> str:
    """The comparison to be read: changes, headline measures that differ, findings fixed and new."""
    lines = heading(done.before.title, f"{a} → {b}", width)
    if not done.changes:
        return "\n".join([*lines, "  Nothing differs."])
    sentences = changes.describe(done.changes, done.before)
    lines += [f"  {count(len(sentences), 'change')}"]
    lines += [line for sentence in sentences for line in folded(sentence, width, "  - ", "    ")]
    lines += [
        "",
        *_table(done, width),
        *(line for told in per_year(done) for line in folded(told.strip(), width, "  ", "    ")),
        "",
    ]
    if done.solved:
        counts = Counter(f"{finding.rule} {finding.name}" for finding in done.solved)
        fixed = ", ".join(f"{rule} ({n})" if n > 1 else rule for rule, n in sorted(counts.items()))
        lines += folded(f"fixed: {fixed}", width, "  ", "    ")
    for finding in done.new:
        lines += folded(f"new: {finding.rule} {finding.name}: {finding.message}", width, "  ", "    ")
    fixed = count(len(done.solved), "finding")
    lines += folded(f"{fixed} fixed, {len(done.new)} new, {done.stays} unchanged", width, "  ", "    ")
    return "\n".join(lines)


def _table(done: Comparison, width: int) -> Iterator[str]:
    """The measures that differ as a table; on a screen too narrow for one, a line each."""
    if width >= _LEAST_TABLE:
        yield from table(_COLUMNS, rows(done), width)
        return
    for label, before, after, change in rows(done):
        yield from folded(f"{label}: {before} → {after}, {change}", width, "  ", "    ")


def write(form: str, done: Comparison, a: str, b: str, width: int = 100) -> str:
    """The comparison in a format, for a and b as they are called."""
    if form in DRAWN:
        from frictionaudit.exports import comparison_document  # most comparisons are read in a terminal

        return (comparison_document.github if form == "github" else comparison_document.html)(done, a, b)
    return as_json(done, a, b) if form == "json" else text(done, a, b, width)


def rows(done: Comparison) -> Iterator[tuple[str, str, str, str]]:
    """Headline measures that differ as they are printed: label, before, after and the difference."""
    for key in headline_keys(done.effect):
        before, after = done.effect.before[key], done.effect.after[key]
        now, then = numbers.measure(before), numbers.measure(after)
        if before.definition.headline and now != then:  # a difference that does not show is none to a reader
            yield before.definition.label, now, then, _difference(before, after)


def per_year(done: Comparison) -> Iterator[str]:
    hours = [side["customer_hours_year"].value for side in (done.effect.before, done.effect.after)]
    if None not in hours and hours[0] != hours[1]:
        less = (hours[0] or 0) - (hours[1] or 0)
        yield f"  {abs(less) * 60:,.0f} customer minutes per year {'saved' if less > 0 else 'added'}"


def _difference(before: Measure, after: Measure) -> str:
    if before.value is None or after.value is None:
        return "unknown"
    change = after.value - before.value
    sign = "+" if change > 0 else "−"
    part = f"{abs(change) / before.value * 100:.0f}" if before.value else "0"
    share = f" ({sign}{part} %)" if part != "0" else ""
    return f"{sign}{numbers.quantity(before, abs(change))}{share}"


def as_json(done: Comparison, a: str, b: str, queues: StaffingComparison | None = None) -> str:
    """`{"schema", "a", "b", "changes", "words", "measures": {KEY: {before, after, difference}}, "solved", "new"}`.

    With `queues`, a simulation of both, that is another key.
    """
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
            "label": before.definition.label,
            "direction": before.definition.direction,
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
    if queues is not None:
        document["queues"] = queues.model_dump(mode="json")
    return json.dumps(document, ensure_ascii=False, indent=2)
