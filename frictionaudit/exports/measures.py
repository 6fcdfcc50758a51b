"""Measures as a table to read, as JSON, or as CSV, one procedure at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator

from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.exports.wording import numbers, sanitize
from frictionaudit.results.audit import Measure, MeasuredProcedure


def text(measured: Iterable[MeasuredProcedure]) -> Iterator[str]:
    """One block per procedure: key, value with unit, evidence, and what is unknown."""
    for n, procedure in enumerate(measured):
        lines = [sanitize.text(f"{procedure.title}  {procedure.source}")]
        lines += [
            f"  {key:<26}{numbers.measure(m):<30}{m.evidence.kind}{_why(m)}" for key, m in procedure.measures.items()
        ]
        yield ("\n" if n else "") + "\n".join(lines) + "\n"


def _why(measure: Measure) -> str:
    unknown = measure.evidence.unknown
    return sanitize.text(f"  (unknown: {shortened(unknown)})") if unknown else ""


def as_json(measured: Iterable[MeasuredProcedure]) -> Iterator[str]:
    """`{"schema": 1, "procedures": [{id, title, source, measures}]}`."""
    opening = '{\n  "schema": 1,\n  "procedures": ['
    empty = True
    for procedure in measured:
        text = json.dumps(procedure.model_dump(mode="json"), ensure_ascii=False, indent=2)
        indented = text.replace("\n", "\n    ")  # texts hold no bare line ends
        yield f"{opening if empty else ','}\n    {indented}"
        empty = False
    yield f"{opening}]\n}}\n" if empty else "\n  ]\n}\n"


def as_csv(measured: Iterable[MeasuredProcedure]) -> Iterator[str]:
    """One row per procedure and measure; an unknown value is an empty cell."""
    yield ",".join(_COLUMNS) + "\n"
    for procedure in measured:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for key, m in procedure.measures.items():
            value = "" if m.value is None else f"{m.value:.15g}"
            named = map(sanitize.cell, (procedure.id, procedure.title, procedure.source, key))
            unknown = sanitize.cell("; ".join(m.evidence.unknown))
            writer.writerow([*named, value, m.unit, m.scope, m.evidence.kind, m.evidence.bound, unknown])
        yield out.getvalue()


_COLUMNS = ("id", "title", "source", "measure", "value", "unit", "scope", "evidence", "bound", "unknown")
FORMATS: dict[str, Callable[[Iterable[MeasuredProcedure]], Iterator[str]]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
}
"""Writers, each piece by piece, so that the measures of many files never stand in memory together."""
