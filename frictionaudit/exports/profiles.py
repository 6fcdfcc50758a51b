"""Profiles as text or JSON: the numbers, then what the method counts, ignores and needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from frictionaudit.domain.quantities.format import format_number
from frictionaudit.exports.wording import numbers
from frictionaudit.exports.wording.tables import folded
from frictionaudit.results.profile import ProfileResult, Row

_EVIDENCE = 14
"""Columns that the evidence needs beside a number; where there are fewer, a row is a sentence."""


def text(result: ProfileResult, width: int = 100) -> str:
    """One line per number with its evidence, then what the method counts, ignores and needs."""
    lines = [*folded(f"{result.title}: {', '.join(result.pages)}", width, "", "  "), ""]
    all_rows = [*result.rows, result.total]
    label = max(len(row.label) for row in all_rows)
    value = max(len(_value(row)) for row in all_rows)
    for sign, row in [*((" ", row) for row in result.rows), ("=", result.total)]:
        cells = f"{sign} {row.label:<{label}}  {_value(row):>{value}}  "
        if width - len(cells) >= min(_EVIDENCE, len(row.evidence)):
            lines += folded(row.evidence, width, cells, " " * len(cells))
        else:
            told = ", ".join(dict.fromkeys((_value(row), row.evidence)))  # an unknown number has unknown evidence
            lines += folded(f"{row.label}: {told}", width, f"{sign} ", "    ")
    for heading, entries in (("counts", result.counts), ("does not count", result.ignores), ("needs", result.needs)):
        if entries:
            lines += ["", heading, *_bullets(entries, width)]
    return "\n".join(lines) + "\n"


def _value(row: Row) -> str:
    if row.value is None:
        return "unknown"
    if numbers.is_currency(row.unit):
        return f"{numbers.money(row.value)} {row.unit}"
    number = f"{row.value:.3g}" if row.unit == "%" else format_number(row.value)  # a published 2.35 % stays
    return f"{number} {numbers.singular(row.unit, number)}"


def _bullets(entries: tuple[str, ...], width: int) -> Iterator[str]:
    for entry in entries:
        yield from folded(entry, width, "  - ", "    ")


def as_json(result: ProfileResult) -> str:
    """`{"schema": 1, "profile", "title", "pages", "rows": [{label, value, unit, evidence}], "total", …}`."""
    document = {"schema": 1, **result.model_dump(mode="json")}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[..., str]] = {"text": text, "json": as_json}
