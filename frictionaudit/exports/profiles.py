"""A profile to read, or as JSON: its numbers, and what it counts, ignores and would need."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from textwrap import wrap

from frictionaudit.exports.wording import numbers
from frictionaudit.results.profile import ProfileResult, Row


def text(done: ProfileResult) -> str:
    """One line for each number with its evidence, then what the method counts, ignores and would need."""
    lines = [f"{done.title}: {', '.join(done.pages)}", ""]
    listed = [*done.rows, done.total]
    width = max(len(row.label) for row in listed)
    value = max(len(_value(row)) for row in listed)
    lines += [f"  {row.label:<{width}}  {_value(row):>{value}}  {row.evidence}" for row in done.rows]
    lines.append(f"= {done.total.label:<{width}}  {_value(done.total):>{value}}  {done.total.evidence}")
    for heading, entries in (("counts", done.counts), ("does not count", done.ignores), ("would need", done.needs)):
        if entries:
            lines += ["", heading, *_listed(entries)]
    return "\n".join(lines) + "\n"


def _value(row: Row) -> str:
    if row.value is None:
        return "unknown"
    whole = f"{row.value:,.4f}".rstrip("0").rstrip(".")
    return f"{whole} {numbers.singular(row.unit, whole)}"


def _listed(entries: tuple[str, ...]) -> Iterator[str]:
    for entry in entries:
        yield from wrap(entry, 100, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)


def as_json(done: ProfileResult) -> str:
    """`{"schema": 1, "profile", "title", "pages", "rows": [{label, value, unit, evidence}], "total", …}`."""
    document = {"schema": 1, **done.model_dump(mode="json")}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[ProfileResult], str]] = {"text": text, "json": as_json}
