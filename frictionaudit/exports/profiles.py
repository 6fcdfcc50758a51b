"""Profiles as text or JSON: the numbers, then what the method counts, ignores and needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from frictionaudit.exports.wording import numbers
from frictionaudit.exports.wording.tables import folded
from frictionaudit.results.profile import ProfileResult, Row


def text(result: ProfileResult) -> str:
    """One line per number with its evidence, then what the method counts, ignores and needs."""
    lines = [f"{result.title}: {', '.join(result.pages)}", ""]
    all_rows = [*result.rows, result.total]
    width = max(len(row.label) for row in all_rows)
    value = max(len(_value(row)) for row in all_rows)
    lines += [f"  {row.label:<{width}}  {_value(row):>{value}}  {row.evidence}" for row in result.rows]
    lines.append(f"= {result.total.label:<{width}}  {_value(result.total):>{value}}  {result.total.evidence}")
    for heading, entries in (("counts", result.counts), ("does not count", result.ignores), ("needs", result.needs)):
        if entries:
            lines += ["", heading, *_bullets(entries)]
    return "\n".join(lines) + "\n"


def _value(row: Row) -> str:
    if row.value is None:
        return "unknown"
    number = f"{row.value:,.4f}".rstrip("0").rstrip(".")
    return f"{number} {numbers.singular(row.unit, number)}"


def _bullets(entries: tuple[str, ...]) -> Iterator[str]:
    for entry in entries:
        yield from folded(entry, 100, "  - ", "    ")


def as_json(result: ProfileResult) -> str:
    """`{"schema": 1, "profile", "title", "pages", "rows": [{label, value, unit, evidence}], "total", …}`."""
    document = {"schema": 1, **result.model_dump(mode="json")}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[ProfileResult], str]] = {"text": text, "json": as_json}
